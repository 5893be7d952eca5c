import Belljar

/// Runs statements and shows what comes of them, for the prompt and for a pipe.
final class Statements {
  let console: Console
  let terminal: TerminalOutput
  let isTerminal: Bool
  let isColoured: Bool
  private(set) var last: Outcome?
  private(set) var denials: [Denial] = []
  private let interrupts: Interrupts

  init(console: Console, terminal: TerminalOutput, isTerminal: Bool, isColoured: Bool, interrupts: Interrupts) {
    self.console = console
    self.terminal = terminal
    self.isTerminal = isTerminal
    self.isColoured = isColoured
    self.interrupts = interrupts
  }

  /// Runs one. An error of Belljar's is shown and gives nil: the next statement may do better.
  func run(_ statement: String) async throws -> Console.Result? {
    let status = isTerminal ? RunningStatus(limits: console.sandbox.policy.limits, terminal: terminal) : nil
    defer { status?.end() }
    do {
      let console = console
      let result = try await interrupts.during {
        try await console.run(statement, onOutput: self.terminal.write)
      } onInterrupt: {
        await console.interrupt()
      }
      status?.end()
      last = result.outcome
      denials += result.outcome.denials
      show(result)
      try await terminal.finish()
      return result
    } catch let error as BelljarError {
      status?.end()
      terminal.report(Diagnostics.line(error.message))
      try await terminal.finish()
      return nil
    }
  }

  private func show(_ result: Console.Result) {
    let outcome = result.outcome
    switch outcome.termination {
    case .finished, .exited: break
    case .cancelled: terminal.report("KeyboardInterrupt\n")
    default:
      if let traceback = outcome.exceptionThatEnded?.traceback, !traceback.isEmpty {
        showTraceback(traceback.hasSuffix("\n") ? traceback : traceback + "\n")
      }
    }
    // The traceback has said what was raised.
    let reasons = outcome.reasons.filter { !$0.hasPrefix("raised ") && !$0.hasPrefix("exited ") && $0 != "interrupted" }
    terminal.report(reasons.map(Diagnostics.line).joined())
    switch result.continuation {
    case .same: break
    case .restored:
      terminal.report(
        Diagnostics.line("the session's process was ended; this is the state from before the statement"))
    case .new(let lost):
      self.lost = lost
      let count = lost.count == 1 ? "one statement is" : "\(lost.count) statements are"
      terminal.report(
        Diagnostics.line(
          "the session's process was ended, and this is a new one: \(count) without effect; :save FILE writes them, and "
            + ":load FILE runs them again"))
    }
  }

  /// Statements that went with the last session that was lost.
  private(set) var lost: [String] = []

  private func showTraceback(_ traceback: String) {
    guard isColoured else { return terminal.report(traceback) }
    var escaper = ControlCharacterEscaper()
    let shown = escaper.escape(traceback.utf8) + escaper.finish()
    terminal.reportStyled(PythonColours.traceback(String(decoding: shown, as: UTF8.self)))
  }
}
