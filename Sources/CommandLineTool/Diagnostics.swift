/// Something that the command could not do: one sentence, and exit status 125.
struct CommandFailure: Error, CustomStringConvertible {
  var description: String

  init(_ sentence: String) { description = sentence }
}

/// The command's own lines on standard error.
enum Diagnostics {
  /// Writes one line, whatever the sentence holds: file names and arguments are not to be trusted with a terminal.
  static func report(_ sentence: String) {
    // If standard error cannot be written there is nowhere left to say so.
    try? StandardStream.error.write(line(sentence).utf8)
  }

  static func line(_ sentence: String) -> String {
    "belljar: \(sentence.joinedLines.escapedOnOneLine())\n"
  }
}

extension String {
  /// The text with a space for each line feed: what Belljar itself wrote on several lines.
  var joinedLines: String { split(whereSeparator: \.isNewline).joined(separator: " ") }

  /// The text with every control character shown, line feeds too, so that a name that the program chose cannot
  /// forge a line of Belljar's.
  func escapedOnOneLine(atMost maximum: Int = .max) -> String {
    var escaper = ControlCharacterEscaper(allowed: [])
    let bytes = escaper.escape(prefix(maximum).utf8) + escaper.finish()
    return String(decoding: bytes, as: UTF8.self) + (count > maximum ? "…" : "")
  }
}
