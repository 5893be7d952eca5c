import Synchronization

/// Ctrl-C, as often as it comes: each interrupts what is running, and between two statements it does nothing.
final class Interrupts: Sendable {
  private let handler = Mutex<(@Sendable () async -> Void)?>(nil)

  init() {
    InterruptSignal.listen { [self] in
      if let handler = handler.withLock({ $0 }) { Task.detached { await handler() } }
    }
  }

  /// Does something that an interrupt is for.
  func during<Result>(
    _ work: () async throws -> Result, onInterrupt: @escaping @Sendable () async -> Void
  ) async rethrows -> Result {
    handler.withLock { $0 = onInterrupt }
    defer { handler.withLock { $0 = nil } }
    return try await work()
  }
}
