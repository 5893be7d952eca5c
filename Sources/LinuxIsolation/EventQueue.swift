internal import CLinuxShim

/// An epoll queue with one timer.
package struct EventQueue: ~Copyable, Sendable {
  /// What a descriptor is watched for; a hang-up is always reported.
  package enum Interest: Sendable {
    case none, read, write, readAndWrite

    var bits: CInt {
      switch self {
      case .none: 0
      case .read: CInt(clinux_interest_read.rawValue)
      case .write: CInt(clinux_interest_write.rawValue)
      case .readAndWrite: CInt(clinux_interest_read.rawValue | clinux_interest_write.rawValue)
      }
    }
  }

  /// The token that the timer's events carry.
  package static let timerToken: UInt64 = 0

  private let queue: Descriptor
  private let timer: Descriptor

  package init() throws(SystemCallFailure) {
    let queue = Descriptor(owning: try systemCall("epoll_create1") { clinux_epoll_create() })
    let timer = Descriptor(owning: try systemCall("timerfd_create") { clinux_timer_create() })
    try systemCall("epoll_ctl") {
      clinux_epoll_add(queue.number, timer.number, Interest.read.bits, Self.timerToken)
    }
    self.queue = queue
    self.timer = timer
  }

  package borrowing func add(_ descriptor: CInt, _ interest: Interest, token: UInt64) throws(SystemCallFailure) {
    try systemCall("epoll_ctl") { clinux_epoll_add(queue.number, descriptor, interest.bits, token) }
  }

  package borrowing func modify(_ descriptor: CInt, _ interest: Interest, token: UInt64) {
    _ = clinux_epoll_modify(queue.number, descriptor, interest.bits, token)
  }

  package borrowing func remove(_ descriptor: CInt) {
    _ = clinux_epoll_remove(queue.number, descriptor)
  }

  /// Waits for the tokens of descriptors that are ready.
  package borrowing func wait() -> [UInt64] {
    unsafe [UInt64](unsafeUninitializedCapacity: 64) { buffer, count in
      count = unsafe max(0, Int(clinux_epoll_wait(queue.number, buffer.baseAddress, CInt(buffer.count))))
    }
  }

  /// Arms the timer for a moment of the monotonic clock; nil disarms it.
  package borrowing func setTimer(_ moment: MonotonicTime?) {
    // 0 would disarm: no moment since the machine's start is 0.
    _ = clinux_timer_set(timer.number, moment?.nanoseconds ?? 0)
  }

  package borrowing func acknowledgeTimer() { clinux_timer_acknowledge(timer.number) }
}

/// A moment of the clock that no one can set.
package struct MonotonicTime: Sendable, Comparable {
  package let nanoseconds: UInt64

  package static var now: MonotonicTime { MonotonicTime(nanoseconds: clinux_monotonic_nanoseconds()) }

  package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The moment after a while; a while that is absurdly long ends never.
  package func advanced(by duration: Duration) -> MonotonicTime {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.clampedNanoseconds)
    return MonotonicTime(nanoseconds: overflow ? .max : sum)
  }

  package func duration(to later: MonotonicTime) -> Duration {
    .nanoseconds(Int64(clamping: later.nanoseconds) - Int64(clamping: nanoseconds))
  }
}

extension Duration {
  /// Whole nanoseconds, not below zero and not beyond some 290 years.
  package var clampedNanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = max(0, seconds).multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return UInt64(Int64.max) }
    return min(UInt64(product) + UInt64(max(0, attoseconds) / 1_000_000_000), UInt64(Int64.max))
  }
}
