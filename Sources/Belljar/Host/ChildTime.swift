internal import Glibc
internal import LinuxIsolation
internal import Synchronization

/// A run's limits of time, and how a run is interrupted.
extension HostChild {
  /// The worker interrupts Python-level code on this signal.
  private static let interruptSignal = SIGUSR1

  /// The next moment at which a limit of time can have been reached.
  func scheduleCheck(_ state: inout State, cpuTime: Duration, atMost patience: Duration? = nil) {
    guard let run = state.run else { return }
    let limits = run.program.limits
    let deadline = MonotonicTime.now.advanced(by: limits.wallTime - run.countedTime)
    // With one thread CPU time cannot pass faster than the clock; a floor keeps the checks from crowding.
    let remaining = max(limits.cpuTime - cpuTime, .milliseconds(1))
    let moment = min(deadline, MonotonicTime.now.advanced(by: min(remaining, deadlines.report, patience ?? remaining)))
    state.run?.timer = reactor.schedule(at: moment) { self.checkLimits() }
  }

  func cpuTime(_ state: borrowing State) -> Duration {
    guard let total = ProcessClock.cpuNanoseconds(of: identifier) else { return .zero }
    return .nanoseconds(max(0, total - state.cpuBefore))
  }

  private func checkLimits() {
    state.withLock { state in
      guard let run = state.run, run.hostReason == nil else { return }
      if process.hasEnded() { return awaitReport(&state) }
      listen(&state)
      let elapsed = run.countedTime
      let cpuTime = cpuTime(state)
      if elapsed >= run.program.limits.wallTime {
        interrupt(&state, because: .wallTime(measured: elapsed))
      } else if cpuTime >= run.program.limits.cpuTime {
        interrupt(&state, because: .cpuTime(measured: cpuTime))
      } else {
        scheduleCheck(&state, cpuTime: cpuTime)
      }
    }
  }

  /// One soft interrupt, which reaches Python-level loops, and after the grace a kill.
  func interrupt(_ state: inout State, because reason: HostReason) {
    guard let run = state.run, run.hostReason == nil else { return }
    state.run?.hostReason = reason
    // A child that waits for an answer is interrupted by the answer.
    if !abandonCall(&state) { process.send(signal: Self.interruptSignal) }
    if let timer = run.timer { reactor.cancel(timer: timer) }
    let started = run.started
    state.run?.timer = reactor.schedule(at: .now.advanced(by: Limits.grace)) {
      self.state.withLock { state in
        // In a session the next run may have begun since.
        guard state.run?.started == started else { return }
        self.process.send(signal: SIGKILL)
        self.awaitReport(&state)
      }
    }
  }

  /// How a child ended only its parent, the fork server, can tell. Should that be stopped, the run is not to wait for ever.
  ///
  /// In two steps, so that one jump of the clock (a machine that was paused) does not use up the whole time.
  func awaitReport(_ state: inout State, isLastStep: Bool = false) {
    guard state.run != nil || state.session != nil else { return }
    let timer = reactor.schedule(at: .now.advanced(by: deadlines.report / 2)) {
      if isLastStep { return self.onEvent(self, .unreported) }
      self.state.withLock { self.awaitReport(&$0, isLastStep: true) }
    }
    state.run?.timer = timer
  }
}
