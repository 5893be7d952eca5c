import ArgumentParser
import Glibc
import Synchronization

/// Ctrl-C in the museum: it ends what is being run, so that nothing planted is left behind; at a question it ends the command.
final class DemoInterrupt: Sendable {
  private enum State {
    case waiting
    case running(@Sendable () -> Void)
    case interrupted
    /// Ctrl-C is the editor's.
    case editing
  }

  private let state = Mutex(State.waiting)

  init() {
    InterruptSignal.listen { [self] in
      let cancel = state.withLock { state -> (@Sendable () -> Void)? in
        switch state {
        case .waiting, .interrupted: _exit(ExitStatus.interrupted)
        case .editing: return nil
        case .running(let cancel):
          state = .interrupted
          return cancel
        }
      }
      cancel?()
    }
  }

  /// Does something that Ctrl-C ends.
  ///
  /// - Throws: What it throws; `CancellationError` if it was ended.
  func during<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
    let task = Task { try await work() }
    state.withLock { $0 = .running { task.cancel() } }
    defer { state.withLock { $0 = .waiting } }
    return try await task.value
  }

  /// The same, for what is all of the command: its end is the command's.
  func throughout<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
    do {
      return try await during(work)
    } catch is CancellationError {
      throw ExitCode(ExitStatus.interrupted)
    }
  }

  /// Lets an editor have the terminal.
  func editing<Result>(_ work: () throws -> Result) rethrows -> Result {
    state.withLock { $0 = .editing }
    defer { state.withLock { $0 = .waiting } }
    return try work()
  }
}
