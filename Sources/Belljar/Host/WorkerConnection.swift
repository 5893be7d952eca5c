package import BelljarWire
internal import Glibc
internal import LinuxIsolation
internal import Synchronization

/// One worker process: its control channel and the children it has forked.
///
/// Everything but `fork` and `close` happens on the reactor's thread.
final class WorkerConnection: Sendable {
  /// What a worker tells the pool.
  enum Event {
    case ready(Readiness)
    case childIsWaiting(HostChild)
    /// A child ended or failed before it served a run, or could not be forked.
    case childIsLost(UInt64, ChildLoss)
    case runHasEnded
    case sessionHasEnded
    /// The worker is gone. The last event.
    case ended(BelljarError)
  }

  let description: ImageDescription
  let deadlines: WorkerDeadlines
  let reactor: Reactor
  /// Standard streams that lead nowhere in every child.
  let deniedStreams: [Int]
  private let control: Descriptor
  private let errorOutput: Descriptor
  private let process: ProcessHandle
  let onEvent: @Sendable (WorkerConnection, Event) -> Void
  let state = Mutex(State())

  struct State {
    var phase = HostControlPhase.greeting
    var assembler = FrameAssembler(maximumLength: WireProtocol.maximumControlFrame)
    var orders = OutgoingBytes()
    var receivedDescriptors: [CInt] = []
    var children: [UInt64: HostChild] = [:]
    /// What each child that was ordered is for.
    var purposes: [UInt64: ForkPurpose] = [:]
    var copies: [UInt64: CopyAttempt] = [:]
    /// Of an image whose prelude runs once.
    var template: Template?
    var failure: BelljarError?
    var errorText: [UInt8] = []
    var controlWatch: Reactor.Watch?
    var errorWatch: Reactor.Watch?
    var processWatch: Reactor.Watch?
    /// Kills a worker that does not get ready, and later one that does not go.
    var timer: UInt64?
    var unanswered = UnansweredOrders()
    var answerTimer: UInt64?
  }

  private static let maximumErrorText = 4096

  /// Starts a worker.
  init(
    path: String, description: ImageDescription, deadlines: WorkerDeadlines,
    onEvent: @escaping @Sendable (WorkerConnection, Event) -> Void
  ) throws(BelljarError) {
    do throws(SystemCallFailure) {
      let reactor = try Reactor.shared()
      deniedStreams = description.namespace.deniedStreams
      let control = try Descriptor.SocketPair()
      let errors = try Descriptor.Pipe()
      try control.near.setNonBlocking()
      try errors.reading.setNonBlocking()
      process = try WorkerSpawn.start(path: path, control: control.far, errorOutput: errors.writing)
      self.reactor = reactor
      self.control = control.keepNear()
      self.errorOutput = errors.keepReading()
    } catch {
      throw BelljarError(
        .workerFailed, "The worker \(path) could not be started: \(error.description).", step: error.call,
        errorNumber: error.code)
    }
    self.description = description
    self.deadlines = deadlines
    self.onEvent = onEvent
  }

  /// Begins to listen. The worker's greeting comes by itself.
  func open() throws(SystemCallFailure) {
    // Each is noted at once, so that it can be ended if a later one cannot be had; the end last, for it ends them all.
    let controlWatch = try reactor.watch(control.number, .read) { self.readControl() }
    state.withLock { $0.controlWatch = controlWatch }
    let errorWatch = try reactor.watch(errorOutput.number, .read) { self.errorOutputIsReady() }
    state.withLock { $0.errorWatch = errorWatch }
    let timer = reactor.schedule(at: .now.advanced(by: deadlines.start)) { self.startTimedOut() }
    state.withLock { $0.timer = timer }
    let processWatch = try reactor.watch(process.descriptor.number, .read) { self.processHasEnded() }
    state.withLock { $0.processWatch = processWatch }
  }

  /// Orders a child.
  func fork(_ child: UInt64, for purpose: ForkPurpose = .run) {
    if purpose == .run, orderCopy(child) { return }
    order(child, for: purpose)
  }

