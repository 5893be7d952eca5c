/// An integer of any size, to be carried, compared and shown; it has no arithmetic.
///
/// ```swift
/// let value = BigInteger("-36893488147419103232")   // nil if it is no integer
/// Int(exactly: BigInteger(7))                        // 7; nil if it does not fit
/// ```
public struct BigInteger: Sendable, Hashable {
  /// Whether it is below zero.
  public let isNegative: Bool
  /// The magnitude's bytes, the most significant first, without leading zeros; none for zero.
  public let magnitude: [UInt8]

  /// Creates an integer from its magnitude's bytes, the most significant first. Leading zeros do not matter, and zero has no
  /// sign.
  public init(isNegative: Bool = false, magnitude: some Sequence<UInt8>) {
    self.magnitude = Array(magnitude.drop { $0 == 0 })
    self.isNegative = isNegative && !self.magnitude.isEmpty
  }

  /// Creates an integer from one of a fixed size.
  public init(_ value: some BinaryInteger) {
    self.init(isNegative: value < 0, words: value.magnitude.words)
  }

  /// Creates an integer from a literal.
  public init(_ literal: StaticBigInt) {
    let isNegative = literal.signum() < 0
    let count = (literal.bitWidth + UInt.bitWidth - 1) / UInt.bitWidth
    var words = (0..<count).map { literal[$0] }
    if isNegative {
      var carry = true
      for index in words.indices {
        let (sum, overflow) = (~words[index]).addingReportingOverflow(carry ? 1 : 0)
        words[index] = sum
        carry = overflow
      }
    }
    self.init(isNegative: isNegative, words: words)
  }

  /// The least significant word first.
  private init(isNegative: Bool, words: some Collection<UInt>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 8)
    for word in Array(words).reversed() {
      for shift in stride(from: UInt.bitWidth - 8, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt(shift)))
      }
    }
    self.init(isNegative: isNegative, magnitude: bytes)
  }

  /// The bits of the magnitude.
  public var bitWidth: Int {
    magnitude.first.map { magnitude.count * 8 - $0.leadingZeroBitCount } ?? 0
  }
}

/// CBOR writes a negative number as the `n` of `-1 - n`.
extension BigInteger {
  /// `-1 - self`, of a number that is not negative.
  var complement: BigInteger {
    var bytes = magnitude
    for index in bytes.indices.reversed() {
      bytes[index] &+= 1
      if bytes[index] != 0 { return BigInteger(isNegative: true, magnitude: bytes) }
    }
    return BigInteger(isNegative: true, magnitude: [1] + bytes)
  }

  /// The bytes of a magnitude of at least one, less one.
  var magnitudeLessOne: [UInt8] {
    var bytes = magnitude
    for index in bytes.indices.reversed() {
      bytes[index] &-= 1
      if bytes[index] != 0xff { break }
    }
    return Array(bytes.drop { $0 == 0 })
  }
}

extension BigInteger: ExpressibleByIntegerLiteral {
  /// Creates an integer of any size.
  public init(integerLiteral value: StaticBigInt) { self.init(value) }
}

extension BigInteger: Comparable {
  /// Whether one integer is smaller than another.
  public static func < (left: Self, right: Self) -> Bool {
    guard left.isNegative == right.isNegative else { return left.isNegative }
    let (small, large) = left.isNegative ? (right, left) : (left, right)
    guard small.magnitude.count == large.magnitude.count else { return small.magnitude.count < large.magnitude.count }
    return small.magnitude.lexicographicallyPrecedes(large.magnitude)
  }
}

extension FixedWidthInteger {
  /// The same number; nil if it does not fit.
  public init?(exactly value: BigInteger) {
    guard value.magnitude.count * 8 <= Self.bitWidth else { return nil }
    let size = value.magnitude.reduce(Magnitude.zero) { $0 << 8 | Magnitude($1) }
    guard size <= (value.isNegative ? Self.min : Self.max).magnitude else { return nil }
    let bits = Self(truncatingIfNeeded: size)
    self = value.isNegative ? 0 &- bits : bits
  }
}

extension Double {
  /// The same number; nil if a `Double` would have to round it.
  public init?(exactly value: BigInteger) {
    let trailing = value.magnitude.reversed().prefix { $0 == 0 }.count
    let lowest = value.magnitude.dropLast(trailing).last ?? 1
    guard value.bitWidth - trailing * 8 - lowest.trailingZeroBitCount <= 53, value.bitWidth <= 1024 else { return nil }
    // Every partial sum has no more significant bits than the whole.
    let size = value.magnitude.reduce(0.0) { $0 * 256 + Double($1) }
    self = value.isNegative ? -size : size
  }
}
