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
    case childIsLost(UInt64, StepFailure?)
    case runHasEnded
    /// The worker is gone. The last event.
    case ended(BelljarError)
  }

  private let description: ImageDescription
  private let reactor: Reactor
  private let control: Descriptor
  private let errorOutput: Descriptor
  private let process: ProcessHandle
  private let onEvent: @Sendable (WorkerConnection, Event) -> Void
  private let state = Mutex(State())

  private struct State {
    var phase = HostControlPhase.greeting
    var assembler = FrameAssembler(maximumLength: WireProtocol.maximumControlFrame)
    var orders = OutgoingBytes()
    var receivedDescriptors: [CInt] = []
    var children: [UInt64: HostChild] = [:]
    var failure: BelljarError?
    var errorText: [UInt8] = []
    var controlWatch: Reactor.Watch?
    var errorWatch: Reactor.Watch?
    var processWatch: Reactor.Watch?
    /// Kills a worker that does not get ready, and later one that does not go.
    var timer: UInt64?
  }

  /// A worker that is not ready by then never will be.
  private static let startTimeout = Duration.seconds(30)
  private static let endTimeout = Duration.seconds(2)
  private static let maximumErrorText = 4096

  /// Starts a worker.
  init(
    path: String, description: ImageDescription,
    onEvent: @escaping @Sendable (WorkerConnection, Event) -> Void
  ) throws(BelljarError) {
    do throws(SystemCallFailure) {
      let reactor = try Reactor.shared()
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
    self.onEvent = onEvent
  }

  /// Begins to listen. The worker's greeting comes by itself.
  func open() throws(SystemCallFailure) {
    let controlWatch = try reactor.watch(control.number, .read) { self.readControl() }
    let errorWatch = try reactor.watch(errorOutput.number, .read) { self.errorOutputIsReady() }
    let processWatch = try reactor.watch(process.descriptor.number, .read) { self.processHasEnded() }
    let timer = reactor.schedule(at: .now.advanced(by: Self.startTimeout)) { self.startTimedOut() }
    state.withLock { state in
      state.controlWatch = controlWatch
      state.errorWatch = errorWatch
      state.processWatch = processWatch
      state.timer = timer
    }
  }

  /// Orders a child.
  func fork(_ child: UInt64) { send(.fork(child: child)) }

  /// Kills and reaps a worker that cannot be listened to.
  func abandon() {
    process.send(signal: SIGKILL)
    _ = process.wait()
  }

  func `defer`(_ handler: @escaping Reactor.Handler) { reactor.defer(handler) }

  func schedule(after duration: Duration, _ handler: @escaping Reactor.Handler) -> UInt64 {
    reactor.schedule(at: .now.advanced(by: duration), handler)
  }

  func cancel(timer: UInt64) { reactor.cancel(timer: timer) }

  /// Ends the worker: it ends itself when the control channel does. Runs under way end with this error.
  func close(_ error: BelljarError) {
    let timer = reactor.schedule(at: .now.advanced(by: Self.endTimeout)) { self.process.send(signal: SIGKILL) }
    let previous = state.withLock { state in
      state.failure = error
      defer { state.timer = timer }
      return state.timer
    }
    if let previous { reactor.cancel(timer: previous) }
    control.shutDownSocket()
  }

  private func send(_ order: ServerOrder) {
    state.withLock { state in
      state.orders.append(order.frame())
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
      if let timer = state.withLock({ $0.timer.take() }) { reactor.cancel(timer: timer) }
      onEvent(self, .ready(readiness))
    case .refused(let failure): fail(BelljarError(refusal: failure))
    case .forked(let number, let identifier): adopt(number, identifier)
    case .forkFailed(let number, let failure): onEvent(self, .childIsLost(number, failure))
    case .ended(let number, let ending):
      guard let child = state.withLock({ $0.children.removeValue(forKey: number) }) else { return }
      onEvent(self, child.ended(ending) ? .runHasEnded : .childIsLost(number, nil))
    }
  }

  private func adopt(_ number: UInt64, _ identifier: Int) {
    let descriptors = state.withLock { state -> [CInt]? in
      guard state.receivedDescriptors.count >= ServerReport.descriptorsPerChild else { return nil }
      defer { state.receivedDescriptors.removeFirst(ServerReport.descriptorsPerChild) }
      return Array(state.receivedDescriptors.prefix(ServerReport.descriptorsPerChild))
    }
    guard let descriptors else {
      return fail(
        BelljarError(
          .workerFailed,
          "A child's descriptors did not arrive: this process has no free ones (raise its RLIMIT_NOFILE)."))
    }
    let child = HostChild(number: number, identifier: identifier, descriptors: descriptors, reactor: reactor) {
      [weak self] child, event in
      guard let self else { return }
      switch event {
      case .waiting: onEvent(self, .childIsWaiting(child))
      case .failed(let failure): onEvent(self, .childIsLost(child.number, failure))
      }
    }
    state.withLock { $0.children[number] = child }
    do throws(SystemCallFailure) {
      try child.open()
    } catch {
      fail(BelljarError(.systemCallFailed, "A child cannot be watched: \(error).", errorNumber: error.code))
    }
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
    fail(BelljarError(.workerFailed, "The worker did not get ready within \(Self.startTimeout)."))
  }

  /// The worker is of no more use: it is killed, and its end reported as this error.
  private func fail(_ error: BelljarError) {
    state.withLock { state in
      if state.failure == nil { state.failure = error }
    }
    process.send(signal: SIGKILL)
  }

  private func endControl(_ state: inout State) {
    if let watch = state.controlWatch.take() { reactor.end(watch) }
  }

  private func processHasEnded() {
    // Its last words are still in the pipes.
    while readControl() {}
    errorOutputIsReady()
    let status = process.wait()
    let (children, error) = state.withLock { state -> ([HostChild], BelljarError) in
      endControl(&state)
      for watch in [state.errorWatch.take(), state.processWatch.take()].compactMap(\.self) { reactor.end(watch) }
      if let timer = state.timer.take() { reactor.cancel(timer: timer) }
      for descriptor in state.receivedDescriptors { Glibc.close(descriptor) }
      state.receivedDescriptors = []
      defer { state.children = [:] }
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
