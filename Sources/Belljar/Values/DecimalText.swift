/// A decimal number as text, taken apart.
enum DecimalText: Equatable {
  /// The digits times ten to the power of the exponent. The digits have no leading zeros, and are "0" for zero.
  case finite(isNegative: Bool, digits: String, exponent: Int)
  case infinity(isNegative: Bool)
  case notANumber(isNegative: Bool, isSignaling: Bool, payload: String)

  /// What CPython's `Decimal()` takes, without its underscores and spaces, and in its range.
  init?(_ text: String) {
    // By ASCII bytes: a character may hold combining marks.
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    switch Self.lowercased(rest.prefix { Self.isLetter($0) }) {
    case "inf", "infinity":
      guard rest.allSatisfy(Self.isLetter) else { return nil }
      self = .infinity(isNegative: isNegative)
    case let word where word == "nan" || word == "snan":
      let payload = rest.dropFirst(word.utf8.count)
      guard payload.allSatisfy(Self.isDigit) else { return nil }
      self = .notANumber(
        isNegative: isNegative, isSignaling: word == "snan",
        payload: String(decoding: Self.stripped(payload), as: UTF8.self))
    default:
      self.init(isNegative: isNegative, number: rest)
    }
  }

  private init?(isNegative: Bool, number: ArraySlice<UInt8>) {
    var rest = number
    let whole = Self.takeDigits(&rest)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = Self.takeDigits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var exponent = 0
    if let mark = rest.first {
      guard mark | 0x20 == UInt8(ascii: "e") else { return nil }
      rest.removeFirst()
      guard let value = Self.exponent(rest) else { return nil }
      exponent = value
    }
    exponent -= fraction.count
    let digits = Self.stripped(whole + fraction)
    // The bounds of CPython's own C implementation: beyond them it takes a text for an invalid operation.
    guard exponent >= -1_999_999_999_999_999_997, exponent + max(0, digits.count - 1) <= 999_999_999_999_999_999 else {
      return nil
    }
    self = .finite(
      isNegative: isNegative, digits: digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self), exponent: exponent
    )
  }

  /// As Python's `str()` writes it.
  var canonical: String {
    switch self {
    case .infinity(let isNegative): return isNegative ? "-Infinity" : "Infinity"
    case .notANumber(let isNegative, let isSignaling, let payload):
      return (isNegative ? "-" : "") + (isSignaling ? "sNaN" : "NaN") + payload
    case .finite(let isNegative, let digits, let exponent):
      let sign = isNegative ? "-" : ""
      let count = digits.utf8.count
      let left = exponent + count
      if exponent == 0 { return sign + digits }
      if exponent < 0, left > -6 {
        guard left <= 0 else { return "\(sign)\(digits.prefix(left)).\(digits.dropFirst(left))" }
        return "\(sign)0.\(String(repeating: "0", count: -left))\(digits)"
      }
      let fraction = count > 1 ? "." + digits.dropFirst() : ""
      return "\(sign)\(digits.prefix(1))\(fraction)E\(left > 0 ? "+" : "")\(left - 1)"
    }
  }

  /// The same for equal numbers: without zeros at the end, and without zero's sign.
  var normalized: DecimalText {
    guard case .finite(let isNegative, let digits, let exponent) = self else { return self }
    let zeros = digits.utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    guard zeros < digits.utf8.count else { return .finite(isNegative: false, digits: "0", exponent: 0) }
    return .finite(isNegative: isNegative, digits: String(digits.dropLast(zeros)), exponent: exponent + zeros)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

  private static func lowercased(_ letters: ArraySlice<UInt8>) -> String {
    String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self)
  }

  private static func stripped(_ digits: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    digits.drop { $0 == UInt8(ascii: "0") }
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = rest.prefix(while: isDigit)
    rest = rest.dropFirst(digits.count)
    return digits
  }

  /// Nil beyond what any bound allows, long before an `Int` overflows.
  private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    var digits = text
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    let significant = stripped(digits)
    guard !digits.isEmpty, digits.allSatisfy(isDigit), significant.count <= 19,
      let value = Int(String(decoding: significant.isEmpty ? [UInt8(ascii: "0")] : significant, as: UTF8.self)),
      value <= 2_000_000_000_000_000_000
    else { return nil }
    return isNegative ? -value : value
  }
}
