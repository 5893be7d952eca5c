import Belljar
import Synchronization

/// Counts how many programs run at the same time. Each prints "<" at its start and ">" at its end.
final class Overlap: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  var now: Int { counts.withLock { $0.now } }
  var most: Int { counts.withLock { $0.most } }

  @Sendable func count(_ stream: OutputStream, _ bytes: [UInt8]) {
    counts.withLock { counts in
      for byte in bytes where byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") {
        counts.now += byte == UInt8(ascii: "<") ? 1 : -1
        counts.most = max(counts.most, counts.now)
      }
    }
  }
}
