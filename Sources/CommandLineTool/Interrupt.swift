import Glibc
import Synchronization

/// Ctrl-C: the first asks, the second insists.
final class Interrupt: Sendable {
  private let count = Mutex(0)

  /// Whether SIGINT has come.
  var hasHappened: Bool { count.withLock { $0 > 0 } }

  /// Calls `handler`, on a thread of its own, at the first SIGINT.
  ///
  /// A second one ends the command at once: the worker sees its end of the
  /// channel close and goes too.
  init(_ handler: @escaping @Sendable () -> Void) {
    InterruptSignal.listen { [self] in
      let isFirst = count.withLock { count in
        count += 1
        return count == 1
      }
      guard isFirst else { _exit(ExitStatus.interrupted) }
      handler()
    }
  }
}
