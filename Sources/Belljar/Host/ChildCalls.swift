internal import BelljarWire
internal import LinuxIsolation
internal import Synchronization

/// The calls of host functions that a child makes. It waits for each answer, so there is one at a time, and no more of them
/// than answers.
extension HostChild {
  func beginCall(_ call: FunctionCall, _ state: inout State) {
    // What the program wrote before is told before.
    drain(.standardOutput, &state, once: false)
    drain(.standardError, &state, once: false)
    guard var run = state.run else { return }
    state.phase = .answering
    let number = run.calls.begin(call)
    state.run = run
    // The run is being ended: the soft interrupt may have come too early to be of use.
    if run.hostReason != nil {
      _ = abandonCall(&state)
      return
    }
    if call.name == FunctionCall.lineOfInput.name { return beginLine(number, &state) }
    let service = CallService(
      functions: run.program.functions, maximumValue: run.program.limits.valueSize.bytes)
    if let refusal = service.refusal(of: call, number: run.calls.count, remaining: run.program.remainingCalls) {
      let (answer, result) = CallService.raised(refusal)
      return send(answer, result, &state)
    }
    let started = run.started
    // A closure that goes on for ever is not to keep the child's descriptors.
    let task = Task.detached { [weak self] in
      let (answer, result) = await service.perform(call)
      self?.answer(number, of: started, answer, result)
    }
    let timeout = run.program.functions.timeout
    run.calls.pending?.task = task
    run.calls.pending?.timer = reactor.schedule(at: .now.advanced(by: timeout)) {
      let message = "\(call.name.prefix(256))(): the host did not answer within \(timeout)"
      let (answer, result) = CallService.raised(PythonException(type: "TimeoutError", message: message))
      self.answer(number, of: started, answer, result)
      task.cancel()
    }
    state.run = run
  }

  /// Answers a call, unless that was done before. In a session the next run may have begun since, and its calls are
  /// numbered as those of the last.
  func answer(
    _ number: Int, of run: MonotonicTime, _ answer: CallAnswer, _ result: HostCallRecord.Result
  ) {
    let hasNews = state.withLock { state in
      guard state.run?.started == run, state.run?.calls.pending?.number == number else { return false }
      send(answer, result, &state)
      return state.run?.hasNews ?? false
    }
    // By the reactor's thread, as all that is told: from this one, what the program writes next could be told before its call.
    if hasNews { _ = reactor.schedule(at: .now) { [weak self] in self?.deliverNews() } }
  }

  private func deliverNews() {
    let deliver = state.withLock { $0.run?.takeDelivery() }
    deliver?()
  }

  func send(_ answer: CallAnswer, _ result: HostCallRecord.Result, _ state: inout State) {
    guard let call = state.run?.endCall(result) else { return }
    if let timer = call.timer { reactor.cancel(timer: timer) }
    state.phase = .running
    state.orders.append(ChildOrder.answer(answer).framePieces())
    flushOrders(&state)
  }

  /// Cancels a call that nobody waits for any more. Later, for what the closure does when it is cancelled may be to cancel
  /// this run, whose lock is held here.
  static func stop(_ task: Task<Void, Never>?) {
    guard let task else { return }
    Task.detached { task.cancel() }
  }

  /// Interrupts a child that waits for an answer. False if it does not.
  func abandonCall(_ state: inout State) -> Bool {
    guard state.phase == .answering else { return false }
    Self.stop(state.run?.calls.pending?.task)
    send(.raised(type: "KeyboardInterrupt", message: ""), .abandoned, &state)
    return true
  }
}
