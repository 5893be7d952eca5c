import Dispatch
import Glibc
import Synchronization

/// Ctrl-C: the first asks, the second insists.
///
/// Once made it stays for the rest of the command's life; before that SIGINT simply ends the command.
final class Interrupt: Sendable {
  private let count = Mutex(0)
  // Only held: nothing touches it once it is active.
  nonisolated(unsafe) private let source: any DispatchSourceSignal

  /// Whether SIGINT has come.
  var hasHappened: Bool { count.withLock { $0 > 0 } }

  /// Calls `handler` at the first SIGINT.
  ///
  /// A second one ends the command at once: the worker sees its end of the
  /// channel close and goes too.
  init(_ handler: @escaping @Sendable () -> Void) {
    // A signal source sees only signals that would not end the process first.
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(
      signal: SIGINT, queue: DispatchQueue(label: "belljar.interrupt"))
    source.setEventHandler { [self] in
      let isFirst = count.withLock { count in
        count += 1
        return count == 1
      }
      guard isFirst else { _exit(ExitStatus.interrupted) }
      handler()
    }
    source.activate()
  }
}
