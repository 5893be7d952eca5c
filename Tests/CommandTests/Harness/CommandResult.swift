/// What came of a command.
struct CommandResult: Sendable {
  /// The exit status; if a signal ended the command itself, that signal's number, negative.
  var status: Int32
  var outputBytes: [UInt8]
  var errorBytes: [UInt8]

  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var errorOutput: String { String(decoding: errorBytes, as: UTF8.self) }

  /// Belljar's own lines on standard error.
  var diagnostics: [String] {
    errorOutput.split(separator: "\n").map(String.init).filter { $0.hasPrefix("belljar: ") }
  }

  /// Those that say why, and not what was given up.
  var reasons: [String] { diagnostics.filter { !$0.hasPrefix("belljar: warning: ") } }
}
