internal import CLinuxShim
internal import Glibc

/// A process by its pidfd: it can be signalled without ever meeting a stranger that got its number.
package struct ProcessHandle: ~Copyable, Sendable {
  package let descriptor: Descriptor

  package init(pidfd: consuming Descriptor) { descriptor = pidfd }

  /// Opens the handle of a process that has not been reaped.
  package init(processIdentifier: Int32) throws(SystemCallFailure) {
    descriptor = Descriptor(
      owning: try systemCall("pidfd_open") { clinux_pidfd_open(processIdentifier) })
  }

  /// Sends a signal; a process that is already gone is no error.
  package borrowing func send(signal: CInt) {
    _ = clinux_pidfd_send_signal(descriptor.number, signal)
  }

  /// Waits for the end of a child of this process and reaps it; nil if it is not ours or reaped already.
  package borrowing func wait() -> CInt? {
    var exitCode: CInt = 0
    return unsafe clinux_wait_pidfd(descriptor.number, &exitCode) == 0 ? exitCode : nil
  }
}
