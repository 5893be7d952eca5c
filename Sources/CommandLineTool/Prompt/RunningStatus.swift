import Belljar
import Synchronization

/// Shows how far a statement is from its limit of time, once it has run for a second.
final class RunningStatus: Sendable {
  private struct Clock {
    /// Nil while the statement waits for what is typed, which does not count.
    var since: ContinuousClock.Instant? = .now
    var before = Duration.zero

    var time: Duration? { since.map { before + $0.duration(to: .now) } }
  }

  private let clock: Mutex<Clock>
  private let task: Mutex<Task<Void, Never>?>
  private let terminal: TerminalOutput

  init(limits: Limits, isColoured: Bool, terminal: TerminalOutput) {
    self.terminal = terminal
    clock = Mutex(Clock())
    task = Mutex(nil)
    let shower = Task.detached { [weak self] in
      try? await Task.sleep(for: .seconds(1))
      while !Task.isCancelled, let self {
        self.show(limits, isColoured: isColoured)
        try? await Task.sleep(for: .milliseconds(500))
      }
    }
    task.withLock { $0 = shower }
  }

  private func show(_ limits: Limits, isColoured: Bool) {
    clock.withLock { clock in
      guard let time = clock.time, time >= .seconds(1) else { return }
      terminal.showStatus(
        "running: \(time.text(decimals: 0)) of \(limits.wallTime.text(decimals: 1)); Ctrl-C interrupts",
        isColoured: isColoured)
    }
  }

  func pause() {
    clock.withLock { clock in
      clock.before = clock.time ?? clock.before
      clock.since = nil
    }
    terminal.showStatus(nil)
  }

  func goOn() {
    clock.withLock { $0.since = .now }
  }

  func end() {
    pause()
    task.withLock { $0.take() }?.cancel()
  }
}
