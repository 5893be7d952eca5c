internal import Synchronization

/// What a child is wanted for, between its caller and its child.
final class PendingRun: Sendable {
  enum Purpose: Sendable {
    case run(Program)
    case session(Session)

    var kind: ServiceKind {
      switch self {
      case .run: .run
      case .session: .session
      }
    }
  }

  /// A child that is wanted for a session.
  struct Session: Sendable {
    let standardInput: StandardInput
    /// Called when the child has ended, on the reactor's thread.
    let onEnd: @Sendable () -> Void
    /// Given the child.
    let take: @Sendable (HostChild, Isolation, WorkerConnection) -> Void
  }

  typealias Completion = @Sendable (Result<FinishedRun, any Error>) -> Void

  let purpose: Purpose
  private let state = Mutex(State())

  private struct State {
    var completion: Completion?
    var child: HostChild?
    var isCancelled = false
  }

  init(_ purpose: Purpose) { self.purpose = purpose }

  func begin(_ completion: @escaping Completion) {
    state.withLock { $0.completion = completion }
  }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Names the child that a cancel is to reach; before the run starts on it, so that no later child is overwritten.
  func serve(by child: HostChild) { state.withLock { $0.child = child } }

  func cancelChild() {
    let child = state.withLock { state in
      state.isCancelled = true
      return state.child
    }
    child?.cancel()
  }

  func complete(_ result: Result<FinishedRun, BelljarError>) {
    let completion = state.withLock { state in
      state.child = nil  // Else its descriptors would be closed on the caller's time.
      return state.completion.take()
    }
    completion?(result.mapError { $0 as any Error })
  }
}

/// What a child serves.
enum ServiceKind { case run, session }

extension WorkerPool.State {
  /// Sessions that are open or on their way, on whatever worker.
  var allSessions: Int { sessions + sessionQueue.count + succession.sessions }

  mutating func takeNumbers(_ count: Int) -> [UInt64] {
    defer { nextNumber += UInt64(count) }
    return (0..<count).map { nextNumber + UInt64($0) }
  }

  /// A session more on a worker that may have retired.
  mutating func beginSession(on worker: WorkerConnection) {
    if self.worker === worker { sessions += 1 } else { succession.beginSession(on: worker) }
  }

  mutating func endSession(on worker: WorkerConnection) -> [WorkerSuccession.Duty] {
    guard self.worker === worker else { return succession.hasEnded(.session) { $0.worker === worker } }
    sessions -= 1
    return []
  }

  mutating func begin(_ kind: ServiceKind) {
    switch kind {
    case .run: running += 1
    case .session: sessions += 1
    }
    succession.runHasBegun()
  }

  mutating func end(_ kind: ServiceKind) {
    switch kind {
    case .run: running -= 1
    case .session: sessions -= 1
    }
  }
}
