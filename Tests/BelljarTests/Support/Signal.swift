import Belljar
import Synchronization

/// Tells one waiting task that something has happened, once.
final class Signal: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  func send() { continuation.yield() }

  func wait() async {
    for await _ in stream { return }
  }
}

/// The pieces of output that a run's `onOutput` was given.
final class Pieces: Sendable {
  private let pieces = Mutex<[OutputStream: [UInt8]]>([:])

  func append(_ stream: OutputStream, _ bytes: [UInt8]) {
    pieces.withLock { $0[stream, default: []] += bytes }
  }

  func joined(_ stream: OutputStream) -> [UInt8] { pieces.withLock { $0[stream] ?? [] } }
}
