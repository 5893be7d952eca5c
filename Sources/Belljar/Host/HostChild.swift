internal import BelljarWire
internal import Glibc
internal import LinuxIsolation
internal import Synchronization

/// The host's side of one child: its descriptors, its phase, and the run it serves.
///
/// Everything but `start` and `cancel` happens on the reactor's thread.
final class HostChild: Sendable {
  /// What a child tells the pool before it runs anything.
  enum Event {
    case waiting
    case failed(StepFailure)
    /// It ended, or was killed, some while ago, and the worker has not said how.
    case unreported
  }

  /// The worker interrupts Python-level code on this signal.
  private static let interruptSignal = SIGUSR1

  let number: UInt64
  private let identifier: Int32
  private let reactor: Reactor
  private let channel: Descriptor
  private let output: Descriptor
  private let errorOutput: Descriptor
  private let process: ProcessHandle
  private let deadlines: WorkerDeadlines
  private let onEvent: @Sendable (HostChild, Event) -> Void
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var phase = HostChildPhase.locking
    var assembler = FrameAssembler(maximumLength: WireProtocol.maximumReport)
    var peakBefore = 0
    var cpuBefore = 0
    var record: CompletionRecord?
    var channelWatch: Reactor.Watch?
    var channelInterest = EventQueue.Interest.read
    var outputWatches: [OutputStream: Reactor.Watch] = [:]
    var orders = OutgoingBytes()
    /// Nil once the program is to meet the end of its input.
    var input: Descriptor?
    var inputBytes = OutgoingBytes()
    var inputWatch: Reactor.Watch?
    var run: ActiveRun?
    /// The child ended with its orders unread: whatever it was, the program had no part in it.
    var leftOrdersUnread = false
  }

  /// Takes ownership of the descriptors that came with a child, in the order of the wire.
  init(
    number: UInt64, identifier: Int, descriptors: [CInt], reactor: Reactor, deadlines: WorkerDeadlines,
    onEvent: @escaping @Sendable (HostChild, Event) -> Void
  ) {
    self.number = number
    self.identifier = Int32(truncatingIfNeeded: identifier)
    self.reactor = reactor
    self.deadlines = deadlines
    self.onEvent = onEvent
    channel = Descriptor(owning: descriptors[0])
    output = Descriptor(owning: descriptors[2])
    errorOutput = Descriptor(owning: descriptors[3])
    process = ProcessHandle(pidfd: Descriptor(owning: descriptors[4]))
    var state = State()
    state.input = Descriptor(owning: descriptors[1])
    self.state = Mutex(state)
  }

  /// Begins to listen to the child.
  func open() throws(SystemCallFailure) {
    try channel.setNonBlocking()
    try output.setNonBlocking()
    try errorOutput.setNonBlocking()
    // Each is noted at once, so that it can be ended if a later one cannot be had.
    let outputWatch = try reactor.watch(output.number, .read) { self.outputIsReady(.standardOutput) }
    state.withLock { $0.outputWatches[.standardOutput] = outputWatch }
    let errorWatch = try reactor.watch(errorOutput.number, .read) { self.outputIsReady(.standardError) }
    state.withLock { $0.outputWatches[.standardError] = errorWatch }
    let channelWatch = try reactor.watch(channel.number, .read) { self.channelIsReady() }
    state.withLock { $0.channelWatch = channelWatch }
  }

  // MARK: The run

  /// Hands a program to the waiting child. False if the child can no longer serve.
  func start(_ program: Program, isolation: Isolation, completion: @escaping ActiveRun.Completion) -> Bool {
    state.withLock { state in
      guard state.phase == .waiting else { return false }
      state.phase = .running
      state.run = ActiveRun(program: program, isolation: isolation, completion: completion)
      state.orders.append(
        ChildOrder.limits(
          memory: program.limits.memory.bytes, recursion: program.limits.recursion,
          sourceLength: program.source.count
        ).frame() + ChildOrder.program(source: program.source, name: "<program>").frame())
      flushOrders(&state)
      if case .bytes(let bytes) = program.standardInput { state.inputBytes.append(bytes) }
      flushInput(&state)
      scheduleCheck(&state, cpuTime: .zero)
      return true
    }
  }

  /// Interrupts the run because its caller wants no more of it.
  func cancel() {
    state.withLock { interrupt(&$0, because: .cancelled) }
  }

  /// Sends orders as far as the child takes them. Its report is not waited for: it is read when the child's end is known,
  /// and to be woken for it would only hold that end up. A report is small enough for a socket to hold.
  private func flushOrders(_ state: inout State) {
    if !state.orders.flush(to: channel) { state.leftOrdersUnread = true }
    let interest: EventQueue.Interest = state.orders.isEmpty ? .none : .write
    if interest != state.channelInterest { listen(for: interest, &state) }
  }

  private func listen(for interest: EventQueue.Interest, _ state: inout State) {
    guard let watch = state.channelWatch else { return }
    reactor.change(watch, interest)
    state.channelInterest = interest
  }

  /// Sends input as far as the child takes it; after the last byte comes the end of file.
  private func flushInput(_ state: inout State) {
    guard let input = state.input.take() else { return }
    state.inputBytes.flush(to: input)
    if state.inputBytes.isEmpty {
      if let watch = state.inputWatch.take() { reactor.end(watch) }
      return  // Closes the socket.
    }
    if state.inputWatch == nil {
      do throws(SystemCallFailure) {
        state.inputWatch = try reactor.watch(input.number, .write) { self.inputIsReady() }
      } catch {
        // The kernel has no memory for it now. The program waits for its input, so it is tried again.
        _ = reactor.schedule(at: .now.advanced(by: .milliseconds(10))) { self.inputIsReady() }
      }
    }
    state.input = consume input
  }

  private func inputIsReady() { state.withLock { flushInput(&$0) } }

  // MARK: What arrives

  private func channelIsReady() {
    let event = state.withLock { state -> Event? in
      if !state.orders.isEmpty { flushOrders(&state) }
      return readChannel(&state)
    }
    if let event { onEvent(self, event) }
  }

  /// Reads what the channel holds. Bytes that are not legal now end the listening, and change nothing else: whatever
  /// the child says, how it ends is the kernel's to tell.
  private func readChannel(_ state: inout State) -> Event? {
    var buffer = [UInt8].room(for: 1 << 13)
    while state.channelWatch != nil {
      switch channel.read(into: &buffer) {
      case .wouldBlock: return nil
      case .ended: endChannel(&state)
      case .reset:
        state.leftOrdersUnread = true
        endChannel(&state)
      case .bytes(let count):
        state.assembler.append(buffer[..<count])
        do throws(WireError) {
          while let payload = try state.assembler.next() {
            if let event = receive(try state.phase.decode(payload), &state) { return event }
          }
        } catch {
          endChannel(&state)
        }
        if count < buffer.count { return nil }
      }
    }
    return nil
  }

  private func receive(_ report: ChildReport, _ state: inout State) -> Event? {
    switch report {
    case .waiting(let peakBytes):
      state.phase = .waiting
      state.peakBefore = peakBytes
      state.cpuBefore = ProcessClock.cpuNanoseconds(of: identifier) ?? 0
      // Whatever a waiting child may say, nobody listens; and a run need not see to that any more.
      listen(for: .none, &state)
      return .waiting
    case .failed(let failure):
      return .failed(failure)
    case .completed(let record):
      state.phase = .completed
      state.record = record
      return nil
    }
  }

  private func endChannel(_ state: inout State) {
    if let watch = state.channelWatch.take() { reactor.end(watch) }
  }

  private func outputIsReady(_ stream: OutputStream) {
    let deliver = state.withLock { state in
      drain(stream, &state, once: true)
      return state.run?.takeDelivery()
    }
    deliver?()
  }

  /// Reads one stream, until it is empty or, for a stream that is still being written, once.
  private func drain(_ stream: OutputStream, _ state: inout State, once: Bool) {
    var buffer = [UInt8].room(for: 1 << 15)
    while state.outputWatches[stream] != nil {
      let transfer =
        switch stream {
        case .standardOutput: output.read(into: &buffer)
        case .standardError: errorOutput.read(into: &buffer)
        }
      guard case .bytes(let count) = transfer else {
        if transfer != .wouldBlock { endOutput(stream, &state) }
        return
      }
      // Nothing runs yet that may write; whatever this is, nobody asked for it.
      guard state.run != nil else { return endOutput(stream, &state) }
      if state.run?.receive(buffer[..<count], from: stream) == true {
        endOutput(.standardOutput, &state)
        endOutput(.standardError, &state)
        exceedOutput(&state)
      }
      if once { return }
    }
  }

  private func endOutput(_ stream: OutputStream, _ state: inout State) {
    if let watch = state.outputWatches.removeValue(forKey: stream) { reactor.end(watch) }
  }

  private func exceedOutput(_ state: inout State) {
    guard let run = state.run, run.hostReason == nil else { return }
    state.run?.hostReason = .output(measured: run.arrivedBytes)
    process.send(signal: SIGKILL)
    if let timer = run.timer { reactor.cancel(timer: timer) }
    awaitReport(&state)
  }

  // MARK: Limits of time

  /// The next moment at which a limit of time can have been reached.
  private func scheduleCheck(_ state: inout State, cpuTime: Duration) {
    guard let run = state.run else { return }
    let limits = run.program.limits
    let deadline = run.started.advanced(by: limits.wallTime)
    // With one thread CPU time cannot pass faster than the clock; a floor keeps the checks from crowding.
    let remaining = max(limits.cpuTime - cpuTime, .milliseconds(1))
    let moment = min(deadline, MonotonicTime.now.advanced(by: min(remaining, deadlines.report)))
    state.run?.timer = reactor.schedule(at: moment) { self.checkLimits() }
  }

  private func cpuTime(_ state: borrowing State) -> Duration {
    guard let total = ProcessClock.cpuNanoseconds(of: identifier) else { return .zero }
    return .nanoseconds(max(0, total - state.cpuBefore))
  }

  private func checkLimits() {
    state.withLock { state in
      guard let run = state.run, run.hostReason == nil else { return }
      if process.hasEnded() { return awaitReport(&state) }
      let elapsed = run.started.duration(to: .now)
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
  private func interrupt(_ state: inout State, because reason: HostReason) {
    guard let run = state.run, run.hostReason == nil else { return }
    state.run?.hostReason = reason
    process.send(signal: Self.interruptSignal)
    if let timer = run.timer { reactor.cancel(timer: timer) }
    state.run?.timer = reactor.schedule(at: .now.advanced(by: Limits.grace)) {
      self.process.send(signal: SIGKILL)
      self.state.withLock { self.awaitReport(&$0) }
    }
  }

  /// How a child ended only its parent, the fork server, can tell. Should that be stopped, the run is not to wait for ever.
  ///
  /// In two steps, so that one jump of the clock (a machine that was paused) does not use up the whole time.
  private func awaitReport(_ state: inout State, isLastStep: Bool = false) {
    guard state.run != nil else { return }
    state.run?.timer = reactor.schedule(at: .now.advanced(by: deadlines.report / 2)) {
      if isLastStep { return self.onEvent(self, .unreported) }
      self.state.withLock { self.awaitReport(&$0, isLastStep: true) }
    }
  }

  // MARK: The end

  /// The fork server tells how the child ended. True if it had served a run, which is then complete.
  func ended(_ ending: Ending) -> Bool {
    var lastWords: Event?
    let hasServed = finish { state in
      lastWords = hearLastWords(&state)
      drain(.standardOutput, &state, once: false)
      drain(.standardError, &state, once: false)
      guard let run = state.run, run.hostReason != nil || !state.leftOrdersUnread else { return nil }
      return .success(run.outcome(ending, record: state.record, peakBefore: state.peakBefore))
    }
    // The news of a lockdown that failed may be overtaken by the news of the end that followed it.
    if case .failed(let failure)? = lastWords { onEvent(self, .failed(failure)) }
    return hasServed
  }

  /// Ends a child that is not to serve.
  func end() { process.send(signal: SIGKILL) }

  /// The worker is gone: nobody will tell how the child ended.
  func workerIsLost(_ error: BelljarError) {
    process.send(signal: SIGKILL)
    _ = finish { state in
      _ = hearLastWords(&state)
      return state.leftOrdersUnread ? nil : .failure(error)
    }
  }

  /// Reads what the child wrote before its end, which is still in the channel, and sees whether it had read its orders.
  private func hearLastWords(_ state: inout State) -> Event? {
    let event = readChannel(&state)
    if state.phase == .running, channel.hasUnreadBytes() { state.leftOrdersUnread = true }
    return event
  }

  /// Ends the listening, and the run if there is one: nil as its result means that it has not begun.
  private func finish(_ result: (inout State) -> Result<Outcome, BelljarError>?) -> Bool {
    var (run, result) = state.withLock { state -> (ActiveRun?, Result<Outcome, BelljarError>?) in
      let result = result(&state)
      state.phase = .completed
      return (state.run.take(), result)
    }
    run?.takeDelivery()?()
    if let timer = run?.timer { reactor.cancel(timer: timer) }
    run?.completion(result)
    // The caller may have been woken on this very processor: the rest is not for it to wait for.
    reactor.defer { self.endWatches() }
    return run != nil
  }

  func endWatches() {
    state.withLock { state in
      endChannel(&state)
      endOutput(.standardOutput, &state)
      endOutput(.standardError, &state)
      if let watch = state.inputWatch.take() { reactor.end(watch) }
    }
  }
}
