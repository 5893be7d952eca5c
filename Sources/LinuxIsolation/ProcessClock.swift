internal import Glibc

/// The CPU time of another process, as the kernel keeps it.
package enum ProcessClock {
  /// User and system time in nanoseconds, or nil once the process is gone.
  package static func cpuNanoseconds(of pid: Int32) -> Int? {
    var clock = clockid_t()
    var time = timespec()
    guard unsafe clock_getcpuclockid(pid, &clock) == 0, unsafe clock_gettime(clock, &time) == 0 else { return nil }
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
