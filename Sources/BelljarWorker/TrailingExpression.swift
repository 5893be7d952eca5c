/// Tells from a program's last line what the program ends with.
///
/// Only the compiler knows for sure, by way of a syntax tree of Python objects, which takes several times as long as
/// compiling and touches fifty pages more. Most programs end with a line that is whole by itself: what that says is enough,
/// for the compiler has the last word on both parts. In doubt the answer is `unknown`.
enum TrailingExpression: Equatable {
  /// The last statement is no expression.
  case none
  /// If it is an expression, it is the last line, which begins here.
  case line(start: Int)
  /// Only the syntax tree can tell.
  case unknown

  init(in source: [UInt8]) {
    guard let lines = Self.lastLine(of: source) else {
      self = .none
      return
    }
    let line = source[lines]
    let isContinued = source[..<line.startIndex].dropLast().last { !$0.isLineEnd } == UInt8(ascii: "\\")
    let scan = LineScan(line)
    guard !isContinued, scan.isWhole else {
      self = .unknown
      return
    }
    // What is indented belongs to a compound statement, and so does what follows its head in one line.
    let isIndented = line.first.map(\.isBlank) ?? false
    let word = String(decoding: line.prefix(while: \.isWord), as: UTF8.self)
    if isIndented || Self.keywords.contains(word) {
      self = .none
    } else if scan.assigns && !line.contains(Array("lambda".utf8)) {
      self = .none
    } else {
      self = Self.hasOddEncoding(source, line: line) ? .unknown : .line(start: line.startIndex)
    }
  }

  /// As Python counts them: a carriage return and the line feed after it end one line.
  static func lineCount(_ source: ArraySlice<UInt8>) -> Int {
    var count = 0
    var last: UInt8 = 0
    for byte in source {
      if byte == 0x0d || (byte == 0x0a && last != 0x0d) { count += 1 }
      last = byte
    }
    return count
  }

  /// The last line that is neither blank nor a comment.
  private static func lastLine(of source: [UInt8]) -> Range<Int>? {
    var end = source.endIndex
    while end > source.startIndex {
      let start = source[..<end].lastIndex(where: \.isLineEnd).map { $0 + 1 } ?? source.startIndex
      let content = source[start..<end].drop(while: \.isBlank)
      // What looks like a comment may be inside a text, which ends in the line with quotes.
      let isComment = content.first == UInt8(ascii: "#") && !content.contains(where: \.isQuote)
      if !content.isEmpty && !isComment { return start..<end }
      end = start - 1
    }
    return nil
  }

  /// The first two lines may name an encoding, which a part of the source would lose.
  private static func hasOddEncoding(_ source: [UInt8], line: ArraySlice<UInt8>) -> Bool {
    guard line.contains(where: { $0 >= 0x80 }) else { return false }
    let first = source.firstIndex(where: \.isLineEnd) ?? source.endIndex
    let second = source[first...].dropFirst().firstIndex(where: \.isLineEnd) ?? source.endIndex
    return String(decoding: source[..<second], as: UTF8.self).contains("coding")
  }

  /// What an expression cannot begin with.
  private static let keywords: Set<String> = [
    "assert", "async", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from",
    "global", "if", "import", "nonlocal", "pass", "raise", "return", "try", "while", "with",
  ]
}

/// Reads a line as Python's tokenizer would if it began outside of all brackets and texts.
private struct LineScan {
  /// Whether no bracket or text can have been open at the line's beginning: it would have to be closed in it, for the line is
  /// the last. Nor are there several statements.
  private(set) var isWhole = false
  /// Whether there is a `=` that only a statement, or a `lambda`, has.
  private(set) var assigns = false

  private let line: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) {
    self.line = line
    isWhole = scan()
  }

  private mutating func scan() -> Bool {
    var depth = 0
    var position = line.startIndex
    while position < line.endIndex {
      switch line[position] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth < 0 { return false }
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard let end = endOfText(from: position) else { return false }
        position = end
      case UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "\\"): return false
      case UInt8(ascii: "="):
        let isDouble = line[position...].dropFirst().first == UInt8(ascii: "=")
        if isDouble { position += 1 } else if depth == 0 && !isComparison(position) { assigns = true }
      default: break
      }
      position += 1
    }
    return depth == 0
  }

  /// Whether the `=` is the end of `<=`, `>=`, `!=` or `:=`. (`<<=` and `>>=` are left for the compiler to tell.)
  private func isComparison(_ position: Int) -> Bool {
    line[..<position].last.map("<>!:".utf8.contains) ?? false
  }

  /// The place of the quotes that end a text. One of several lines ends with three, and so may have begun earlier.
  private func endOfText(from start: Int) -> Int? {
    let quote = line[start]
    guard line[start...].prefix(3) != [quote, quote, quote] else { return nil }
    var position = start + 1
    while position < line.endIndex, line[position] != quote {
      position += line[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return position < line.endIndex ? position : nil
  }
}

extension UInt8 {
  fileprivate var isLineEnd: Bool { self == 0x0a || self == 0x0d }
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0c }
  fileprivate var isQuote: Bool { self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") }
  fileprivate var isWord: Bool {
    self == UInt8(ascii: "_") || self >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= self
      || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self || UInt8(ascii: "0")...UInt8(ascii: "9") ~= self
  }
}
