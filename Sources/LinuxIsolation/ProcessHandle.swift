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

  /// Gives the pidfd away.
  package consuming func release() -> CInt { descriptor.release() }

  /// Sends a signal; a process that is already gone is no error.
  package borrowing func send(signal: CInt) {
    _ = clinux_pidfd_send_signal(descriptor.number, signal)
  }

  /// Whether the process has ended; also of one that is not a child of this process.
  package borrowing func hasEnded() -> Bool {
    var polled = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&polled, 1, 0) > 0
  }

  /// How a process ended, and what it used.
  package struct End {
    package var isKilled: Bool
    /// The exit status, or the signal that killed.
    package var number: Int32
    package var userMicroseconds: Int
    package var systemMicroseconds: Int
    package var peakBytes: Int
  }

  /// How a child of this process ended, leaving it unreaped; nil while it lives.
  package borrowing func peekAtEnd() -> End? {
    var isKilled: CInt = 0
    var number: CInt = 0
    var usage = rusage()
    guard unsafe clinux_peek_at_end(descriptor.number, &isKilled, &number, &usage) == 0 else { return nil }
    return End(
      isKilled: isKilled != 0, number: number,
      userMicroseconds: usage.ru_utime.tv_sec * 1_000_000 + usage.ru_utime.tv_usec,
      systemMicroseconds: usage.ru_stime.tv_sec * 1_000_000 + usage.ru_stime.tv_usec,
      peakBytes: usage.ru_maxrss * 1024)
  }

  /// Waits for the end of a child of this process and reaps it; nil if it is not ours or reaped already.
  package borrowing func wait() -> CInt? {
    var exitCode: CInt = 0
    return unsafe clinux_wait_pidfd(descriptor.number, &exitCode) == 0 ? exitCode : nil
  }
}
