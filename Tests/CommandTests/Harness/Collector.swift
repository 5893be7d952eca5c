import Foundation
import Glibc
import Synchronization

/// Gathers what comes from a descriptor, on a thread of its own: a command that fills one stream never waits for the
/// reader of another.
final class Collector: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isAtEnd = false
  }

  private let state = Mutex(State())

  var bytes: [UInt8] { state.withLock { $0.bytes } }
  var count: Int { state.withLock { $0.bytes.count } }
  var isAtEnd: Bool { state.withLock { $0.isAtEnd } }

  /// Without a file there is nothing to gather.
  init(_ file: OpenFile?) {
    guard let file else {
      state.withLock { $0.isAtEnd = true }
      return
    }
    Thread.detachNewThread { self.gather(from: file) }
  }

  private func gather(from file: OpenFile) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file.number, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      // A pseudo-terminal ends with EIO.
      guard count > 0 else { break }
      state.withLock { $0.bytes += buffer[..<count] }
    }
    state.withLock { $0.isAtEnd = true }
  }
}

/// Writes bytes to a descriptor on a thread of its own, until they end or nobody reads them.
enum Feeder {
  static func feed(_ bytes: [UInt8], to file: OpenFile) {
    Thread.detachNewThread {
      // A command that does not read to the end must not end the tests.
      var brokenPipe = sigset_t()
      sigemptyset(&brokenPipe)
      sigaddset(&brokenPipe, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
      var position = 0
      while position < bytes.count {
        let count = bytes[position...].withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        position += count
      }
    }
  }
}