  /// Orders a fork.
  func order(_ child: UInt64, for purpose: ForkPurpose) {
    state.withLock { state in
      state.unanswered.add(child)
      state.purposes[child] = purpose
      if state.answerTimer == nil { scheduleAnswerCheck(&state) }
    }
    send(.fork(child: child, purpose))
  }

  /// Kills and reaps a worker that cannot be listened to.
  func abandon() {
    process.send(signal: SIGKILL)
    _ = process.wait()
    state.withLock { state in endWatches(&state) }
  }

  func `defer`(_ handler: @escaping Reactor.Handler) { reactor.defer(handler) }

  func schedule(after duration: Duration, _ handler: @escaping Reactor.Handler) -> UInt64 {
    reactor.schedule(at: .now.advanced(by: duration), handler)
  }

  func cancel(timer: UInt64) { reactor.cancel(timer: timer) }

  /// Ends the worker: it ends itself when the control channel does. Runs under way end with this error.
  func close(_ error: BelljarError) {
    let timer = killLater()
    let previous = state.withLock { state in
      state.failure = error
      defer { state.timer = timer }
      return state.timer
    }
    if let previous { reactor.cancel(timer: previous) }
    control.shutDownSocket()
  }

  /// A worker that has been told to go, or has hung up, is given some time.
  private func killLater() -> UInt64 {
    reactor.schedule(at: .now.advanced(by: deadlines.end)) { self.process.send(signal: SIGKILL) }
  }

  func send(_ order: ServerOrder) {
    state.withLock { state in
      state.orders.append(order.frame()[...])
      flush(&state)
    }
  }

  private func flush(_ state: inout State) {
    state.orders.flush(to: control)
    guard let watch = state.controlWatch else { return }
    if !state.orders.isEmpty { reactor.change(watch, .readAndWrite) }
  }

  // MARK: What arrives

  /// Reads what one moment brings. False if that was nothing.
  @discardableResult
  private func readControl() -> Bool {
    var buffer = [UInt8].room(for: 1 << 14)
    let message = DescriptorMessage.receive(from: control, into: &buffer)
    let (reports, failure) = state.withLock { state -> ([ServerReport], BelljarError?) in
      if !state.orders.isEmpty {
        flush(&state)
        if state.orders.isEmpty, let watch = state.controlWatch { reactor.change(watch, .read) }
      }
      state.receivedDescriptors += message.descriptors
      switch message.transfer {
      case .wouldBlock: return ([], nil)
      case .ended, .reset:
        endControl(&state)
        if state.timer == nil { state.timer = killLater() }
        return ([], nil)
      case .bytes(let count): state.assembler.append(buffer[..<count])
      }
      var reports: [ServerReport] = []
      do throws(WireError) {
        while let payload = try state.assembler.next() {
          let report = try state.phase.decode(payload)
          advance(&state, after: report)
          reports.append(report)
        }
      } catch {
        return (reports, BelljarError(.workerFailed, "The worker spoke out of turn: \(error)."))
      }
      return (reports, nil)
    }
    for report in reports { receive(report) }
    if let failure { fail(failure) }
    if case .bytes = message.transfer { return true }
    return false
  }

  private func advance(_ state: inout State, after report: ServerReport) {
    switch report {
    case .greeting: state.phase = .preparing
    case .ready: state.phase = .serving
    default: break
    }
  }

  private func receive(_ report: ServerReport) {
    switch report {
    case .greeting(let greeting):
      guard greeting.protocolVersion == WireProtocol.version, greeting.build == WireProtocol.build else {
        return fail(Self.mismatch(greeting))
      }
      send(.prepare(description))
    case .ready(let readiness):
      // Unless it is to go already: then the timer is that of its end.
      let timer = state.withLock { $0.failure == nil ? $0.timer.take() : nil }
      prepareTemplate(readiness)
      if let timer { reactor.cancel(timer: timer) }
      onEvent(self, .ready(readiness))
    case .refused(let failure): fail(BelljarError(refusal: failure))
    case .forked(let number, let identifier): adopt(number, identifier)
    case .forkFailed(let number, let failure): lose(number, .unforkable(failure))
    case .ended(let number, let ending):
      guard let child = state.withLock({ $0.children.removeValue(forKey: number) }) else {
        // One that this process could not take on. Its family is itself.
        return send(.endFamily(child: number))
      }
      switch child.ended(ending) {
      case .run: onEvent(self, .runHasEnded)
      case .session(let tell):
        onEvent(self, .sessionHasEnded)
        tell()
      case .nothing: lose(number, loss(of: number, ending))
      }
      if let family = child.endedFamily { send(.endFamily(child: family)) }
      if child.purpose == .template, child.hasLeftCopy { endUnknownCopy() }
    case .forksMeasured: break  // A sandbox does not order it; the benchmark does, on a worker of its own.
    }
  }

