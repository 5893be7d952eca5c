/// Tells from a program's bytes whether its syntax tree need be looked at.
///
/// A tree of Python objects takes several times as long as compiling, and touches fifty pages of a child. Most programs hold
/// no word that could break a rule, be it in code, text or comment.
enum SyntaxScan {
  static func needsTree(_ source: [UInt8]) -> Bool {
    namesEncoding(source) || hasSuspiciousWord(source)
  }

  private static func hasSuspiciousWord(_ source: [UInt8]) -> Bool {
    var position = 0
    var isDefined = false
    while position < source.count {
      let start = position
      var isPlain = true
      while position < source.count, source[position].isWord {
        if source[position] >= 0x80 { isPlain = false }
        position += 1
      }
      if position == start {
        if !source[position].isBlank { isDefined = false }
        position += 1
        continue
      }
      let word = source[start..<position]
      // The compiler folds letters of other shapes into these.
      if !isPlain && !keepsItsLetters(word) { return true }
      let isName = word.first == UInt8(ascii: "_")
      if isName || maySayMore(word) {
        let text = String(decoding: word, as: UTF8.self)
        let isHarmless =
          isName
          ? SyntaxRules.isAlwaysRight(text) || isDefined
          : !SyntaxRules.inspection.contains(text) && !SyntaxRules.formatting.contains(text)
        if !isHarmless { return true }
      }
      isDefined = word.elementsEqual("def".utf8)
    }
    return false
  }

  /// The first letters of the words that are looked for.
  private static func maySayMore(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count >= 6, let first = word.first else { return false }
    return "acfgt".utf8.contains(first)
  }

  /// Whether the first two lines may name an encoding: then the bytes are not what they seem.
  private static func namesEncoding(_ source: [UInt8]) -> Bool {
    var lines = 0
    let head = source.prefix { byte in
      if byte == 0x0a || byte == 0x0d { lines += 1 }
      return lines < 3
    }
    return head.contains(Array("coding".utf8))
  }

  /// Whether no character of a word is another way to write a letter of ASCII or an underscore (NFKC).
  private static func keepsItsLetters(_ word: ArraySlice<UInt8>) -> Bool {
    String(decoding: word, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
      scalar.value < 0x80 || plainLetters.contains { $0.contains(scalar.value) }
    }
  }

  /// Ranges that hold no such character: accented Latin, Greek to Georgian, kana, Han, Hangul, emoji, and what surrounds them
  /// in texts.
  private static let plainLetters: [ClosedRange<UInt32>] = [
    0xa0...0xa9, 0xab...0xb1, 0xb4...0xb8, 0xbb...0xbb, 0xbf...0x131, 0x134...0x13e, 0x141...0x148, 0x14a...0x17e,
    0x180...0x1c3, 0x1cd...0x1f0, 0x1f4...0x2af,
    0x300...0x1cff, 0x2010...0x2023, 0x2026...0x2026, 0x20a9...0x20bf, 0x2190...0x23ff, 0x2500...0x2bff,
    0x3001...0x30ff,
    0x3400...0x9fff, 0xac00...0xd7a3, 0x1f300...0x1faff, 0x20000...0x2fa1f,
  ]
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 }
  fileprivate var isWord: Bool {
    self == UInt8(ascii: "_") || self >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= self
      || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self || UInt8(ascii: "0")...UInt8(ascii: "9") ~= self
  }
}
