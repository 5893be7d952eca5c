extension BigInteger: LosslessStringConvertible {
  /// Digits that are written in decimal, as many as CPython converts by itself. Converting takes the square of their number,
  /// and a program may return a number of millions.
  static let maximumDecimalDigits = 4300

  /// Creates an integer from decimal digits or, after `0x`, hexadecimal ones, with a sign or without; nil for anything else,
  /// and for more than 4300 decimal digits.
  public init?(_ text: String) {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    guard let magnitude = digits.hasPrefix("0x") ? Self.hexadecimal(digits.dropFirst(2)) : Self.decimal(digits) else {
      return nil
    }
    self.init(isNegative: isNegative, magnitude: magnitude)
  }

  /// The number in decimal; beyond 4300 digits in hexadecimal, as `-0x1f`.
  public var description: String {
    let sign = isNegative ? "-" : ""
    // Ten bits are a little more than three digits.
    if bitWidth <= Self.maximumDecimalDigits / 3 * 10, let decimal = decimalDigits { return sign + decimal }
    return sign + hexadecimalText
  }

  /// Nil beyond the digits that are written in decimal.
  private var decimalDigits: String? {
    var limbs = self.limbs
    var parts: [String] = []
    while let highest = limbs.last {
      guard highest != 0 else {
        limbs.removeLast()
        continue
      }
      var remainder: UInt64 = 0
      for index in limbs.indices.reversed() {
        let (quotient, rest) = (remainder << 32 | UInt64(limbs[index])).quotientAndRemainder(dividingBy: 1_000_000_000)
        limbs[index] = UInt32(truncatingIfNeeded: quotient)
        remainder = rest
      }
      parts.append(String(remainder))
    }
    guard let first = parts.last else { return "0" }
    let text = first + parts.dropLast().reversed().map { String(repeating: "0", count: 9 - $0.count) + $0 }.joined()
    return text.utf8.count <= Self.maximumDecimalDigits ? text : nil
  }

  private var hexadecimalText: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = magnitude.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }.drop { $0 == digits[0] }
    return "0x" + String(decoding: text, as: UTF8.self)
  }

  /// The least significant limb first.
  private var limbs: [UInt32] {
    stride(from: magnitude.count, to: 0, by: -4).map { end in
      magnitude[max(0, end - 4)..<end].reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  private static func decimal(_ digits: Substring) -> [UInt8]? {
    guard 1...maximumDecimalDigits ~= digits.utf8.count,
      digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return nil }
    /// The least significant limb first.
    var limbs: [UInt32] = []
    for digit in digits.utf8 {
      var carry = UInt64(digit - UInt8(ascii: "0"))
      for index in limbs.indices {
        let sum = UInt64(limbs[index]) * 10 + carry
        limbs[index] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      if carry > 0 { limbs.append(UInt32(carry)) }
    }
    return limbs.reversed().flatMap { limb in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: limb >> UInt32($0)) }
    }
  }

  private static func hexadecimal(_ digits: Substring) -> [UInt8]? {
    guard !digits.isEmpty else { return nil }
    var bytes: [UInt8] = []
    var isHigh = digits.utf8.count % 2 == 0
    for character in digits {
      guard character.isASCII, let digit = character.hexDigitValue else { return nil }
      if isHigh || bytes.isEmpty {
        bytes.append(UInt8(digit) << (isHigh ? 4 : 0))
      } else {
        bytes[bytes.count - 1] |= UInt8(digit)
      }
      isHigh.toggle()
    }
    return bytes
  }
}
