internal import BelljarWire
internal import CLinuxShim
internal import Glibc

/// What a fork of this process costs by itself: the floor for everything that starts with one.
enum ForkMeasurement {
  /// As many as one report has room for, and no more: nothing else is served meanwhile.
  private static let maximumCount = 1000

  static func report(count: Int) -> ServerReport {
    var nanoseconds: [Int] = []
    let before = cpuMicroseconds()
    for _ in 0..<min(max(0, count), maximumCount) {
      guard let time = forkOnce() else { break }
      nanoseconds.append(time)
    }
    return .forksMeasured(nanoseconds: nanoseconds, cpuMicroseconds: cpuMicroseconds() - before)
  }

  /// Nil if there can be no further process now.
  private static func forkOnce() -> Int? {
    let start = clinux_monotonic_nanoseconds()
    let identifier = clinux_fork()
    if identifier == 0 { _exit(0) }
    guard identifier > 0, waitpid(identifier, nil, 0) == identifier else { return nil }
    return Int(clinux_monotonic_nanoseconds() - start)
  }

  /// Of this process and of all that it has reaped.
  private static func cpuMicroseconds() -> Int { cpuMicroseconds(RUSAGE_SELF) + cpuMicroseconds(RUSAGE_CHILDREN) }

  private static func cpuMicroseconds(_ who: __rusage_who) -> Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(who.rawValue), &usage)
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000 + usage.ru_utime.tv_usec
      + usage.ru_stime.tv_usec
  }
}