  private func lose(_ number: UInt64, _ loss: ChildLoss) {
    let attempt = state.withLock { state in
      state.unanswered.remove(number)
      state.purposes[number] = nil
      return state.copies.removeValue(forKey: number)
    }
    if let attempt {
      attempt.fail("the copy ended")
    } else if Template.isNumber(number) {
      templateIsLost(number, loss)
    } else {
      onEvent(self, .childIsLost(number, loss))
    }
  }

  private func adopt(_ number: UInt64, _ identifier: Int) {
    let descriptors = state.withLock { state in
      defer { state.receivedDescriptors = [] }
      return state.receivedDescriptors
    }
    // The kernel never delivers two children's descriptors by one read, so what came belongs to this one.
    guard descriptors.count == ServerReport.descriptorsPerChild else {
      // The rest was lost: this process has no free ones. The child ends, for nobody holds its channel.
      for descriptor in descriptors { Glibc.close(descriptor) }
      return lose(number, .unwatchable(SystemCallFailure("recvmsg", code: EMFILE)))
    }
    let purpose = state.withLock { $0.purposes[number] ?? .run }
    let child = HostChild(
      number: number, purpose, runsPrelude: !description.namespace.prelude.isEmpty, identifier: identifier,
      descriptors: descriptors, reactor: reactor, deadlines: deadlines
    ) { [weak self] child, event in self?.receive(event, of: child) }
    do throws(SystemCallFailure) {
      try child.open()
    } catch {
      child.end()
      child.endWatches()
      return lose(number, .unwatchable(error))
    }
    if purpose == .template { child.endInput() }
    state.withLock { $0.children[number] = child }
  }

  func receive(_ event: HostChild.Event, of child: HostChild) {
    switch event {
    case .waiting:
      let attempt = state.withLock { state in
        state.unanswered.remove(child.number)
        state.purposes[child.number] = nil
        return state.copies.removeValue(forKey: child.number)
      }
      if child.purpose == .template {
        templateIsReady(child)
      } else if let attempt {
        attempt.copyIsReady()
      } else {
        onEvent(self, .childIsWaiting(child))
      }
    case .failed(let failure): lose(child.number, .refused(failure))
    case .concluded: break  // Has been told to its caller.
    case .unreported:
      // It may just have been said.
      while readControl() {}
      if state.withLock({ $0.children[child.number] != nil }) {
        fail(Self.silence("how a child ended", within: deadlines.report))
      }
    }
  }

  // MARK: Deadlines

  private func scheduleAnswerCheck(_ state: inout State) {
    state.answerTimer = reactor.schedule(at: .now.advanced(by: deadlines.order / 2)) { self.checkAnswers() }
  }

  /// A worker that does not answer is of no more use. A child that does not come to wait may be the one to blame, and is
  /// killed; that it ended is then the answer.
  private func checkAnswers() {
    while readControl() {}
    let (overdue, isSilent) = state.withLock { state -> ([HostChild], Bool) in
      state.answerTimer = nil
      guard state.processWatch != nil else { return ([], false) }
      let overdue = state.unanswered.nextRound()
      if !state.unanswered.isEmpty { scheduleAnswerCheck(&state) }
      let children = overdue.first.compactMap { state.children[$0] }
      return (children, overdue.first.count > children.count || !overdue.again.isEmpty)
    }
    for child in overdue { child.end() }
    if isSilent { fail(Self.silence("an order", within: deadlines.order)) }
  }

  private static func silence(_ what: String, within deadline: Duration) -> BelljarError {
    BelljarError(
      .workerDied,
      "The worker did not report \(what) within \(deadline) (was it stopped?); it was killed, and the next run gets a new one."
    )
  }

