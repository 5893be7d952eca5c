/// Takes a text of digits and separators from its start, ASCII by ASCII.
struct DigitReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: some Sequence<UInt8>) { rest = Array(text)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ separator: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == separator.value else { return false }
    rest.removeFirst()
    return true
  }

  /// Exactly so many digits, or nil.
  mutating func number(_ digitCount: Int) -> Int? {
    let digits = rest.prefix(digitCount)
    guard digits.count == digitCount, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
      return nil
    }
    rest = rest.dropFirst(digitCount)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}

/// A number that is not negative, with leading zeros.
func padded(_ number: Int, _ digitCount: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, digitCount - digits.count)) + digits
}
