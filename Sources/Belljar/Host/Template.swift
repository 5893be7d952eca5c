internal import BelljarWire
internal import LinuxIsolation

/// The process in which an image's prelude has run, and of which every child that runs a program is a copy; and the children
/// that are yet to be copied. One copy is made at a time.
///
/// It meets no program. What it is still is the policy's code, so nothing that it says decides anything: that there is a copy,
/// and which process it is, the kernel says (see ``CopyFamily``).
struct Template {
  enum Duty {
    case fork(UInt64)
    case copy(HostChild, UInt64)
    /// It has used up much of what CPU time it may use: each copy takes some of it.
    case renew(HostChild)
  }

  private enum Stage {
    case none
    case ordered(UInt64)
    case ready(HostChild)
    case copying(HostChild)
  }

  /// What the kernel lets each of this image's processes use; nil if it does not count.
  private let cpuNanoseconds: Int?
  private var stage = Stage.none
  private var wanted: [UInt64] = []
  private var cpuAtFirst = 0
  private var copies = 0
  /// Counted downwards: the pool counts the children from 1 upwards.
  private var nextNumber = UInt64.max

  init(cpuSeconds: Int?) { cpuNanoseconds = cpuSeconds.map { $0 * 1_000_000_000 } }

  static func isNumber(_ child: UInt64) -> Bool { child > .max / 2 }

  mutating func want(_ child: UInt64) { wanted.append(child) }

  /// What is to be done now, which is taken to be under way from here on.
  mutating func next() -> Duty? {
    guard let child = wanted.first else { return nil }
    switch stage {
    case .ordered, .copying: return nil
    case .none:
      defer { nextNumber -= 1 }
      stage = .ordered(nextNumber)
      return .fork(nextNumber)
    case .ready(let template):
      guard !isSpent(template) else {
        stage = .none
        return .renew(template)
      }
      stage = .copying(template)
      wanted.removeFirst()
      return .copy(template, child)
    }
  }

  /// It waits, with its prelude run. False if it is not the one that was ordered.
  mutating func isReady(_ template: HostChild) -> Bool {
    guard case .ordered(template.number) = stage else { return false }
    cpuAtFirst = ProcessClock.cpuNanoseconds(of: template.identifier) ?? 0
    copies = 0
    stage = .ready(template)
    return true
  }

  /// A copy has been made, or not. One that failed to make one is not used again, and is returned.
  mutating func hasCopied(_ succeeded: Bool) -> HostChild? {
    guard case .copying(let template) = stage else { return nil }
    copies += 1
    stage = succeeded ? .ready(template) : .none
    return succeeded ? nil : template
  }

  /// It is gone. Returns the children that will not be, if it never came to be copied.
  mutating func isLost(_ number: UInt64) -> [UInt64] {
    switch stage {
    case .ordered(number):
      stage = .none
      defer { wanted = [] }
      return wanted
    case .ready(let template) where template.number == number: stage = .none
    default: break
    }
    return []
  }

  private func isSpent(_ template: HostChild) -> Bool {
    // A prelude may have left it next to nothing: at least one copy is made of each.
    guard copies > 0, let limit = cpuNanoseconds,
      let now = ProcessClock.cpuNanoseconds(of: template.identifier)
    else { return false }
    return now - cpuAtFirst > (limit - cpuAtFirst) / 2
  }
}
