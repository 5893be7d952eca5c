import Belljar

/// Python's text in colours. A look at words, not a parser: what is wrong costs a colour.
enum PythonColours {
  private static let keywords = Set(PythonKeywords.all)

  /// What can be read on a dark ground and on a light one: blue cannot on the first, cyan and yellow not on the second.
  private enum Style: String {
    case keyword = "1"
    case text = "32"
    case number = "35"
    case comment = "2"
    case command = "1;35"
  }

  /// A line of source; its characters stay the same.
  static func source(_ line: String) -> String {
    if line.hasPrefix(":") { return styled(line, .command) }
    var result = ""
    var rest = line[...]
    while let first = rest.first {
      let piece: Substring
      var style: Style?
      if first == "#" {
        piece = rest
        style = .comment
      } else if first == "'" || first == "\"" {
        piece = literal(rest, quote: first)
        style = .text
      } else if isWord(first) {
        // A number's point is a part of it.
        piece = rest.prefix { isWord($0) || ($0 == "." && first.isNumber) }
        // After a dot a name is an attribute.
        if keywords.contains(String(piece)), !result.hasSuffix(".") {
          style = .keyword
        } else if first.isNumber {
          style = .number
        }
      } else {
        piece = rest.prefix(1)
      }
      result += style.map { styled(piece, $0) } ?? String(piece)
      rest = rest[piece.endIndex...]
    }
    return result
  }

  /// A traceback, whose control characters are shown already.
  static func traceback(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("  File ") { return "\u{1b}[35m\(line)\u{1b}[0m" }
      let marks = line.drop { $0 == " " }
      if !marks.isEmpty, marks.allSatisfy({ $0 == "^" || $0 == "~" }) { return "\u{1b}[1;31m\(line)\u{1b}[0m" }
      if line.hasPrefix(" ") || line.isEmpty || line.hasPrefix("Traceback ") { return String(line) }
      // The exception: its type stands out.
      let type = line.prefix { $0 != ":" }
      return "\u{1b}[1;31m\(type)\u{1b}[0m\u{1b}[31m\(line[type.endIndex...])\u{1b}[0m"
    }.joined(separator: "\n")
  }

  /// Whether a text of three quotes is open at the end: its lines are not indented.
  static func isWithinText(_ source: String) -> Bool {
    var rest = source[...]
    while let first = rest.first {
      if first == "#" {
        rest = rest.drop { $0 != "\n" }
      } else if first == "'" || first == "\"" {
        let piece = literal(rest, quote: first)
        let triple = String(repeating: first, count: 3)
        if piece.hasPrefix(triple), piece.count < 6 || !piece.hasSuffix(triple) { return true }
        rest = rest[piece.endIndex...]
      } else {
        rest = rest.dropFirst()
      }
    }
    return false
  }

  private static func literal(_ rest: Substring, quote: Character) -> Substring {
    let triple = String(repeating: quote, count: 3)
    let ending = rest.hasPrefix(triple) ? triple : String(quote)
    var index = rest.index(rest.startIndex, offsetBy: ending.count)
    while index < rest.endIndex {
      if rest[index] == "\\" {
        index = rest.index(index, offsetBy: 2, limitedBy: rest.endIndex) ?? rest.endIndex
      } else if rest[index...].hasPrefix(ending) {
        return rest[..<rest.index(index, offsetBy: ending.count)]
      } else if ending.count == 1, rest[index] == "\n" {
        return rest[..<index]
      } else {
        index = rest.index(after: index)
      }
    }
    return rest
  }

  private static func isWord(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }

  private static func styled(_ text: some StringProtocol, _ style: Style) -> String {
    "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m"
  }
}
