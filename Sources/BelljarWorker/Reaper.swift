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

  /// Forks the reaper.
  init() throws(SystemCallFailure) {
    let lifeline = try Descriptor.Pipe()
    let identifier = try systemCall("fork") { clinux_fork() }
    if identifier == 0 { Self.reap(until: lifeline.reading.number) }
    handle = try ProcessHandle(processIdentifier: identifier)
    self.lifeline = lifeline
  }

  private static func reap(until lifeline: CInt) -> Never {
    signal(SIGCHLD, SIG_IGN)  // Orphans are reaped by the kernel.
    guard setsid() > 0, dup2(lifeline, STDIN_FILENO) == STDIN_FILENO, clinux_close_range(1, .max) == 0 else { _exit(1) }
    do throws(SystemCallFailure) {
      try Capabilities.clear()
    } catch {
      _exit(1)
    }
    var byte: UInt8 = 0
    while unsafe read(STDIN_FILENO, &byte, 1) != 0 {}
    _exit(0)
  }
}
