import BelljarMuseum

/// Colours for people; none for a pipe, or where NO_COLOR asks for none.
struct Ink: Sendable {
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case magenta = "35"
    case cyan = "36"
    case alarm = "1;37;41"
  }

  var isOn: Bool

  /// For standard output.
  static var standard: Ink { Ink(isOn: DoctorReport.wantsColour) }

  func callAsFunction(_ style: Style, _ text: some StringProtocol) -> String {
    isOn ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : String(text)
  }

  /// Where an attack got further than it should, in warm colours.
  func callAsFunction(_ verdict: Verdict, _ text: some StringProtocol) -> String {
    let style: Style =
      switch verdict {
      case .escaped: .alarm
      case .reached: .red
      case .crashed: .magenta
      case .limited: .yellow
      case .stopped: .green
      case .notApplicable: .dim
      }
    return self(style, text)
  }
}

/// Text in lines.
enum Paragraph {
  /// The width for reading: the terminal's, and no more than an eye follows.
  static var width: Int { max(30, min(TerminalSize.columns, 96)) }

  /// What a row of a table may take: the terminal's, and without one anything.
  static var row: Int { StandardStream.output.isTerminal ? TerminalSize.columns : .max }

  /// As much of a text as fits into a terminal's line after so many cells; all of it elsewhere.
  static func fitting(_ text: String, after used: Int) -> String {
    guard StandardStream.output.isTerminal else { return text }
    let room = max(20, TerminalSize.columns - used - 1)
    return text.count > room ? "\(text.prefix(room - 1))…" : text
  }

  /// A line in pieces of what a terminal's row holds after so many cells, cut at blanks; in one elsewhere.
  static func folded(_ text: String, after used: Int) -> [String] {
    guard StandardStream.output.isTerminal else { return [text] }
    let room = max(20, TerminalSize.columns - used)
    var pieces: [String] = []
    var rest = text[...]
    while rest.count > room {
      let row = rest.prefix(room)
      // Not within the indentation, and not so early that hardly anything stands in the row.
      let blank = row.lastIndex(of: " ").flatMap { row.distance(from: row.startIndex, to: $0) > room / 2 ? $0 : nil }
      let end = blank.map { rest.index(after: $0) } ?? row.endIndex
      pieces.append(String(rest[..<end]))
      rest = rest[end...]
    }
    return pieces + [String(rest)]
  }

  /// Lines no longer than the width, where words allow it, each after an indent.
  static func lines(_ text: String, width: Int = width, indent: String = "") -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, indent.count + line.count + 1 + word.count > width {
        lines.append(indent + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(indent + line) }
    return lines.map { $0 + "\n" }.joined()
  }
}
