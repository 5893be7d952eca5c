public import FoundationEssentials

/// A Python `decimal.Decimal`: a decimal number of any precision, with signed zeros, infinities and NaNs.
///
/// It is carried as the text that Python's `str()` gives, and has no arithmetic. Two are equal if their texts are: other
/// than in Python `1.0` is not `1.00`.
///
/// ```swift
/// let price = PythonDecimal("19.90")      // nil if it is no number
/// let exact = price.flatMap { Decimal(exactly: $0) }
/// ```
public struct PythonDecimal: Sendable, Hashable, LosslessStringConvertible {
  /// The number as Python's `str()` writes it: `-1.5E+3`, `NaN`, `-Infinity`, `-0`.
  public let description: String

  /// Creates a number from what Python's `Decimal()` takes, without underscores and spaces; nil for anything else.
  public init?(_ text: String) {
    guard let parsed = DecimalText(text) else { return nil }
    description = parsed.canonical
  }

  /// Creates the number that a Foundation `Decimal` is.
  public init(_ value: Decimal) {
    // A Foundation Decimal's own text is plain digits, or NaN.
    description = DecimalText(value.description)?.canonical ?? "NaN"
  }

  /// Exactly what ``description`` gives, as the wire demands it.
  init?(canonical text: String) {
    guard let parsed = DecimalText(text), parsed.canonical == text else { return nil }
    description = text
  }
}

extension Decimal {
  /// The same number; nil for infinities, and where Foundation's 38 digits or its exponents do not suffice. The sign of zero
  /// and zeros at the end are lost.
  public init?(exactly value: PythonDecimal) {
    guard let parsed = DecimalText(value.description) else { return nil }
    guard case .finite(let isNegative, let allDigits, let exponent) = parsed else {
      guard case .notANumber = parsed else { return nil }
      self = .nan
      return
    }
    let kept = allDigits.drop { $0 == "0" }
    let zeros = kept.reversed().prefix { $0 == "0" }.count
    let digits = kept.dropLast(zeros)
    guard digits.count <= 38, let power = Int(exactly: exponent + zeros), -127...127 ~= (digits.isEmpty ? 0 : power)
    else {
      return nil
    }
    // 38 digits fit Foundation's 128 bits, so that each step is exact.
    var significand = Decimal(0)
    for digit in digits { significand = significand * 10 + Decimal(Int(String(digit)) ?? 0) }
    self = Decimal(
      sign: isNegative && !digits.isEmpty ? .minus : .plus, exponent: digits.isEmpty ? 0 : power,
      significand: significand)
    // Foundation rounds, or gives up with NaN, without saying so.
    guard !isNaN, DecimalText(description)?.normalized == parsed.normalized else { return nil }
  }
}
