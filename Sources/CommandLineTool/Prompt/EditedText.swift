/// A statement of several lines as it stands in the editor: each line after the first begins with what a prompt would show there.
///
/// libedit draws one prompt, before the first line, and the others from the terminal's first column, where their indentation would
/// say something else than it does. So the marks are part of what is edited, and the keys step over them.
enum EditedText {
  static let mark = "... "
  /// A line's end and the mark after it, which the keys take as one.
  static let lineBreak = "\n" + mark

  /// A statement's source with the marks; line feeds at its end stay as they are for the last, which ends it.
  static func shown(_ source: String) -> String { source.replacing("\n", with: lineBreak) }

  static func source(_ shown: String) -> String {
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.dropFirst().map { line in
      // Whoever has edited a mark loses what is left of it at most.
      line.hasPrefix(mark) ? line.dropFirst(mark.count) : line.hasPrefix("...") ? line.dropFirst(3) : line
    }
    return (lines.prefix(1) + rest).joined(separator: "\n")
  }
}

/// A place in what is edited.
struct EditedPlace {
  /// Before the cursor and after it; with marks.
  let before: String
  let after: String

  /// The characters before the cursor in its own line, without the mark.
  var lineBefore: Substring {
    guard let end = before.range(ofLast: EditedText.lineBreak) else { return before[...] }
    return before[end...]
  }

  /// Where Backspace takes more than a character.
  var isWithinIndentation: Bool { !before.isEmpty && lineBefore.allSatisfy { $0 == " " } }

  /// How far the cursor goes, in characters as the editor counts them.
  var left: Int { before.hasSuffix(EditedText.lineBreak) ? EditedText.lineBreak.count : before.isEmpty ? 0 : 1 }
  var right: Int { after.hasPrefix(EditedText.lineBreak) ? EditedText.lineBreak.count : after.isEmpty ? 0 : 1 }
  var toLineStart: Int { lineBefore.unicodeScalars.count }
  var toLineEnd: Int { lineAfter.unicodeScalars.count }

  private var lineAfter: Substring { after.prefix { $0 != "\n" } }

  /// What Backspace takes: within indentation a step of it.
  var backspace: Int {
    guard !lineBefore.isEmpty, lineBefore.allSatisfy({ $0 == " " }) else { return left }
    return (lineBefore.count - 1) % 4 + 1
  }

  /// To the same column of the line above; nil in the first.
  var up: Int? {
    let lines = before.components(separatedBy: EditedText.lineBreak)
    guard lines.count > 1 else { return nil }
    let above = lines[lines.count - 2].unicodeScalars.count
    return toLineStart + EditedText.lineBreak.count + max(0, above - toLineStart)
  }

  /// To the same column of the line below; nil in the last.
  var down: Int? {
    let lines = after.components(separatedBy: EditedText.lineBreak)
    guard lines.count > 1 else { return nil }
    return toLineEnd + EditedText.lineBreak.count + min(toLineStart, lines[1].unicodeScalars.count)
  }
}

extension String {
  /// Where the text after the last occurrence begins.
  fileprivate func range(ofLast text: String) -> Index? {
    let parts = components(separatedBy: text)
    guard parts.count > 1, let last = parts.last else { return nil }
    return index(endIndex, offsetBy: -last.count)
  }

  fileprivate func components(separatedBy text: String) -> [String] {
    split(separator: text, omittingEmptySubsequences: false).map(String.init)
  }
}