  /// What the worker, the loader or CPython says on stderr; kept for the message if the worker dies.
  private func errorOutputIsReady() {
    var buffer = [UInt8].room(for: 1 << 12)
    let transfer = errorOutput.read(into: &buffer)
    state.withLock { state in
      switch transfer {
      case .bytes(let count):
        state.errorText = Array((state.errorText + buffer[..<count]).suffix(Self.maximumErrorText))
      case .ended, .reset: if let watch = state.errorWatch.take() { reactor.end(watch) }
      case .wouldBlock: break
      }
    }
  }

  // MARK: The end

  private func startTimedOut() {
    fail(BelljarError(.workerFailed, "The worker did not get ready within \(deadlines.start)."))
  }

  /// The worker is of no more use: it is killed, and its end reported as this error.
  func fail(_ error: BelljarError) {
    state.withLock { state in
      if state.failure == nil { state.failure = error }
    }
    process.send(signal: SIGKILL)
  }

  private func endControl(_ state: inout State) {
    if let watch = state.controlWatch.take() { reactor.end(watch) }
  }

  private func endWatches(_ state: inout State) {
    endControl(&state)
    for watch in [state.errorWatch.take(), state.processWatch.take()].compactMap(\.self) { reactor.end(watch) }
    for timer in [state.timer.take(), state.answerTimer.take()].compactMap(\.self) { reactor.cancel(timer: timer) }
  }

  private func processHasEnded() {
    // Its last words are still in the pipes.
    while readControl() {}
    errorOutputIsReady()
    let status = process.wait()
    let (children, error) = state.withLock { state -> ([HostChild], BelljarError) in
      endWatches(&state)
      for descriptor in state.receivedDescriptors { Glibc.close(descriptor) }
      state.receivedDescriptors = []
      state.template = nil
      defer {
        state.children = [:]
        state.copies = [:]
      }
      return (Array(state.children.values), state.failure ?? Self.death(status, state))
    }
    // The pool first: whoever runs again because a run failed must not be given a child of this worker.
    onEvent(self, .ended(error))
    for child in children { child.workerIsLost(error) }
  }

  private static func death(_ status: CInt?, _ state: State) -> BelljarError {
    let words = String(decoding: state.errorText, as: UTF8.self).split(whereSeparator: \.isNewline).first
    let cause = words.map { ": \($0)" } ?? ""
    let ending = status.map { $0 >= 128 ? "was killed by signal \($0 - 128)" : "ended with status \($0)" } ?? "ended"
    if state.phase == .serving {
      return BelljarError(.workerDied, "The worker \(ending) during the run\(cause); the next run gets a new one.")
    }
    return BelljarError(
      .workerFailed, "The worker \(ending) before it was ready\(cause)\(LoaderRemedy.text(for: cause)).")
  }

  private static func mismatch(_ greeting: Greeting) -> BelljarError {
    BelljarError(
      .workerMismatch,
      """
      The worker is build \(greeting.build) with protocol \(greeting.protocolVersion), and this library is build \
      \(WireProtocol.build) with protocol \(WireProtocol.version); build both together.
      """)
  }
}

extension BelljarError {
  /// A worker's refusal to build its image.
  package init(refusal failure: StepFailure) {
    let number = failure.code == 0 ? nil : Int32(clamping: failure.code)
    if failure.step.hasPrefix("import ") {
      self.init(
        .moduleUnavailable,
        "The module '\(failure.step.dropFirst(7))' cannot be imported (\(failure.detail)); install it for the worker's Python or take it from the policy.",
        step: failure.step)
    } else if failure.step.hasPrefix(StepFailure.readablePath) {
      let path = failure.step.dropFirst(StepFailure.readablePath.count)
      self.init(
        .pathUnavailable, "The readable path '\(path)' cannot be given to programs: \(failure.detail).",
        step: failure.step)
    } else if number == nil {
      self.init(.workerFailed, "The worker could not \(failure.step): \(failure.detail).", step: failure.step)
    } else {
      self.init(
        .layerUnavailable,
        "The lockdown step '\(failure.step)' failed (\(failure.detail)); run belljar doctor to see what this machine lacks.",
        step: failure.step, errorNumber: number)
    }
  }
}
