internal import BelljarWire
internal import LinuxIsolation
internal import Synchronization

/// Keeps one worker and a few waiting children at hand, and gives each run a child, first come, first served.
final class WorkerPool: Sendable {
  private let path: String
  private let description: ImageDescription
  let requested: [Layer]
  let configuration: Sandbox.Configuration
  let state = Mutex(State())

  struct State {
    var worker: WorkerConnection?
    var isStarting = false
    /// Nil until the worker is ready.
    var isolation: Isolation?
    var isShutDown = false
    var nextNumber: UInt64 = 1
    var waiting: [HostChild] = []
    var ordered: Set<UInt64> = []
    var running = 0
    var sessions = 0
    /// Raised when a worker goes: what was counted as running went with it.
    var generation = 0
    /// The workers beside this one.
    var succession = WorkerSuccession()
    var queue: [PendingRun] = []
    /// Sessions that wait for a child of their own kind.
    var sessionQueue: [PendingRun] = []
    var orderedSessions: Set<UInt64> = []
    /// Children lost in a row without one that came to wait: beyond a few, the next will be lost too.
    var lossesInARow = 0
    var orderPause = OrderPause()
    var starters: [CheckedContinuation<Void, any Error>] = []
    var finishers: [CheckedContinuation<Void, Never>] = []
  }

  static let toleratedLosses = 3

  init(policy: Policy, configuration: Sandbox.Configuration) throws {
    guard configuration.maximumConcurrentRuns > 0, configuration.waitingChildren > 0 else {
      throw BelljarError(
        .invalidPolicy, "A sandbox needs at least one concurrent run and one waiting child; give positive numbers.")
    }
    guard configuration.maximumRunsPerWorker > 0, configuration.maximumWorkerAge > .zero else {
      throw BelljarError(
        .invalidPolicy, "A worker needs at least one run and some time before it retires; give positive numbers.")
    }
    guard configuration.maximumSessions >= 0 else {
      throw BelljarError(
        .invalidPolicy, "A sandbox cannot have \(configuration.maximumSessions) sessions; give 0 or more.")
    }
    path = try WorkerLocator.locate(explicit: configuration.workerPath)
    description = policy.imageDescription
    requested = policy.requestedLayers
    self.configuration = configuration
  }

  /// Starts the worker and waits for its first child, so that a lockdown that cannot be had is found here.
  func start() async throws {
    try await withCheckedThrowingContinuation { continuation in
      state.withLock { $0.starters.append(continuation) }
      startWorker()
    }
  }

  // MARK: Runs

  func run(_ program: Program) async throws -> FinishedRun {
    try await serve(PendingRun(.run(program)))
  }

