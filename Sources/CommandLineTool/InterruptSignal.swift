import Foundation
import Glibc

/// SIGINT, heard on a thread of its own.
///
/// Once heard it stays so for the rest of the command's life; before that SIGINT simply ends the command. A Dispatch source
/// would not do: SIGINT must be ignored for it, and one that comes before the source listens is lost.
enum InterruptSignal {
  /// The end of a pipe into which the signal handler writes. Set once, before there is a handler.
  nonisolated(unsafe) private static var writingEnd: CInt = -1

  /// Calls `handler` each time the signal comes. To be called once.
  static func listen(_ handler: @escaping @Sendable () -> Void) {
    var ends: [CInt] = [-1, -1]
    // Without a pipe SIGINT goes on to end the command by itself, and the worker goes too.
    guard pipe(&ends) == 0 else { return }
    writingEnd = ends[1]
    let readingEnd = ends[0]
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while read(readingEnd, &byte, 1) == 1 { handler() }
    }
    signal(SIGINT) { _ in
      // Async-signal-safe: a write, and the interrupted code's errno as it was.
      let saved = errno
      var byte: UInt8 = 1
      _ = write(InterruptSignal.writingEnd, &byte, 1)
      errno = saved
    }
  }
}
