import Foundation
import Glibc
import Synchronization

/// Ctrl-C: the first asks, the second insists.
///
/// Once made it stays for the rest of the command's life; before that SIGINT simply ends the command. A Dispatch source
/// would not do: SIGINT must be ignored for it, and one that comes before the source listens is lost.
final class Interrupt: Sendable {
  private let count = Mutex(0)

  /// The end of a pipe into which the signal handler writes. Set once, before there is a handler.
  nonisolated(unsafe) private static var writingEnd: CInt = -1

  /// Whether SIGINT has come.
  var hasHappened: Bool { count.withLock { $0 > 0 } }

  /// Calls `handler`, on a thread of its own, at the first SIGINT.
  ///
  /// A second one ends the command at once: the worker sees its end of the
  /// channel close and goes too.
  init(_ handler: @escaping @Sendable () -> Void) {
    var ends: [CInt] = [-1, -1]
    // Without a pipe SIGINT goes on to end the command by itself, and the worker goes too.
    guard pipe(&ends) == 0 else { return }
    Self.writingEnd = ends[1]
    let readingEnd = ends[0]
    Thread.detachNewThread { [self] in
      var byte: UInt8 = 0
      while read(readingEnd, &byte, 1) == 1 {
        let isFirst = count.withLock { count in
          count += 1
          return count == 1
        }
        guard isFirst else { _exit(ExitStatus.interrupted) }
        handler()
      }
    }
    signal(SIGINT) { _ in
      // Async-signal-safe: a write, and the interrupted code's errno as it was.
      let saved = errno
      var byte: UInt8 = 1
      _ = write(Interrupt.writingEnd, &byte, 1)
      errno = saved
    }
  }
}
