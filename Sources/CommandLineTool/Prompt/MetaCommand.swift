import Belljar

/// A line of the prompt's own, which begins with a colon.
enum MetaCommand: Equatable {
  case help, limits, policy, layers, usage, denials, undo, reset, quit
  case load(String)
  case save(String)
  case mistake(String)

  private static let plain: [(name: String, command: MetaCommand, meaning: String)] = [
    ("help", .help, "this list"),
    ("limits", .limits, "what a statement may use, and the session in all"),
    ("policy", .policy, "the whole policy, as a file"),
    ("layers", .layers, "what holds the programs"),
    ("usage", .usage, "what the last statement used"),
    ("denials", .denials, "what was refused so far, and the rule that would allow it"),
    ("undo", .undo, "go back to before the last statement"),
    ("reset", .reset, "begin anew"),
    ("quit", .quit, "leave, as Ctrl-D does"),
  ]
  private static let withFile = [
    (name: "load", meaning: "run a file's statements"),
    (name: "save", meaning: "write the statements so far to a file"),
  ]

  static let names = (plain.map(\.name) + withFile.map(\.name)).map { ":" + $0 }.sorted()

  static let list =
    (plain.map { (":\($0.name)", $0.meaning) } + withFile.map { (":\($0.name) FILE", $0.meaning) })
    .map { "  \($0.0.padded(to: 14))\($0.1)\n" }.joined()

  /// Nil if the line is not one.
  init?(_ line: String) {
    guard line.hasPrefix(":") else { return nil }
    let parts = line.dropFirst().split(separator: " ", maxSplits: 1)
    let name = parts.first.map(String.init) ?? ""
    let argument = parts.count > 1 ? String(parts[1]).trimmed : ""
    switch name {
    case "load", "save":
      guard !argument.isEmpty else {
        self = .mistake(":\(name) needs a file's name")
        return
      }
      self = name == "load" ? .load(argument) : .save(argument)
    default:
      // The beginning of a name will do where it is one only.
      let found = Self.plain.filter { $0.name == name }
      let begun = found.isEmpty && !name.isEmpty ? Self.plain.filter { $0.name.hasPrefix(name) } : found
      if begun.count == 1, argument.isEmpty {
        self = begun[0].command
      } else if begun.count == 1 {
        self = .mistake(":\(begun[0].name) takes nothing after it")
      } else {
        self = .mistake(":" + name.escapedOnOneLine(atMost: 40) + " is not a command of the prompt; :help lists them")
      }
    }
  }
}

extension StringProtocol {
  /// Without spaces at either end.
  var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" }
    let kept = start.reversed().drop { $0 == " " || $0 == "\t" }
    return String(kept.reversed())
  }
}
