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
    /// A session's run is over, and this tells its caller.
    case concluded(@Sendable () -> Void)
  }

  /// What a child had served when it ended.
  enum Service {
    case nothing, run
    /// With what is to be told to those who wait for its end, once its place is free.
    case session(@Sendable () -> Void)
  }

  let number: UInt64
  let purpose: ForkPurpose
  let identifier: Int32
  let reactor: Reactor
  private let channel: Descriptor
  private let output: Descriptor
  private let errorOutput: Descriptor
  let process: ProcessHandle
  let deadlines: WorkerDeadlines
  /// Whether code of the policy's runs in it before it waits, and may write.
  private let runsPrelude: Bool
  let onEvent: @Sendable (HostChild, Event) -> Void
  let state: Mutex<State>

  struct State: ~Copyable {
    var phase = HostChildPhase.locking
    var assembler = FrameAssembler(maximumLength: WireProtocol.maximumReport)
    var peakBefore = 0
    var cpuBefore = 0
    var record: CompletionRecord?
    var channelWatch: Reactor.Watch?
    var channelInterest = EventQueue.Interest.read
    /// Whether reports of the run are listened for.
    var listens = false
    var outputWatches: [OutputStream: Reactor.Watch] = [:]
    /// Output is not listened for: its reader has enough, or it came between two runs of a session.
    var isOutputPaused = false
    var orders = OutgoingBytes()
    /// Nil once the program is to meet the end of its input.
    var input: Descriptor?
    var inputBytes = OutgoingBytes()
    /// Where more input comes from, while the program runs.
    var inputWriter: InputWriter?
    var inputWatch: Reactor.Watch?
    var run: ActiveRun?
    /// The session and its copies, if it can be copied.
    var family: CopyFamily?
    /// Set when the family has ended with this process.
    var endedFamily: UInt64?
    /// Of a copy: its own descriptors, held beside it.
    var heldEnds: HeldEnds?
    /// It ended while a copy of it was under way, which may live.
    var hasLeftCopy = false
    /// A copy of another process of the family: whatever it says is a claim from the start.
    var isCopy = false
    /// Told when the process has copied itself, or could not.
    var onCopied: (@Sendable (Int) -> Void)?
    /// What to call when the child has ended, if it serves a session.
    var session: (@Sendable () -> Void)?
    /// The host ended the session: a run that was under way has no outcome.
    var isSessionOver = false
    /// The child ended with its orders unread: whatever it was, the program had no part in it.
    var leftOrdersUnread = false
  }

  /// Takes ownership of the descriptors that came with a child, in the order of the wire.
  init(
    number: UInt64, _ purpose: ForkPurpose, runsPrelude: Bool, identifier: Int, descriptors: [CInt], reactor: Reactor,
    deadlines: WorkerDeadlines, onEvent: @escaping @Sendable (HostChild, Event) -> Void
  ) {
    self.number = number
    self.purpose = purpose
    self.runsPrelude = runsPrelude
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

  /// Keeps the waiting child for a session. False if it can no longer serve.
  func beginSession(_ session: PendingRun.Session) -> Bool {
    state.withLock { state in
      guard state.phase == .waiting else { return false }
      state.session = session.onEnd
      giveInput(session.standardInput, &state)
      return true
    }
  }

  /// Hands a program to the waiting child. False if the child can no longer serve.
  func start(_ program: Program, isolation: Isolation, completion: @escaping ActiveRun.Completion) -> Bool {
    state.withLock { state in
      guard state.phase == .waiting else { return false }
      state.phase = .running
      state.run = ActiveRun(program: program, isolation: isolation, completion: completion)
      state.record = nil
      state.assembler.maximumLength = WireProtocol.maximumReport + program.limits.valueSize.bytes
      let isSession = state.session != nil
      if isSession { state.cpuBefore = ProcessClock.cpuNanoseconds(of: identifier) ?? 0 }
      state.listens = isSession || !program.functions.functions.isEmpty
      for order in program.orders(isSession: isSession) { state.orders.append(order) }
      resumeOutput(&state)
      flushOrders(&state)
      if !isSession { giveInput(program.standardInput, &state) }
      scheduleCheck(&state, cpuTime: .zero, atMost: state.listens ? nil : Self.patience)
      return true
    }
  }

  /// How long a run's report is not listened for. It is read when the child's end is known, and to be woken for it would
  /// only hold that end up; but a large one waits for a reader, so a run that lasts is listened to.
  private static let patience = Duration.milliseconds(5)

  /// Interrupts the run because its caller wants no more of it.
  func cancel() {
    state.withLock { interrupt(&$0, because: .cancelled) }
  }

  /// Sends orders as far as the child takes them.
  func flushOrders(_ state: inout State) {
    if !state.orders.flush(to: channel) { state.leftOrdersUnread = true }
    let interest: EventQueue.Interest =
      switch (state.listens, state.orders.isEmpty) {
      case (true, true): .read
      case (true, false): .readAndWrite
      case (false, true): .none
      case (false, false): .write
      }
    if interest != state.channelInterest { listen(for: interest, &state) }
  }

  /// Listens for reports from now on.
  func listen(_ state: inout State) {
    guard !state.listens else { return }
    state.listens = true
    flushOrders(&state)
  }

  private func listen(for interest: EventQueue.Interest, _ state: inout State) {
    guard let watch = state.channelWatch else { return }
    reactor.change(watch, interest)
    state.channelInterest = interest
  }

  // MARK: What arrives

  private func channelIsReady() {
    let (event, deliver) = state.withLock { state in
      if !state.orders.isEmpty { flushOrders(&state) }
      return (readChannel(&state), state.run?.takeDelivery())
    }
    deliver?()
    report(event)
  }

  private func report(_ event: Event?) {
    switch event {
    case .concluded(let tellCaller)?: tellCaller()
    case .some(let event): onEvent(self, event)
    case .none: break
    }
  }

  /// Reads what the channel holds. Bytes that are not legal now end the listening, and change nothing else: whatever
  /// the child says, how it ends is the kernel's to tell.
  private func readChannel(_ state: inout State) -> Event? {
    var buffer = [UInt8].room(for: 1 << 13)
    while state.channelWatch != nil {
      let isFilling = state.assembler.isFilling
      switch isFilling ? fillFrame(&state) : receiveBytes(into: &buffer, &state) {
      case .wouldBlock: return nil
      case .ended: endChannel(&state)
      case .reset:
        state.leftOrdersUnread = true
        endChannel(&state)
      case .bytes(let count):
        if !isFilling { state.assembler.append(buffer[..<count]) }
        do throws(WireError) {
          while let payload = try state.assembler.next() {
            let report = try state.phase.decode(payload)
            // Else answers that nobody reads would pile up here.
            guard state.orders.isEmpty else { throw .reportBeforeOrders }
            if let event = receive(report, &state) { return event }
          }
        } catch {
          endChannel(&state)
        }
        // While a listener may come, a read ends where the bytes do that it came with, and more may be there: of a child that has
        // ended nobody reads again.
        if !isFilling && count < buffer.count && state.phase != .locking { return nil }
      }
    }
    return nil
  }

  /// Reads more of a large report, into its own place.
  private func fillFrame(_ state: inout State) -> Transfer {
    var transfer = Transfer.wouldBlock
    state.assembler.fill { payload, position in
      transfer = channel.read(into: &payload, at: position)
      if case .bytes(let count) = transfer { return count }
      return 0
    }
    return transfer
  }

  /// While a session's process is locked down, a descriptor may come with its bytes: its listener.
  private func receiveBytes(into buffer: inout [UInt8], _ state: inout State) -> Transfer {
    guard purpose != .run, state.phase == .locking, !state.isCopy else { return channel.read(into: &buffer) }
    let message = DescriptorMessage.receive(from: channel, into: &buffer)
    for descriptor in message.descriptors { takeListener(Descriptor(owning: descriptor), &state) }
    return message.transfer
  }

  private func receive(_ report: ChildReport, _ state: inout State) -> Event? {
    switch report {
    case .listening: return nil
    case .copied(let error):
      state.phase = .waiting
      listen(for: .none, &state)
      let onCopied = state.onCopied.take()
      return .concluded { onCopied?(error) }
    case .waiting(let peakBytes):
      if runsPrelude {
        drain(.standardOutput, &state, once: false)
        drain(.standardError, &state, once: false)
      }
      state.phase = .waiting
      state.peakBefore = state.isCopy ? ProcessMemory.peakBytes(of: identifier) ?? 0 : peakBytes
      state.cpuBefore = ProcessClock.cpuNanoseconds(of: identifier) ?? 0
      // Whatever a waiting child may say, nobody listens; and a run need not see to that any more.
      listen(for: .none, &state)
      return .waiting
    case .failed(let failure):
      return .failed(failure)
    case .called(let call):
      beginCall(call, &state)
      return nil
    case .completed(let record):
      state.record = record
      if state.session != nil { return conclude(&state) }
      state.phase = .completed
      return nil
    }
  }

  private func endChannel(_ state: inout State) {
    if let watch = state.channelWatch.take() { reactor.end(watch) }
  }

  private func outputIsReady(_ stream: OutputStream) {
    let (deliver, flow) = state.withLock { state -> ((@Sendable () -> Void)?, OutputFlow?) in
      // What a thread that an earlier run left behind writes is for the next run to count.
      if state.run == nil, state.session != nil {
        pauseOutput(&state)
        return (nil, nil)
      }
      drain(stream, &state, once: true)
      return (state.run?.takeDelivery(), state.run?.program.flow)
    }
    deliver?()
    if let flow { pause(for: flow) }
  }

  /// Stops reading while the reader of the output has enough. The program then waits in its write.
  private func pause(for flow: OutputFlow) {
    state.withLock { state in
      guard flow.waitsForRoom({ [weak self] in self?.resumeOutput() }) else { return }
      pauseOutput(&state)
    }
  }

  private func pauseOutput(_ state: inout State) {
    state.isOutputPaused = true
    for watch in state.outputWatches.values { reactor.change(watch, .none) }
  }

  private func resumeOutput() { state.withLock { resumeOutput(&$0) } }

  private func resumeOutput(_ state: inout State) {
    guard state.isOutputPaused else { return }
    state.isOutputPaused = false
    for watch in state.outputWatches.values { reactor.change(watch, .read) }
  }

  /// Reads one stream, until it is empty or, for a stream that is still being written, once.
  func drain(_ stream: OutputStream, _ state: inout State, once: Bool) {
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
      guard state.run != nil else {
        // What a prelude prints is nobody's output, and is not to keep it waiting.
        if state.phase == .locking, runsPrelude, !once { continue }
        if state.phase == .locking, runsPrelude { return }
        // Nothing runs yet that may write; whatever this is, nobody asked for it.
        return endOutput(stream, &state)
      }
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

  // MARK: The end

  /// A session's program has ended, and its child goes on. All that it wrote before its report is in the pipes.
  private func conclude(_ state: inout State) -> Event? {
    drain(.standardOutput, &state, once: false)
    drain(.standardError, &state, once: false)
    // Its output may have been too much, and then it is not to go on.
    guard let run = state.run, state.outputWatches.count == 2 else { return nil }
    state.run = nil
    state.phase = .waiting
    listen(for: .none, &state)
    if let timer = run.timer { reactor.cancel(timer: timer) }
    let ending = Ending(
      cause: .exited(0), userMicroseconds: Int(cpuTime(state) / .microseconds(1)), systemMicroseconds: 0,
      peakBytes: ProcessMemory.peakBytes(of: identifier) ?? 0)
    let finished = run.finished(ending, record: state.record, peakBefore: state.peakBefore, canContinue: true)
    var last = run
    let deliver = last.takeDelivery()
    return .concluded {
      deliver?()
      run.completion(.success(finished))
    }
  }

  /// The fork server tells how the child ended. What it had served is complete then.
  func ended(_ ending: Ending) -> Service {
    var lastWords: Event?
    let service = finish { state in
      lastWords = hearLastWords(&state)
      drain(.standardOutput, &state, once: false)
      drain(.standardError, &state, once: false)
      guard let run = state.run, !state.isSessionOver, run.hostReason != nil || !state.leftOrdersUnread else {
        return nil
      }
      return .success(run.finished(ending, record: state.record, peakBefore: state.peakBefore))
    }
    // The news of a lockdown that failed may be overtaken by the news of the end that followed it.
    switch lastWords {
    case .failed, .concluded: report(lastWords)
    default: break
    }
    return service
  }

  /// Ends a child that is not to serve.
  func end() { process.send(signal: SIGKILL) }

  /// Ends a child that serves a session.
  func endSession() {
    end()
    state.withLock { state in
      state.isSessionOver = true
      // A run that is under way finds out by itself.
      if state.run == nil { awaitReport(&state) }
    }
  }

  /// The worker is gone: nobody will tell how the child ended.
  func workerIsLost(_ error: BelljarError) {
    process.send(signal: SIGKILL)
    let service = finish { state in
      _ = hearLastWords(&state)
      return state.leftOrdersUnread ? nil : .failure(error)
    }
    if case .session(let tell) = service { tell() }
  }

  /// Reads what the child wrote before its end, which is still in the channel, and sees whether it had read its orders.
  private func hearLastWords(_ state: inout State) -> Event? {
    let event = readChannel(&state)
    if state.phase == .running, channel.hasUnreadBytes() { state.leftOrdersUnread = true }
    return event
  }

  /// Ends the listening, and the run if there is one: nil as its result means that it has not begun.
  private func finish(_ result: (inout State) -> Result<FinishedRun, BelljarError>?) -> Service {
    typealias End = (
      run: ActiveRun?, session: (@Sendable () -> Void)?, result: Result<FinishedRun, BelljarError>?,
      onCopied: (@Sendable (Int) -> Void)?
    )
    var end = state.withLock { state -> End in
      Self.stop(state.run?.calls.pending?.task)
      if let call = state.run?.endCall(.abandoned), let timer = call.timer { reactor.cancel(timer: timer) }
      let result = result(&state)
      state.phase = .completed
      let onCopied = state.onCopied.take()
      if purpose != .run || state.family != nil { leaveFamily(&state, isCopying: onCopied != nil) }
      return (state.run.take(), state.session.take(), result, onCopied)
    }
    end.onCopied?(Int(ESRCH))
    end.run?.takeDelivery()?()
    if let timer = end.run?.timer { reactor.cancel(timer: timer) }
    end.run?.completion(end.result)
    // The caller may have been woken on this very processor: the rest is not for it to wait for.
    reactor.defer { self.endWatches() }
    if let session = end.session { return .session(session) }
    return end.run != nil ? .run : .nothing
  }

  /// The last to go takes its family with it; and so does a session that may have made a copy which nobody knows.
  private func leaveFamily(_ state: inout State, isCopying: Bool) {
    let family = state.family.take()
    let mayHaveCopied = isCopying && family?.withdraw() ?? false
    let isLast = family?.leave(identifier) ?? true
    state.hasLeftCopy = mayHaveCopied
    if isLast || (mayHaveCopied && purpose == .session) { state.endedFamily = family?.number ?? number }
  }

  func endWatches() {
    state.withLock { state in
      endChannel(&state)
      endOutput(.standardOutput, &state)
      endOutput(.standardError, &state)
      if let watch = state.inputWatch.take() { reactor.end(watch) }
      state.heldEnds = nil
      state.inputWriter.take()?.end()
    }
  }
}
