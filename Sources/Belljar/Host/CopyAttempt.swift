internal import LinuxIsolation
internal import Synchronization

/// A copy on its way. It is there when both processes have said so.
final class CopyAttempt: Sendable {
  typealias Completion = @Sendable (Result<HostChild, BelljarError>) -> Void

  let number: UInt64
  let original: HostChild
  let ends: CopyEnds
  private let state: Mutex<State>

  private struct State {
    var completion: Completion?
    var copy: HostChild?
    var isOriginalReady = false
    var isCopyReady = false
  }

  /// Ends the family, when there may be a copy that nobody knows.
  private let endFamily: @Sendable () -> Void

  init(
    number: UInt64, of original: HostChild, completion: @escaping Completion, endFamily: @escaping @Sendable () -> Void
  ) throws(SystemCallFailure) {
    self.number = number
    self.original = original
    self.endFamily = endFamily
    ends = try CopyEnds()
    state = Mutex(State(completion: completion))
  }

  /// What the original says.
  func originalSays(_ error: Int) {
    guard error != 0 else { return advance { $0.isOriginalReady = true } }
    let failure = SystemCallFailure("clone", code: Int32(truncatingIfNeeded: error))
    // Whether there is a copy all the same nobody can say.
    fail(Self.error("the kernel refused it (\(failure.description)); it was ended, with all its copies"))
  }

  func copyIsMade(_ copy: HostChild) { advance { $0.copy = copy } }

  func copyIsReady() { advance { $0.isCopyReady = true } }

  private func advance(_ change: (inout State) -> Void) {
    let done = state.withLock { state -> (Completion, HostChild)? in
      change(&state)
      guard state.isOriginalReady, state.isCopyReady, let copy = state.copy, let completion = state.completion.take()
      else { return nil }
      return (completion, copy)
    }
    if let (completion, copy) = done { completion(.success(copy)) }
  }

  /// False if it had succeeded or failed before.
  @discardableResult
  func fail(_ error: BelljarError) -> Bool {
    let (completion, copy) = state.withLock { ($0.completion.take(), $0.copy) }
    guard let completion else { return false }
    copy?.end()
    if original.withdrawCopy() { endFamily() }
    completion(.failure(error))
    return true
  }

  static func error(_ reason: String) -> BelljarError {
    BelljarError(.systemCallFailed, "The session could not be copied: \(reason).", step: "copy a session")
  }
}
