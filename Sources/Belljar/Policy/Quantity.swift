/// A number with a unit, as a user writes it: `1.5s`, `256 MiB`.
///
/// A bare number is refused: whoever writes 5000 for a time may mean milliseconds.
package struct Quantity {
  package struct Malformed: Error, CustomStringConvertible {
    package var description: String

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

  /// A time as the command's options take it.
  @Sendable package static func duration(_ text: String) throws -> Duration {
    .nanoseconds(
      try parse(
        text, units: times, examples: "5s, 500ms or 2m", from: (1_000_000, "1ms"),
        to: (86_400 * 1_000_000_000, "1440m")))
  }

  /// An amount of memory as the command's options take it.
  @Sendable package static func memory(_ text: String) throws -> ByteCount {
    .bytes(
      try parse(
        text, units: amounts, examples: "256MiB or 64MB", from: (1, "1B"), to: (1 << 40, "1024GiB")))
  }

  /// The most is lower than memory's, because the host holds all output in its own.
  @Sendable package static func output(_ text: String) throws -> ByteCount {
    .bytes(
      try parse(text, units: amounts, examples: "1MiB or 64KB", from: (1, "1B"), to: (1 << 30, "1GiB")))
  }

  static func duration(_ text: String, in range: ClosedRange<Duration>) throws(Malformed) -> Duration {
    .nanoseconds(
      try parse(
        text, units: times, examples: "5 s, 500 ms or 2 m",
        from: (nanoseconds(range.lowerBound), Self.text(range.lowerBound)),
        to: (nanoseconds(range.upperBound), Self.text(range.upperBound))))
  }

  static func amount(_ text: String, in range: ClosedRange<ByteCount>) throws(Malformed) -> ByteCount {
    .bytes(
      try parse(
        text, units: amounts, examples: "256 MiB or 64 KB",
        from: (range.lowerBound.bytes, Self.text(range.lowerBound)),
        to: (range.upperBound.bytes, Self.text(range.upperBound))))
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
    var suffix = text.dropFirst(number.count)
    if suffix.first == " " { suffix = suffix.dropFirst() }
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
    guard value > 0 || minimum.value <= 0 else { throw Malformed("it must be more than zero") }
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

// MARK: - Writing

extension Quantity {
  /// The form that reads as the same time: `5 s`, `250 ms`, `0.5 ms`. What is below a nanosecond is lost.
  package static func text(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = attoseconds / 1_000_000_000
    guard nanoseconds != 0 else { return "\(seconds) s" }
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    // Nobody means the nanoseconds of so many years.
    guard !overflow else { return "\(seconds) s" }
    let fraction = nanoseconds % 1_000_000
    guard fraction != 0 else { return "\(product + nanoseconds / 1_000_000) ms" }
    var digits = String(String(abs(fraction) + 1_000_000).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(product + nanoseconds / 1_000_000).\(digits) ms"
  }

  /// The form that reads as the same amount, in the largest unit that divides it: `64 KiB`, `1000 B`.
  package static func text(_ amount: ByteCount) -> String {
    for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
    where amount.bytes != 0 && amount.bytes % unit == 0 {
      return "\(amount.bytes / unit) \(name)"
    }
    return "\(amount.bytes) B"
  }

  /// Only for the bounds of limits, which are far from what an integer can hold.
  private static func nanoseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  }
}
