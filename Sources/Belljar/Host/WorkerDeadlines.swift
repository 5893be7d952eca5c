internal import BelljarWire
internal import LinuxIsolation

/// How long the host waits for a worker before it takes it for stopped or broken, kills it and starts another. Generous:
/// a worker that is only slow must not be killed, for the runs on it would be lost.
package struct WorkerDeadlines: Sendable, Hashable {
  /// From the start to `ready`, with all imports.
  package var start = Duration.seconds(30)
  /// From the order of a child until it waits.
  package var order = Duration.seconds(30)
  /// From a child's end until its report.
  package var report = Duration.seconds(10)
  /// From the order of a session's copy until it waits. It takes a millisecond.
  package var copy = Duration.seconds(10)
  /// From the end of the control channel until the worker is gone.
  package var end = Duration.seconds(2)

  package init() {}
}

/// The children that a worker has been told to fork, and that do not wait yet.
///
/// Their age is counted in rounds, not by the clock: one jump of it, on a machine that was paused, is one round.
struct UnansweredOrders {
  private var rounds: [UInt64: Int] = [:]

  var isEmpty: Bool { rounds.isEmpty }

  mutating func add(_ child: UInt64) { rounds[child] = 0 }

  mutating func remove(_ child: UInt64) { rounds[child] = nil }

  /// Whether something has been done about it.
  func isOverdue(_ child: UInt64) -> Bool { rounds[child, default: 0] >= 2 }

  /// Lets a round pass. Returns those that are overdue for the first time, and those that still are although something
  /// was done about it.
  mutating func nextRound() -> (first: [UInt64], again: [UInt64]) {
    for child in rounds.keys { rounds[child]? += 1 }
    return (rounds.filter { $0.value == 2 }.map(\.key), rounds.filter { $0.value == 4 }.map(\.key))
  }
}

/// Why a child never came to serve a run.
enum ChildLoss {
  /// It ended.
  case died
  /// It could not be locked down.
  case refused(StepFailure)
  /// It could not be forked.
  case unforkable(StepFailure)
  /// The host could not take it on.
  case unwatchable(SystemCallFailure)
  /// It could not be copied from the image's template.
  case uncopied(BelljarError)

  /// Another child would fare no better.
  var isHopeless: Bool {
    if case .refused = self { return true }
    return false
  }

  var error: BelljarError {
    switch self {
    case .died:
      BelljarError(.workerFailed, "Children die before they can serve; see the kernel's log for the cause.")
    case .refused(let failure): BelljarError(refusal: failure)
    case .uncopied(let error): error
    case .unforkable(let failure):
      BelljarError(
        .systemCallFailed,
        "The worker could not \(failure.step) (\(failure.detail)); raise its limits of processes, descriptors and memory, or run less at a time.",
        step: failure.step, errorNumber: Int32(truncatingIfNeeded: failure.code))
    case .unwatchable(let failure):
      BelljarError(
        .systemCallFailed,
        "This process could not take on a child (\(failure.description)); raise its RLIMIT_NOFILE or its memory, or run less at a time.",
        step: failure.call, errorNumber: failure.code)
    }
  }
}

/// When children may be ordered again after some were lost. Without pauses a failure that lasts would have the host and
/// the worker do nothing but try.
struct OrderPause {
  private static let longest = Duration.seconds(1)
  private var next = Duration.zero
  private(set) var isOver = true

  /// Begins a pause, the longer the more of them there were in a row. The first is none.
  mutating func begin() -> Duration? {
    defer { next = min(Self.longest, next == .zero ? .milliseconds(10) : next * 2) }
    guard next > .zero, isOver else { return nil }
    isOver = false
    return next
  }

  mutating func end() { isOver = true }

  mutating func reset() { next = .zero }
}
