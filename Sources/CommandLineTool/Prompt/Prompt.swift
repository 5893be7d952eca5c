import Belljar
import BelljarPolicy
import Foundation
import Glibc

/// The conversation at a terminal.
final class Prompt {
  private let editor: LineEditor
  private let statements: Statements
  private let historyPath: String?
  private var reader = StatementReader()

  init(editor: LineEditor, statements: Statements, historyPath: String?) {
    self.editor = editor
    self.statements = statements
    self.historyPath = historyPath
  }

  private var console: Console { statements.console }
  private var terminal: TerminalOutput { statements.terminal }

  /// - Returns: The exit status.
  func run() async throws -> Int32 {
    prepareEditor()
    let answers = InputAnswers(editor: editor, terminal: terminal, console: console)
    statements.readLine = answers.answer
    let level = console.sandbox.policy.image.namespace
    terminal.report(
      "belljar \(BelljarCommand.version): Python, contained (namespace \(level.rawValue)). :help for the prompt's own "
        + "commands, Ctrl-D to leave.\n")
    while true {
      try await terminal.finish()
      terminal.startLine()
      try await terminal.finish()
      let isFirst = reader.isEmpty
      switch editor.readLine(prompt: isFirst ? ">>> " : "... ", style: "1;35", initial: reader.indentation) {
      case .end:
        terminal.report("\n")
        try await terminal.finish()
        return 0
      case .cancelled, .abandoned:
        reader.drop()
        terminal.report("KeyboardInterrupt\n")
      case .tooLong(let count):
        reader.drop()
        terminal.report(
          Diagnostics.line(
            "what was pasted has \(ByteCount.bytes(count)), and a statement at most \(ByteCount.mebibytes(8)); it was dropped"
          ))
      case .long(let text):
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
        terminal.report("(pasted: \(lines) lines, \(ByteCount.bytes(text.utf8.count)))\n")
        reader.append(text)
        // To parse so much takes the time of a statement: it is not asked whether it is whole.
        if let status = try await runStatement() { return status }
      case .text(let line):
        if isFirst, let command = MetaCommand(line.trimmed) {
          remember(line)
          guard try await perform(command) else { return 0 }
        } else if let status = try await take(line) {
          return status
        }
      }
    }
  }

  /// Takes a line, and runs the statement that it ends. The exit status if that exits.
  private func take(_ line: String) async throws -> Int32? {
    if reader.isEmpty, line.trimmed.isEmpty { return nil }
    let isOver = reader.isEmpty && StatementState.isEvidentlyOver(line)
    reader.append(line)
    if !isOver, try await console.state(of: reader.source) == .incomplete { return nil }
    return try await runStatement()
  }

  private func runStatement() async throws -> Int32? {
    let statement = reader.take()
    // A history is for what can be edited.
    if statement.utf8.count <= 64 << 10 { remember(statement) }
    guard let result = try await statements.run(statement), case .exited = result.outcome.termination else {
      return nil
    }
    return result.outcome.termination.exitStatus
  }

  // MARK: The editor

  private func prepareEditor() {
    if let historyPath { editor.loadHistory(from: historyPath) }
    editor.isColoured = statements.isColoured
    if statements.isColoured { editor.colour = { $0.contains("\n") ? nil : PythonColours.source($0) } }
    let console = console
    editor.complete = { line, wake in
      LateAnswer({ await Self.completions(of: line, by: console) }, wake: wake)
    }
  }

  private static func completions(of line: String, by console: Console) async -> Completions? {
    if line.hasPrefix(":") { return Completions(typed: line, among: MetaCommand.names) }
    guard let found = try? await console.completions(of: line) else { return nil }
    // Names are the program's, and go to the terminal.
    let isPlain = { (name: String) in name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue } }
    return Completions(typed: found.typed, among: found.names.filter(isPlain))
  }

  /// Written at once: a prompt may end in any way.
  private func remember(_ statement: String) {
    editor.addToHistory(statement)
    guard let historyPath else { return }
    Self.makeDirectories(of: historyPath)
    let mask = umask(0o077)
    _ = editor.saveHistory(to: historyPath)
    umask(mask)
  }

  private static func makeDirectories(of path: String) {
    let parts = path.split(separator: "/").dropLast()
    guard path.hasPrefix("/") else { return }
    var directory = ""
    for part in parts {
      directory += "/\(part)"
      mkdir(directory, 0o700)
    }
  }

  // MARK: The prompt's own commands

  /// False to leave.
  private func perform(_ command: MetaCommand) async throws -> Bool {
    switch command {
    case .quit: return false
    case .help: terminal.report(MetaCommand.list)
    case .limits: terminal.report(PromptReports.limits(console.sandbox.policy))
    case .policy: terminal.report(console.sandbox.policy.written.yaml { _ in nil })
    case .layers: showLayers(try await isolation())
    case .usage: terminal.report(PromptReports.usage(statements.last))
    case .denials: terminal.report(PromptReports.denials(statements.denials))
    case .undo: try await undo()
    case .reset:
      try await console.reset()
      terminal.report("a new session\n")
    case .load(let path): try await load(path)
    case .save(let path): try await save(path)
    case .mistake(let sentence): terminal.report(Diagnostics.line(sentence))
    }
    return true
  }

  private func showLayers(_ isolation: Isolation) {
    let table = DoctorTable(isolation.rows)
    if statements.isColoured {
      terminal.reportStyled(table.text(coloured: true))
    } else {
      terminal.report(table.text(coloured: false))
    }
  }

  /// Known when something has run.
  private func isolation() async throws -> Isolation {
    if let last = statements.last { return last.isolation }
    return try await console.sandbox.run("").isolation
  }

  private func undo() async throws {
    switch try await console.undo() {
    case nil: terminal.report("there is nothing to undo\n")
    case .copy(let statement): terminal.report("undone: \(Self.shortened(statement))\n")
    case .replay(let statement, let failed):
      let rest = failed.isEmpty ? "" : "; failed: \(failed.map(Self.shortened).joined(separator: ", "))"
      terminal.report(
        "undone: \(Self.shortened(statement)) (there was no copy: the statements before it were run again\(rest))\n")
    }
  }

  private static func shortened(_ statement: String) -> String {
    let first = statement.split(separator: "\n").first ?? ""
    return String(first).escapedOnOneLine(atMost: 60) + (statement.dropFirst(first.count).trimmed.count > 1 ? " …" : "")
  }

  private func load(_ path: String) async throws {
    let text: String
    do {
      text = try ProgramText.text(of: path)
    } catch let failure as CommandFailure {
      return terminal.report(Diagnostics.line(failure.description))
    }
    _ = try await statements.run(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  private func save(_ path: String) async throws {
    let own = await console.statements
    let kept = own.isEmpty ? statements.lost : own
    do {
      try kept.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined().write(
        toFile: path, atomically: true, encoding: .utf8)
      terminal.report("\(kept.count == 1 ? "one statement" : "\(kept.count) statements") written\n")
    } catch {
      terminal.report(Diagnostics.line("cannot write \(path): \(error.localizedDescription)"))
    }
  }
}
