/// Tells from a program's last line whether the program can end with an expression.
///
/// Only the compiler knows, by way of a syntax tree of Python objects, which takes several times as long as compiling and
/// touches a hundred pages more. Most programs end with a line that plainly is something else, and are spared that. In doubt
/// the answer is yes.
enum TrailingExpression {
  static func isPossible(in source: [UInt8]) -> Bool {
    var end = source.endIndex
    while end > source.startIndex {
      let lineStart = source[..<end].lastIndex(where: isLineEnd).map { $0 + 1 } ?? source.startIndex
      let line = source[lineStart..<end]
      let content = line.drop(while: isBlank)
      if content.isEmpty || isComment(content) {
        end = max(source.startIndex, lineStart - 1)
        if lineStart == source.startIndex { return false }
        continue
      }
      let isContinued = lineStart >= 2 && source[..<(lineStart - 1)].last { !isLineEnd($0) } == UInt8(ascii: "\\")
      return isContinued || isPossible(lastLine: line, content: content)
    }
    return false
  }

  /// A line that closes no bracket and no quotes began outside of them. Then it is a statement of its own, or, indented,
  /// one within a compound statement.
  private static func isPossible(lastLine line: ArraySlice<UInt8>, content: ArraySlice<UInt8>) -> Bool {
    guard !line.contains(where: closers.contains) else { return true }
    if content.startIndex > line.startIndex { return false }
    let word = content.prefix(while: isWord)
    return !statementKeywords.contains(String(decoding: word, as: UTF8.self))
  }

  /// A comment without quotes: what looks like one may be inside a text, which ends with some.
  private static func isComment(_ content: ArraySlice<UInt8>) -> Bool {
    content.first == UInt8(ascii: "#") && !content.contains(where: quotes.contains)
  }

  private static let quotes = Set("'\"".utf8)
  private static let closers = Set(")]}'\";\\".utf8)
  private static let statementKeywords: Set<String> = [
    "assert", "break", "continue", "del", "from", "global", "import", "nonlocal", "pass", "raise", "return",
  ]

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0c }
  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
      || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
