internal import LinuxIsolation
internal import Synchronization

/// A session or a template and its copies, whose kernel asks one listener before each copy.
///
/// At most one copy is under way, on the host's order; every other question is refused. What asks for descriptors must be a
/// process that the family did not have before: else a session could take its copy's place.
final class CopyFamily: Sendable {
  private enum Stage { case ordered, approved }

  private struct Pending: Sendable {
    let original: Int32
    /// Copies of what the order's owner holds until the order is over.
    let descriptors: [CInt]
    var stage = Stage.ordered
    let completion: @Sendable (Int32, consuming ProcessHandle) -> Void
    let onFailure: @Sendable (SystemCallFailure) -> Void
  }

  private struct State {
    var members: Set<Int32>
    var pending: Pending?
  }

  /// The first process's number.
  let number: UInt64
  private let listener: CopyListener
  private let reactor: Reactor
  private let state: Mutex<State>
  private let watch = Mutex<Reactor.Watch?>(nil)

  init(
    number: UInt64, listener: consuming CopyListener, first: Int32, reactor: Reactor
  ) throws(SystemCallFailure) {
    self.number = number
    self.listener = listener
    self.reactor = reactor
    state = Mutex(State(members: [first]))
    let made = try reactor.watch(self.listener.descriptor.number, .read) { [weak self] in self?.judge() }
    watch.withLock { $0 = made }
  }

  deinit {
    if let watch = watch.withLock({ $0.take() }) { reactor.end(watch) }
  }

  /// Orders a copy.
  ///
  /// - Parameters:
  ///   - original: The process that is to copy itself.
  ///   - descriptors: What will be 0, 1, 2 and 3 of the copy. They must stay open until the completion, or ``withdraw()``.
  ///   - completion: Called with the copy, on the reactor's thread.
  ///   - onFailure: Called in its place when this process could not take the copy on, which then ends.
  /// - Returns: False while another is under way.
  func order(
    original: Int32, descriptors: [CInt], completion: @escaping @Sendable (Int32, consuming ProcessHandle) -> Void,
    onFailure: @escaping @Sendable (SystemCallFailure) -> Void
  ) -> Bool {
    state.withLock { state in
      guard state.pending == nil else { return false }
      state.pending = Pending(
        original: original, descriptors: descriptors, completion: completion, onFailure: onFailure)
      return true
    }
  }

  /// Takes back an order. True if its clone was allowed, and its copy has not asked.
  func withdraw() -> Bool {
    state.withLock { $0.pending.take()?.stage } == .approved
  }

  /// Takes a process from the family that has ended. True if it was the last: then what else there may be of the family is
  /// to be ended with it.
  func leave(_ process: Int32) -> Bool {
    state.withLock { state in
      state.members.remove(process)
      guard state.members.isEmpty else { return false }
      state.pending = nil
      return true
    }
  }

  private func judge() {
    guard let question = listener.next() else { return }
    let pending = state.withLock { state -> Pending? in
      guard var pending = state.pending else { return nil }
      switch (question.call, pending.stage) {
      case (.copy, .ordered) where question.process == pending.original:
        pending.stage = .approved
        state.pending = pending
      case (.descriptors, .approved) where !state.members.contains(question.process):
        state.members.insert(question.process)
        state.pending = nil
      default: return nil
      }
      return pending
    }
    guard let pending else { return listener.refuse(question) }
    if question.call == .copy { return listener.allow(question) }
    do throws(SystemCallFailure) {
      let handle = try listener.caller(of: question)
      try listener.answer(question, with: pending.descriptors)
      pending.completion(question.process, handle)
    } catch {
      listener.refuse(question)
      pending.onFailure(error)
    }
  }
}
