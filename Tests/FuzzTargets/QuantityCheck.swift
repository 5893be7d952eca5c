import Belljar

/// A limit as a user writes it: a value within its bounds, or a sentence that says why not.
enum QuantityCheck {
  static func run(_ input: [UInt8]) throws(Violation) {
    let text = String(decoding: input, as: UTF8.self)
    try check(text, Quantity.duration, in: .milliseconds(1)...Duration.seconds(86_400))
    try check(text, Quantity.memory, in: .bytes(1)...ByteCount.bytes(1 << 40))
    try check(text, Quantity.output, in: .bytes(1)...ByteCount.bytes(1 << 30))
  }

  private static func check<Value: Comparable>(
    _ text: String, _ parse: (String) throws -> Value, in range: ClosedRange<Value>
  ) throws(Violation) {
    do {
      let value = try parse(text)
      guard range.contains(value) else { throw Violation("'\(text)' is \(value)") }
    } catch let malformed as Quantity.Malformed {
      try require(!malformed.description.isEmpty, "'\(text)' is refused without a reason")
    } catch {
      throw Violation("'\(text)': \(error)")
    }
  }

  static let seeds: [[UInt8]] = [
    "5s", "500ms", "2m", "1.5s", "0.0005s", "1440m", "1441m", "256MiB", "64MB", "1GiB", "1024GiB", "3.999999KiB", "1B",
    "0B", "-1s", "1.2.3s", "5000", "9223372036854775807ms", "99999999999999999999B", "1.9999999999999999999GiB", ".5s",
    "5.s", "5 s", "\u{665}s", "5\u{7f}s", "",
  ].map { Array($0.utf8) }
}
