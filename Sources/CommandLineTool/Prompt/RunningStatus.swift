import Belljar

/// Shows how far a statement is from its limit of time, once it has run for a second.
final class RunningStatus: Sendable {
  private let task: Task<Void, Never>
  private let terminal: TerminalOutput

  init(limits: Limits, terminal: TerminalOutput) {
    self.terminal = terminal
    let start = ContinuousClock.now
    task = Task.detached {
      try? await Task.sleep(for: .seconds(1))
      while !Task.isCancelled {
        let time = start.duration(to: .now)
        terminal.showStatus(
          "running: \(time.text(decimals: 0)) of \(limits.wallTime.text(decimals: 1)); Ctrl-C interrupts")
        try? await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  func end() {
    task.cancel()
    terminal.showStatus(nil)
  }
}
