internal import BelljarWire
internal import Glibc
internal import LinuxIsolation

/// A child's limit of address space. The soft limit is the program's; between it and the hard limit lies what the worker's
/// own code takes to bring a value across, so that a program that has used up all of its memory still ends with a result.
/// Native code can take that part too: it is bounded, and counted in the documentation.
///
/// State is global because a call of the host's functions comes through CPython, which carries no context.
enum ChildMemory {
  nonisolated(unsafe) private static var soft = 0
  nonisolated(unsafe) private static var hard = 0

  /// What the worker's own code may take beside the program: an order three times (as a frame, as its bytes and as
  /// Python's), and four times the most that a value may take (as it is written and grows, and as a frame).
  static func own(orderLength: Int, room: Int) -> Int { 3 * orderLength + 4 * room }

  /// Sets the limit of one program, and of those that may follow. `base` is what the worker had before any.
  static func limit(_ limits: ChildLimits, base: Int) throws(SystemCallFailure) {
    let order = own(orderLength: max(0, limits.orderLength), room: 0)
    unsafe soft = base + limits.memory + order
    // It can only sink, and is set once.
    if unsafe hard == 0 {
      let orders = limits.isSession ? WireProtocol.maximumSource + limits.maximumValue : limits.orderLength
      unsafe hard = base + limits.memoryCeiling + own(orderLength: max(0, orders), room: limits.maximumValue)
    }
    try ResourceLimits.lowerAddressSpace(to: unsafe min(soft, hard), hard: unsafe hard)
  }

  /// Writes where the limits will be noted, so that the page is the child's own before it is asked for anything.
  static func rehearse() { unsafe (soft, hard) = (0, 0) }

  /// Lets the worker's own code use what is kept for it.
  static func makeRoom() { set(unsafe hard) }

  /// Back to the program's own limit.
  static func takeBack() { set(unsafe soft) }

  private static func set(_ bytes: Int) {
    guard unsafe hard > 0 else { return }
    try? ResourceLimits.lowerAddressSpace(to: bytes, hard: unsafe hard)
  }
}
