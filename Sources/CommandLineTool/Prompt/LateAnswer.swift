import Dispatch
import Synchronization

/// An answer that is waited for a moment, and else taken when it comes: a callback of C's cannot await one, and no key is to
/// wait for Python.
final class LateAnswer<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var isLate = false
    var task: Task<Void, Never>?
  }

  private let state = Mutex(State())
  private let semaphore = DispatchSemaphore(value: 0)

  /// Begins to work it out; `wake` is called if it comes after ``wait(milliseconds:)`` has given up.
  init(_ work: @escaping @Sendable () async -> Value?, wake: @escaping @Sendable () -> Void) {
    let task = Task.detached { [self] in
      let value = await work()
      let isLate = state.withLock { state in
        state.value = value
        return state.isLate
      }
      if isLate { wake() } else { semaphore.signal() }
    }
    state.withLock { $0.task = task }
  }

  func wait(milliseconds: Int) -> Value? {
    let isThere = semaphore.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
    return state.withLock { state in
      // It may have come between the two.
      state.isLate = !isThere
      return state.value.take()
    }
  }

  func take() -> Value? { state.withLock { $0.value.take() } }

  func cancel() { state.withLock { $0.task }?.cancel() }
}
