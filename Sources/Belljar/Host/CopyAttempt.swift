internal import BelljarWire
internal import LinuxIsolation
internal import Synchronization

/// A copy of a session or of a template on its way. It is there when both processes have said so.
final class CopyAttempt: Sendable {
  typealias Completion = @Sendable (Result<HostChild, BelljarError>) -> Void

  let number: UInt64
  /// What the copy is for.
  let purpose: ForkPurpose
  let original: HostChild
  let ends: CopyEnds
  private let state: Mutex<State>

  private struct State {
    var completion: Completion?
    var timer: UInt64?
    var copy: HostChild?
    var isOriginalReady = false
    var isCopyReady = false
  }

  /// Sees to it that there is no copy that nobody knows.
  private let endUnknown: @Sendable () -> Void

  init(
    number: UInt64, for purpose: ForkPurpose, of original: HostChild, completion: @escaping Completion,
    endUnknown: @escaping @Sendable () -> Void
  ) throws(SystemCallFailure) {
    self.number = number
    self.purpose = purpose
    self.original = original
    self.endUnknown = endUnknown
    ends = try CopyEnds()
    state = Mutex(State(completion: completion))
  }

  /// What the original says.
  func originalSays(_ error: Int) {
    guard error != 0 else { return advance { $0.isOriginalReady = true } }
    let failure = SystemCallFailure("clone", code: Int32(truncatingIfNeeded: error))
    // Whether there is a copy all the same nobody can say.
    fail("the kernel refused it (\(failure.description))\(consequence)")
  }

  func copyIsMade(_ copy: HostChild) { advance { $0.copy = copy } }

  func copyIsReady() { advance { $0.isCopyReady = true } }

  private func advance(_ change: (inout State) -> Void) {
    let done = state.withLock { state -> (Completion, HostChild, UInt64?)? in
      change(&state)
      guard state.isOriginalReady, state.isCopyReady, let copy = state.copy, let completion = state.completion.take()
      else { return nil }
      return (completion, copy, state.timer.take())
    }
    guard let (completion, copy, timer) = done else { return }
    if let timer { original.reactor.cancel(timer: timer) }
    completion(.success(copy))
  }

  /// Notes what will end its time. For a run's child the timer would outlive it by far, and with it its descriptors.
  func isLimited(by timer: UInt64) {
    let isOver = state.withLock { state in
      if state.completion != nil { state.timer = timer }
      return state.completion == nil
    }
    if isOver { original.reactor.cancel(timer: timer) }
  }

  /// Its time is over. False if it had succeeded or failed before.
  func expire() -> Bool { fail("its process did not do so\(consequence)") }

  private var consequence: String { purpose == .session ? "; it was ended, with all its copies" : "" }

  /// False if it had succeeded or failed before.
  @discardableResult
  func fail(_ error: BelljarError) -> Bool {
    let (completion, copy, timer) = state.withLock { ($0.completion.take(), $0.copy, $0.timer.take()) }
    guard let completion else { return false }
    if let timer { original.reactor.cancel(timer: timer) }
    copy?.end()
    if original.withdrawCopy() { endUnknown() }
    completion(.failure(error))
    return true
  }

  @discardableResult
  func fail(_ reason: String) -> Bool { fail(Self.error(reason, copying: purpose)) }

  static func error(_ reason: String, copying purpose: ForkPurpose) -> BelljarError {
    let (what, step) = purpose == .session ? ("session", "a session") : ("prelude's process", "the template")
    return BelljarError(.systemCallFailed, "The \(what) could not be copied: \(reason).", step: "copy \(step)")
  }
}
