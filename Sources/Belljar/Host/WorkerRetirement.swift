internal import LinuxIsolation
internal import Synchronization

/// How a worker is replaced in its lifetime: the successor is started while the old one serves, and takes over when its
/// children wait, so that no run waits for a start.
extension WorkerPool {
  static let retiredError = BelljarError(.workerDied, "The worker had retired.")

  /// Ends the serving worker's time some time after it has begun to serve.
  func scheduleRetirement() {
    let (worker, previous) = state.withLock { state in (state.worker, state.succession.timer.take()) }
    guard let worker else { return }
    if let previous { worker.cancel(timer: previous) }
    let timer = worker.schedule(after: configuration.maximumWorkerAge) { [weak self] in self?.retireIfDue() }
    state.withLock { $0.succession.timer = timer }
  }

  func retireIfDue() {
    let isDue = state.withLock { state in
      guard state.isolation != nil, !state.isShutDown, state.succession.isDue(configuration) else { return false }
      state.succession.isStarting = true
      return true
    }
    // On a thread of its own: an exec would hold up the runs that the reactor serves.
    if isDue { Task.detached(priority: .utility) { self.startSuccessor() } }
  }

  private func startSuccessor() {
    do {
      try launchWorker { state, worker in
        state.succession.isStarting = false
        state.succession.successor = WorkerSuccession.Successor(worker: worker)
      }
    } catch {
      state.withLock { $0.succession.postpone() }
      finishIfGone()
    }
  }

  /// Takes the events of the workers beside the serving one. False if it is none of them.
  func receiveFromBeside(_ event: WorkerConnection.Event, _ worker: WorkerConnection) -> Bool {
    let duties = state.withLock { state -> [WorkerSuccession.Duty]? in
      if state.succession.successor?.worker === worker { return advanceSuccessor(&state, event) }
      guard state.succession.retired.contains(where: { $0.worker === worker }) else { return nil }
      switch event {
      case .childIsWaiting(let child): return [.end([child])]
      case .runHasEnded: return state.succession.hasEnded(.run) { $0.worker === worker }
      case .sessionHasEnded: return state.succession.hasEnded(.session) { $0.worker === worker }
      case .ended: state.succession.hasEnded(worker)
      case .ready, .childIsLost: break
      }
      return []
    }
    guard let duties else { return false }
    perform(duties)
    if case .ended = event { finishIfGone() }
    return true
  }

  func perform(_ duties: [WorkerSuccession.Duty]) {
    for duty in duties {
      switch duty {
      case .fork(let worker, let numbers): for number in numbers { worker.fork(number) }
      case .end(let children): for child in children { child.end() }
      case .close(let worker): worker.close(Self.retiredError)
      case .watchAge: scheduleRetirement()
      }
    }
  }

  private func advanceSuccessor(_ state: inout State, _ event: WorkerConnection.Event) -> [WorkerSuccession.Duty] {
    guard var successor = state.succession.successor else { return [] }
    switch event {
    case .ready(let readiness):
      successor.isolation = Isolation(requested: requested, readiness)
      state.succession.successor = successor
      return orderForSuccessor(&state, configuration.waitingChildren)
    case .childIsWaiting(let child):
      successor.ordered.remove(child.number)
      successor.waiting.append(child)
      state.succession.successor = successor
      return successor.ordered.isEmpty ? takeOver(&state) : []
    case .childIsLost(let number, let loss):
      successor.ordered.remove(number)
      successor.waiting.removeAll { $0.number == number }
      successor.losses += 1
      state.succession.successor = successor
      guard loss.isHopeless || successor.losses > Self.toleratedLosses else { return orderForSuccessor(&state, 1) }
      state.succession.postpone()
      return state.succession.retire(successor.worker, generation: -1, running: 0, sessions: 0)
    case .ended:
      state.succession.postpone()
      return []
    case .runHasEnded, .sessionHasEnded: return []
    }
  }

  private func orderForSuccessor(_ state: inout State, _ count: Int) -> [WorkerSuccession.Duty] {
    guard let worker = state.succession.successor?.worker else { return [] }
    let numbers = (0..<count).map { state.nextNumber + UInt64($0) }
    state.nextNumber += UInt64(count)
    state.succession.successor?.ordered.formUnion(numbers)
    return [.fork(worker, numbers)]
  }

  /// The successor serves from now on. The old worker's waiting children have met no program and are ended.
  private func takeOver(_ state: inout State) -> [WorkerSuccession.Duty] {
    guard let old = state.worker else { return [] }
    let unused = state.waiting
    let retirement = state.succession.retire(
      old, generation: state.generation, running: state.running, sessions: state.sessions)
    state.promoteSuccessor()
    return [.end(unused), .watchAge] + retirement
  }
}

extension WorkerPool.State {
  /// Puts the successor, if there is one, in the place of a worker that has retired or died.
  mutating func promoteSuccessor() {
    let successor = succession.successor.take()
    worker = successor?.worker
    isolation = successor?.isolation
    waiting = successor?.waiting ?? []
    ordered = successor?.ordered ?? []
    running = 0
    sessions = 0
    orderedSessions = []
    generation += 1
    succession.workerBeginsToServe()
  }
}
