internal import BelljarWire
internal import Glibc
internal import LinuxIsolation
internal import Synchronization

/// How a session's process copies itself.
extension HostChild {
  /// Takes the listener that came from a process that has met no program yet.
  func takeListener(_ descriptor: consuming Descriptor, _ state: inout State) {
    guard state.family == nil else { return }
    let listener = CopyListener(descriptor: descriptor)
    // Without it the process cannot be copied, and is as good as any for all else.
    state.family = try? CopyFamily(number: number, listener: listener, first: identifier, reactor: reactor)
  }

  /// Orders the waiting process to copy itself.
  ///
  /// - Parameters:
  ///   - ends: What will be the copy's descriptors.
  ///   - kept: Those that the copy keeps of its original instead: denied streams, which lead nowhere.
  ///   - onCopied: Told what the original says: 0, or an error number. Its claim.
  ///   - onCopy: Told of the copy, on the reactor's thread, before anybody has heard from it.
  ///   - onFailure: Told, in its place, that this process could not take the copy on, which has ended itself.
  /// - Throws: ``BelljarError``: the process is busy, gone, or has no listener.
  func orderCopy(
    _ ends: CopyEnds, keeping kept: [Int], onCopied: @escaping @Sendable (Int) -> Void,
    onCopy: @escaping @Sendable (Int32, consuming ProcessHandle, CopyFamily) -> Void,
    onFailure: @escaping @Sendable (SystemCallFailure) -> Void
  ) throws(BelljarError) {
    try state.withLock { state throws(BelljarError) in
      guard state.phase == .waiting else { throw BelljarError(.sessionEnded, "The session has ended.") }
      guard let family = state.family else {
        throw BelljarError(
          .layerUnavailable, "This session cannot be copied: its image allows threads, or has no seccomp filter.")
      }
      guard
        family.order(
          original: identifier, descriptors: ends.far(without: kept), completion: { onCopy($0, $1, family) },
          onFailure: onFailure)
      else { throw BelljarError(.sessionEnded, "Another copy of this session is under way; make one at a time.") }
      state.phase = .copying
      state.onCopied = onCopied
      state.listens = true
      state.orders.append(ChildOrder.copy.frame()[...])
      flushOrders(&state)
    }
  }

  /// Makes this the copy of another process.
  ///
  /// - Parameters:
  ///   - family: What it belongs to.
  ///   - held: Second holders of its own descriptors, which are kept until its end is known, as the fork server keeps those of
  ///     the children that it forks: else it would wake the host as it lets go of each, and a denied stream would be at its end
  ///     at once.
  func isCopy(of family: CopyFamily, holding held: HeldEnds) {
    state.withLock { state in
      state.isCopy = true
      state.family = family
      state.heldEnds = held
    }
  }

  /// The family that has ended with this process, by its first session's number.
  var endedFamily: UInt64? { state.withLock { $0.endedFamily } }

  /// Whether it ended while a copy of it was under way, which may live.
  var hasLeftCopy: Bool { state.withLock { $0.hasLeftCopy } }

  /// The family's first session.
  var familyNumber: UInt64 { state.withLock { $0.family?.number } ?? number }

  /// Takes back an order that nothing came of. True if the clone was allowed: then there may be a copy.
  func withdrawCopy() -> Bool { state.withLock { $0.family }?.withdraw() ?? false }
}

/// Second holders of a copy's descriptors.
final class HeldEnds: Sendable {
  private let numbers: [CInt]

  init(owning numbers: [CInt]) { self.numbers = numbers }

  deinit { for number in numbers { close(number) } }
}

/// The ends of a copy's channel and streams.
final class CopyEnds: Sendable {
  private let channel: Descriptor.SocketPair
  private let input: Descriptor.SocketPair
  private let output: Descriptor.Pipe
  private let errorOutput: Descriptor.Pipe

  init() throws(SystemCallFailure) {
    channel = try Descriptor.SocketPair()
    input = try Descriptor.SocketPair()
    try input.far.endWriting()
    output = try Descriptor.Pipe()
    errorOutput = try Descriptor.Pipe()
  }

  /// Its numbers 0, 1, 2 and 3.
  /// -1 stands for one that is left out.
  func far(without denied: [Int]) -> [CInt] {
    [input.far.number, output.writing.number, errorOutput.writing.number, channel.far.number].enumerated().map {
      denied.contains($0.offset) ? -1 : $0.element
    }
  }

  /// The host's, in the order of the wire, as new descriptors.
  func near() throws(SystemCallFailure) -> [CInt] {
    try Self.duplicates(of: [
      channel.near.number, input.near.number, output.reading.number, errorOutput.reading.number,
    ])
  }

  /// What the copy has, as new descriptors: a second holder of each.
  func held() throws(SystemCallFailure) -> HeldEnds {
    HeldEnds(
      owning: try Self.duplicates(of: [
        input.far.number, output.writing.number, errorOutput.writing.number, channel.far.number,
      ]))
  }

  private static func duplicates(of numbers: [CInt]) throws(SystemCallFailure) -> [CInt] {
    var copies: [CInt] = []
    for number in numbers {
      do throws(SystemCallFailure) {
        copies.append(try systemCall("fcntl(F_DUPFD_CLOEXEC)") { fcntl(number, F_DUPFD_CLOEXEC, 0) })
      } catch {
        for copy in copies { close(copy) }
        throw error
      }
    }
    return copies
  }
}
