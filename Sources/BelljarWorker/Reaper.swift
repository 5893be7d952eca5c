internal import CLinuxShim
internal import Glibc
internal import LinuxIsolation

/// Pid 1 of the children's pid namespace. Untrusted code must not be it: a pid 1 ignores its own signals. When the
/// reaper ends the kernel kills everything in the namespace.
struct Reaper: ~Copyable {
  /// The reaper lives until the last writing end of this is closed, and only the fork server has one.
  private let lifeline: Descriptor.Pipe
  private let handle: ProcessHandle

  /// Readable once the reaper has ended.
  var descriptor: CInt { handle.descriptor.number }

  /// Forks the reaper, and waits until it is what it should be: without it no child could be forked, nor be told why.
  init() throws(SystemCallFailure) {
    let lifeline = try Descriptor.Pipe()
    let report = try Descriptor.Pipe()
    let identifier = try systemCall("fork") { clinux_fork() }
    if identifier == 0 { Self.reap(until: lifeline.reading.number, report: report.writing.number) }
    let handle = try ProcessHandle(processIdentifier: identifier)
    try Self.expectReady(report.keepReading())
    self.handle = handle
    self.lifeline = lifeline
  }

  /// The calls that make the reaper, in order. Its report is how many of them succeeded, and an error number.
  private static let calls = ["setsid", "dup2", "dup2", "close_range", "prctl(PR_CAP_AMBIENT), capset"]

  private static func expectReady(_ report: consuming Descriptor) throws(SystemCallFailure) {
    var bytes = [UInt8](repeating: 0, count: 2)
    guard case .bytes(2) = report.read(into: &bytes) else { throw SystemCallFailure("the reaper ended", code: ESRCH) }
    guard Int(bytes[0]) < calls.count else { return }
    throw SystemCallFailure(calls[Int(bytes[0])], code: CInt(bytes[1]))
  }

  private static func reap(until lifeline: CInt, report: CInt) -> Never {
    signal(SIGCHLD, SIG_IGN)  // Orphans are reaped by the kernel.
    let (succeeded, error, channel) = become(lifeline, report)
    let bytes = [UInt8(succeeded), UInt8(clamping: error)]
    let isHeard = unsafe bytes.withUnsafeBytes { unsafe write(channel, $0.baseAddress, $0.count) } == bytes.count
    guard isHeard, succeeded == calls.count else { _exit(1) }
    close(channel)
    var byte: UInt8 = 0
    while unsafe read(STDIN_FILENO, &byte, 1) != 0 {}
    _exit(0)
  }

  /// The calls that succeeded, the error number of the one that did not, and where to report it.
  private static func become(_ lifeline: CInt, _ report: CInt) -> (Int, CInt, CInt) {
    guard setsid() > 0 else { return (0, errno, report) }
    guard dup2(lifeline, STDIN_FILENO) == STDIN_FILENO else { return (1, errno, report) }
    guard dup2(report, STDOUT_FILENO) == STDOUT_FILENO else { return (2, errno, report) }
    guard clinux_close_range(2, .max) == 0 else { return (3, errno, STDOUT_FILENO) }
    do throws(SystemCallFailure) {
      try Capabilities.clear()
    } catch {
      return (4, error.code, STDOUT_FILENO)
    }
    return (calls.count, 0, STDOUT_FILENO)
  }
}
