/// A Python `fractions.Fraction`.
///
/// It is in lowest terms, as Python keeps it, as long as both parts fit 64 bits. Larger ones are left as they are given: to
/// reduce them takes the square of their length, and a program may return what it likes. Python reduces what it gets.
public struct PythonFraction: Sendable, Hashable {
  /// The numerator, which has the sign.
  public let numerator: BigInteger
  /// The denominator, above zero.
  public let denominator: BigInteger

  /// Creates a fraction; nil if the denominator is zero.
  public init?(numerator: BigInteger, denominator: BigInteger) {
    guard !denominator.magnitude.isEmpty else { return nil }
    let isNegative = numerator.isNegative != denominator.isNegative
    guard let top = UInt64(exactly: BigInteger(magnitude: numerator.magnitude)),
      let bottom = UInt64(exactly: BigInteger(magnitude: denominator.magnitude))
    else {
      self.numerator = BigInteger(isNegative: isNegative, magnitude: numerator.magnitude)
      self.denominator = BigInteger(magnitude: denominator.magnitude)
      return
    }
    var (divisor, rest) = (top, bottom)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    self.numerator = BigInteger(isNegative: isNegative, magnitude: BigInteger(top / divisor).magnitude)
    self.denominator = BigInteger(bottom / divisor)
  }
}

extension PythonFraction: LosslessStringConvertible {
  /// As Python's `str()` writes it: `1/2`, or `3` for a whole number.
  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// Creates a fraction from two integers with a slash between them, or one alone; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let top = BigInteger(String(parts[0])), parts.count <= 2,
      let bottom = parts.count == 2 ? BigInteger(String(parts[1])) : 1
    else { return nil }
    self.init(numerator: top, denominator: bottom)
  }
}
