import Synchronization

/// Lines that a running statement asks for, and that are read where the line editor is.
final class LineRequests: Sendable {
  /// One line.
  final class Request: Sendable {
    private struct State {
      var continuation: CheckedContinuation<String?, any Error>?
      var onAbandon: (@Sendable () -> Void)?
      var isOver = false
    }

    private let state = Mutex(State())

    fileprivate func wait(_ continuation: CheckedContinuation<String?, any Error>) {
      let isOver = state.withLock { state in
        if !state.isOver { state.continuation = continuation }
        return state.isOver
      }
      if isOver { continuation.resume(throwing: CancellationError()) }
    }

    /// Whether somebody still waits for it. `onAbandon` is called when that changes before there is an answer.
    func isWanted(onAbandon: @escaping @Sendable () -> Void) -> Bool {
      state.withLock { state in
        state.onAbandon = onAbandon
        return !state.isOver
      }
    }

    func answer(_ result: Result<String?, any Error>) { end()?.resume(with: result) }

    fileprivate func abandon() {
      let onAbandon = state.withLock { $0.isOver ? nil : $0.onAbandon }
      end()?.resume(throwing: CancellationError())
      onAbandon?()
    }

    private func end() -> CheckedContinuation<String?, any Error>? {
      state.withLock { state in
        state.isOver = true
        return state.continuation.take()
      }
    }
  }

  private let stream = Mutex<AsyncStream<Request>.Continuation?>(nil)

  /// Asks for a line: nil at the end of the input, and where nobody reads.
  @Sendable func ask() async throws -> String? {
    guard let stream = stream.withLock({ $0 }) else { return nil }
    let request = Request()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        request.wait(continuation)
        if case .terminated = stream.yield(request) { request.answer(.success(nil)) }
      }
    } onCancel: {
      request.abandon()
    }
  }

  /// Does something, and gives what is asked for meanwhile to the reader, which is where its caller is.
  func serve<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value, by read: (Request) async -> Void
  ) async throws -> Value {
    let (requests, continuation) = AsyncStream.makeStream(of: Request.self)
    stream.withLock { $0 = continuation }
    let task = Task {
      defer { continuation.finish() }
      return try await work()
    }
    for await request in requests { await read(request) }
    stream.withLock { $0 = nil }
    return try await task.value
  }
}
