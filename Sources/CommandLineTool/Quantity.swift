import Belljar

/// A number with a unit, as a user writes it: `1.5s`, `256MiB`.
///
/// A bare number is refused: whoever writes `--time 5000` may mean milliseconds.
struct Quantity {
  struct Malformed: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
  }

  /// A unit's size in the smallest one: nanoseconds or bytes.
  typealias Units = KeyValuePairs<String, Int>

  private static let times: Units = ["ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000]

  private static let amounts: Units = [
    "B": 1,
    "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000,
    "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
  ]

  @Sendable static func duration(_ text: String) throws -> Duration {
    .nanoseconds(
      try parse(
        text, units: times, examples: "5s, 500ms or 2m", from: (1_000_000, "1ms"),
        to: (86_400 * 1_000_000_000, "1440m")))
  }

  @Sendable static func memory(_ text: String) throws -> ByteCount {
    .bytes(
      try parse(
        text, units: amounts, examples: "256MiB or 64MB", from: (1, "1B"), to: (1 << 40, "1024GiB")))
  }

  /// The most is lower than memory's, because the host holds all output in its own.
  @Sendable static func output(_ text: String) throws -> ByteCount {
    .bytes(
      try parse(text, units: amounts, examples: "1MiB or 64KB", from: (1, "1B"), to: (1 << 30, "1GiB")))
  }

  /// The value in the smallest unit, computed in integers so that nothing is rounded but what the smallest unit
  /// cannot hold.
  private static func parse(
    _ text: String, units: Units, examples: String,
    from minimum: (value: Int, text: String), to maximum: (value: Int, text: String)
  ) throws(Malformed) -> Int {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard !text.hasPrefix("-") else { throw Malformed("it is negative") }
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else {
      throw Malformed("write a number and a unit, such as \(examples)")
    }
    let suffix = text.dropFirst(number.count)
    guard !suffix.isEmpty else { throw Malformed("the unit is missing; write \(examples)") }
    guard let unit = units.first(where: { $0.key.lowercased() == suffix.lowercased() })?.value else {
      let names = units.map(\.key).joined(separator: ", ")
      throw Malformed("the unit \(suffix) is not known; known are \(names)")
    }
    let tooMuch = Malformed("the most is \(maximum.text)")
    guard let whole = Int(parts[0]) else { throw tooMuch }
    let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
    guard !overflow, product <= maximum.value else { throw tooMuch }
    let value = product + fraction(parts.count == 2 ? parts[1] : "", of: unit)
    guard value <= maximum.value else { throw tooMuch }
    guard value > 0 else { throw Malformed("it must be more than zero") }
    guard value >= minimum.value else { throw Malformed("the least is \(minimum.text)") }
    return value
  }

  /// Six digits: more would overflow, and say nothing about a limit.
  private static func fraction(_ digits: Substring, of unit: Int) -> Int {
    let digits = digits.prefix(6)
    let scale = digits.reduce(1) { scale, _ in scale * 10 }
    return (Int(digits) ?? 0) * unit / scale
  }
}
