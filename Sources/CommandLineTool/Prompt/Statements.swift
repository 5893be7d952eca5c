import Belljar

/// Runs statements and shows what comes of them, for the prompt and for a pipe.
final class Statements {
  let console: Console
  let terminal: TerminalOutput
  let showsStatus: Bool
  let isColoured: Bool
  private(set) var last: Outcome?
  private(set) var denials: [Denial] = []
  private let interrupts: Interrupts
  private let requests: LineRequests
  /// Reads a line that the statement of a number asks for.
  var readLine: (LineRequests.Request, Int) async -> Void = { request, _ in request.answer(.success(nil)) }
  private var count = 0

  /// `requests` are what the console's statements ask for.
  init(
    console: Console, requests: LineRequests, terminal: TerminalOutput, showsStatus: Bool, isColoured: Bool,
    interrupts: Interrupts
  ) {
    self.console = console
    self.terminal = terminal
    self.showsStatus = showsStatus
    self.isColoured = isColoured
    self.interrupts = interrupts
    self.requests = requests
  }

  /// Runs one. An error of Belljar's is shown and gives nil: the next statement may do better.
  func run(_ statement: String) async throws -> Console.Result? {
    let status =
      showsStatus
      ? RunningStatus(
        limits: console.sandbox.policy.limits, isColoured: isColoured, terminal: terminal) : nil
    defer { status?.end() }
    do {
      let console = console
      let terminal = terminal
      count += 1
      let result = try await interrupts.during {
        try await requests.serve {
          try await console.run(statement, onOutput: terminal.write)
        } by: { request in
          status?.pause()
          await readLine(request, count)
          status?.goOn()
        }
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