  /// Waits in the queue, and until what is wanted is there or done.
  private func serve(_ pending: PendingRun) async throws -> FinishedRun {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        pending.begin { continuation.resume(with: $0) }
        enqueue(pending)
      }
    } onCancel: {
      cancel(pending)
    }
  }

  /// Takes a child for a session. It is the caller's to end; `onEnd` is called when it has, on the reactor's thread.
  func openSession(
    standardInput: StandardInput, onEnd: @escaping @Sendable () -> Void
  ) async throws -> (child: HostChild, isolation: Isolation, worker: WorkerConnection) {
    let taken = Mutex<(HostChild, Isolation, WorkerConnection)?>(nil)
    let session = PendingRun.Session(standardInput: standardInput, onEnd: onEnd) { child, isolation, worker in
      taken.withLock { $0 = (child, isolation, worker) }
    }
    _ = try await serve(PendingRun(.session(session)))
    guard let (child, isolation, worker) = taken.withLock({ $0 }) else { throw CancellationError() }
    return (child, isolation, worker)
  }

  private func enqueue(_ pending: PendingRun) {
    let refusal = state.withLock { state -> BelljarError? in
      if state.isShutDown { return Self.shutDownError }
      switch pending.purpose.kind {
      case .run: state.queue.append(pending)
      case .session:
        if let refusal = refusalOfSession(state) { return refusal }
        state.sessionQueue.append(pending)
      }
      return nil
    }
    if let refusal { return pending.complete(.failure(refusal)) }
    if Task.isCancelled { return cancel(pending) }
    pump()
    startWorker()
  }

  /// Why there cannot be one session more, copies among them.
  private func refusalOfSession(_ state: State) -> BelljarError? {
    guard state.allSessions >= configuration.maximumSessions else { return nil }
    return BelljarError(
      .tooManySessions,
      "\(configuration.maximumSessions) sessions are open; close one, or raise the configuration's maximumSessions.")
  }

  private func cancel(_ pending: PendingRun) {
    let isolation = state.withLock { state -> Isolation? in
      if let index = state.queue.firstIndex(where: { $0 === pending }) {
        state.queue.remove(at: index)
      } else if let index = state.sessionQueue.firstIndex(where: { $0 === pending }) {
        state.sessionQueue.remove(at: index)
      } else {
        return nil
      }
      return state.isolation ?? Isolation(requested: requested, enforced: [], missing: [:])
    }
    if let isolation {
      pending.complete(.success(FinishedRun(outcome: .cancelledBeforeStart(isolation: isolation))))
    } else {
      pending.cancelChild()
    }
  }

  /// Gives waiting children to waiting runs, and orders new children.
  private func pump() {
    while let (pending, child, isolation, generation) = state.withLock({ Self.match(&$0, configuration) }) {
      guard case .run(let program) = pending.purpose else { continue }
      if !begin(program, of: pending, on: child, isolation) {
        didNotBegin(.run, generation)
        requeue(pending)
      }
    }
    orderChildren()
  }

  private func begin(
    _ program: Program, of pending: PendingRun, on child: HostChild, _ isolation: Isolation
  ) -> Bool {
    pending.serve(by: child)
    let hasBegun = child.start(program, isolation: isolation) { [weak self] result in
      if let result { pending.complete(result) } else { self?.requeue(pending) }
    }
    // A cancel that came before the start found nothing to interrupt.
    if hasBegun, pending.isCancelled { child.cancel() }
    return hasBegun
  }

  /// Gives a child that was made for a session to the first that waits for one.
  private func beginSession(on child: HostChild, of worker: WorkerConnection) {
    let next = state.withLock { state -> (PendingRun, Isolation, Int)? in
      state.orderedSessions.remove(child.number)
      state.lossesInARow = 0
      guard let isolation = state.isolation, !state.sessionQueue.isEmpty else { return nil }
      state.begin(.session)
      return (state.sessionQueue.removeFirst(), isolation, state.generation)
    }
    guard let (pending, isolation, generation) = next, case .session(let session) = pending.purpose else {
      return child.end()
    }
    guard child.beginSession(session) else {
      didNotBegin(.session, generation)
      return requeue(pending)
    }
    session.take(child, isolation, worker)
    pending.complete(.success(FinishedRun(outcome: .cancelledBeforeStart(isolation: isolation))))
  }

  /// Has a session's process copy itself. The copy is the caller's to end.
  func copySession(
    _ original: HostChild, on worker: WorkerConnection, onEnd: @escaping @Sendable () -> Void
  ) async throws -> HostChild {
    let number = try state.withLock { state in
      guard !state.isShutDown else { throw Self.shutDownError }
      if let refusal = refusalOfSession(state) { throw refusal }
      state.beginSession(on: worker)
      defer { state.nextNumber += 1 }
      return state.nextNumber
    }
    do {
      let copy = try await withCheckedThrowingContinuation { continuation in
        worker.copy(original, as: number, for: .session) { continuation.resume(with: $0.mapError { $0 as any Error }) }
      }
      let session = PendingRun.Session(standardInput: .none, onEnd: onEnd) { _, _, _ in }
      guard copy.beginSession(session) else { throw CopyAttempt.error("the copy ended", copying: .session) }
      return copy
    } catch {
      perform(state.withLock { $0.endSession(on: worker) })
      throw error
    }
  }

  private func didNotBegin(_ kind: ServiceKind, _ generation: Int) {
    let duties = state.withLock { state -> [WorkerSuccession.Duty] in
      guard state.generation == generation else {
        return state.succession.hasEnded(kind) { $0.generation == generation }
      }
      state.end(kind)
      return []
    }
    perform(duties)
  }

  /// Puts a run whose child was lost before it began back to the front of the queue.
  private func requeue(_ pending: PendingRun) {
    let isShutDown = state.withLock { state in
      guard !state.isShutDown else { return true }
      switch pending.purpose.kind {
      case .run: state.queue.insert(pending, at: 0)
      case .session: state.sessionQueue.insert(pending, at: 0)
      }
      return false
    }
    if isShutDown { return pending.complete(.failure(Self.shutDownError)) }
    startWorker()
  }

  private static func match(
    _ state: inout State, _ configuration: Sandbox.Configuration
  ) -> (PendingRun, HostChild, Isolation, Int)? {
    guard let isolation = state.isolation,
      state.running + state.succession.running < configuration.maximumConcurrentRuns, !state.queue.isEmpty,
      !state.waiting.isEmpty
    else { return nil }
    let pending = state.queue.removeFirst()
    state.begin(pending.purpose.kind)
    // The youngest child: what it has touched is still in the caches.
    return (pending, state.waiting.removeLast(), isolation, state.generation)
  }

  /// Orders as many children as are short. While runs are under way and a child still waits, the order is put off to
  /// the end of a run: a fork would compete with the run for a processor, and hold up the news of its end.
  private func orderChildren() {
    let (worker, numbers, sessions) = state.withLock { state -> (WorkerConnection?, [UInt64], [UInt64]) in
      guard state.isolation != nil, !state.isShutDown, state.orderPause.isOver else { return (nil, [], []) }
      let demand = min(
        state.queue.count, configuration.maximumConcurrentRuns - state.running - state.succession.running)
      let target = state.running > 0 ? max(1, demand) : configuration.waitingChildren + demand
      let short = max(0, target - state.waiting.count - state.ordered.count)
      let numbers = state.takeNumbers(short)
      state.ordered.formUnion(numbers)
      let sessions = state.takeNumbers(max(0, state.sessionQueue.count - state.orderedSessions.count))
      state.orderedSessions.formUnion(sessions)
      return (state.worker, numbers, sessions)
    }
    for number in numbers { worker?.fork(number) }
    for number in sessions { worker?.fork(number, for: .session) }
  }

  // MARK: The worker

  /// Starts a worker if there is none.
  private func startWorker() {
    let isNeeded = state.withLock { state in
      guard state.worker == nil, !state.isStarting, !state.isShutDown else { return false }
      state.isStarting = !state.queue.isEmpty || !state.sessionQueue.isEmpty || !state.starters.isEmpty
      return state.isStarting
    }
    guard isNeeded else { return }
    do {
      try launchWorker { state, worker in
        state.worker = worker
        state.isStarting = false
      }
    } catch {
      let failure =
        error as? BelljarError ?? BelljarError(.workerFailed, "The worker could not be started: \(error).")
      state.withLock { state in
        state.worker = nil
        state.isStarting = false
      }
      failEverybody(failure)
      finishIfGone()
    }
  }

  /// Starts a worker once `register` has put it in its place: its first event finds the pool knowing it.
  func launchWorker(_ register: (inout State, WorkerConnection) -> Void) throws {
    let worker = try WorkerConnection(path: path, description: description, deadlines: configuration.deadlines) {
      [weak self] worker, event in
      self?.receive(event, from: worker)
    }
    let isShutDown = state.withLock { state in
      register(&state, worker)
      return state.isShutDown
    }
    do throws(SystemCallFailure) {
      try worker.open()
    } catch {
      worker.abandon()
      throw error
    }
    if isShutDown { worker.close(Self.shutDownError) }
  }

  private func receive(_ event: WorkerConnection.Event, from worker: WorkerConnection) {
    if receiveFromBeside(event, worker) { return pump() }
    switch event {
    case .ready(let readiness):
      state.withLock { state in
        guard state.worker === worker else { return }
        state.isolation = Isolation(requested: requested, readiness)
        state.succession.workerBeginsToServe()
      }
      scheduleRetirement()
    case .childIsWaiting(let child) where child.purpose == .session: beginSession(on: child, of: worker)
    case .childIsWaiting(let child):
      let starters = state.withLock { state in
        state.ordered.remove(child.number)
        state.waiting.append(child)
        state.lossesInARow = 0
        state.orderPause.reset()
        defer { state.starters = [] }
        return state.starters
      }
      for starter in starters { starter.resume() }
    case .childIsLost(let number, let loss):
      childIsLost(number, loss, of: worker)
    case .runHasEnded:
      let (isIdle, isDue) = state.withLock { state in
        state.running -= 1
        return (state.queue.isEmpty, state.succession.isDue(configuration))
      }
      if isDue { retireIfDue() }
      // Nobody waits for the next child: the caller, just woken, goes first.
      if isIdle { return worker.defer { [weak self] in self?.pump() } }
    case .sessionHasEnded: state.withLock { $0.end(.session) }
    case .ended(let error):
      workerHasEnded(worker, error)
    }
    pump()
  }

  private func childIsLost(_ number: UInt64, _ loss: ChildLoss, of worker: WorkerConnection) {
    let (isHopeless, pause) = state.withLock { state -> (Bool, Duration?) in
      var isNews = state.ordered.remove(number) != nil || state.orderedSessions.remove(number) != nil
      if let index = state.waiting.firstIndex(where: { $0.number == number }) {
        state.waiting.remove(at: index)
        isNews = true
      }
      guard isNews else { return (false, nil) }
      state.lossesInARow += 1
      return (loss.isHopeless || state.lossesInARow > Self.toleratedLosses, state.orderPause.begin())
    }
    if let pause {
      _ = worker.schedule(after: pause) { [weak self] in
        self?.state.withLock { $0.orderPause.end() }
        self?.pump()
      }
    }
    if isHopeless { failEverybody(loss.error) }
  }

  private func workerHasEnded(_ worker: WorkerConnection, _ error: BelljarError) {
    let wasReady = state.withLock { state in
      guard state.worker === worker else { return true }
      // One after the other that dies without a child that came to wait: the next would too.
      state.lossesInARow += 1
      let wasReady = state.isolation != nil && state.lossesInARow <= Self.toleratedLosses
      state.promoteSuccessor()
      return wasReady
    }
    finishIfGone()
    scheduleRetirement()
    // One that never got ready would fail again; one that did is replaced for the runs that had not begun.
    if wasReady { startWorker() } else { failEverybody(error) }
  }

  /// Nobody waits for what will not come. The next run tries anew.
  private func failEverybody(_ error: BelljarError) {
    let (starters, queue) = state.withLock { state in
      defer {
        state.starters = []
        state.queue = []
        state.sessionQueue = []
        state.lossesInARow = 0
      }
      return (state.starters, state.queue + state.sessionQueue)
    }
    for starter in starters { starter.resume(throwing: error) }
    for pending in queue { pending.complete(.failure(error)) }
  }

  // MARK: The end

  static let shutDownError = BelljarError(.shutDown, "The sandbox has been shut down; make a new one.")

  func shutDown() {
    let (workers, timer) = state.withLock { state in
      state.isShutDown = true
      return ([state.worker].compactMap(\.self) + state.succession.workers, state.succession.timer.take())
    }
    failEverybody(Self.shutDownError)
    if let timer { workers.first?.cancel(timer: timer) }
    for worker in workers { worker.close(Self.shutDownError) }
  }

  /// Waits until every worker is gone.
  func ended() async {
    await withCheckedContinuation { continuation in
      state.withLock { $0.finishers.append(continuation) }
      finishIfGone()
    }
  }

  func finishIfGone() {
    let finishers = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard state.worker == nil, !state.isStarting, state.succession.isEmpty else { return [] }
      defer { state.finishers = [] }
      return state.finishers
    }
    for finisher in finishers { finisher.resume() }
  }
}

extension Isolation {
  init(requested: [Layer], _ readiness: Readiness) {
    self.init(
      requested: requested,
      enforced: readiness.enforced.compactMap(Layer.init(rawValue:)),
      missing: Dictionary(
        readiness.missing.compactMap { entry in
          Layer(rawValue: entry.layer).map { ($0, entry.failure.description) }
        }, uniquingKeysWith: { first, _ in first }))
  }
}
