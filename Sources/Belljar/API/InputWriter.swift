internal import Synchronization

/// Writes to a program's standard input while it runs.
///
/// ```swift
/// let keyboard = InputWriter()
/// async let outcome = sandbox.run("print('Hello, ' + input())", standardInput: .stream(keyboard))
/// try await keyboard.write("Ada\n")
/// keyboard.finish()
/// ```
///
/// A writer serves one run or one session. What is written before the run begins is kept for it, up to a bound; beyond it
/// ``write(_:)-([UInt8])`` waits until the program has read.
public final class InputWriter: Sendable {
  /// Bytes that may be on their way.
  static let capacity = 1 << 16

  enum Taken {
    case bytes([UInt8])
    case nothingYet
    case finished
  }

  private struct State {
    var bytes: [UInt8] = []
    var isFinished = false
    /// The program is gone.
    var isEnded = false
    var notify: (@Sendable () -> Void)?
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Creates a writer.
  public init() {}

  /// Writes bytes; waits while the program has not read what was written before.
  ///
  /// - Throws: ``BelljarError`` with the code `inputClosed` if the writer is finished, or the program is gone.
  public func write(_ bytes: [UInt8]) async throws {
    while true {
      let (accepted, notify) = try state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
        guard !state.isFinished, !state.isEnded else {
          throw BelljarError(.inputClosed, "The program's input is closed: it was finished, or the program has ended.")
        }
        guard state.bytes.count < Self.capacity else { return (false, nil) }
        state.bytes += bytes
        return (true, state.notify)
      }
      notify?()
      if accepted { return }
      await room()
    }
  }

  /// Writes a text's UTF-8.
  public func write(_ text: String) async throws { try await write(Array(text.utf8)) }

  /// The program meets the end of its input when it has read what was written.
  public func finish() {
    let (notify, waiters) = state.withLock { state in
      state.isFinished = true
      defer { state.waiters = [] }
      return (state.notify, state.waiters)
    }
    notify?()
    for waiter in waiters { waiter.resume() }
  }

  private func room() async {
    await withCheckedContinuation { continuation in
      let mustWait = state.withLock { state in
        let mustWait = state.bytes.count >= Self.capacity && !state.isFinished && !state.isEnded
        if mustWait { state.waiters.append(continuation) }
        return mustWait
      }
      if !mustWait { continuation.resume() }
    }
  }

  // MARK: The run's side

  /// Names who is to be told when there is something to take.
  func attach(_ notify: @escaping @Sendable () -> Void) { state.withLock { $0.notify = notify } }

  func take() -> Taken {
    let (taken, waiters) = state.withLock { state -> (Taken, [CheckedContinuation<Void, Never>]) in
      guard !state.bytes.isEmpty else { return (state.isFinished ? .finished : .nothingYet, []) }
      defer {
        state.bytes = []
        state.waiters = []
      }
      return (.bytes(state.bytes), state.waiters)
    }
    for waiter in waiters { waiter.resume() }
    return taken
  }

  /// Nobody will read any more.
  func end() {
    let waiters = state.withLock { state in
      state.isEnded = true
      state.notify = nil
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}

extension InputWriter: Hashable {
  /// Two writers are equal if they are the same.
  public static func == (left: InputWriter, right: InputWriter) -> Bool { left === right }

  /// By identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
