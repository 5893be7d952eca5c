import Belljar
import BelljarWire
import Glibc
import LinuxIsolation

/// A worker spoken to directly, in its own protocol, by one thread that blocks: what the worker does, without the host's
/// part.
final class RawWorker {
  private let control: Descriptor
  private let process: ProcessHandle
  private var phase = HostControlPhase.greeting
  private var assembler = FrameAssembler(maximumLength: WireProtocol.maximumControlFrame)
  private var descriptors: [CInt] = []
  private var lastNumber: UInt64 = 0

  init(policy: Policy) throws {
    let pair = try Descriptor.SocketPair()
    let errorOutput = Descriptor(owning: fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3))
    process = try WorkerSpawn.start(
      path: try WorkerLocator.locate(explicit: nil), control: pair.far, errorOutput: errorOutput)
    control = pair.keepNear()
    guard case .greeting = try receive() else { throw Self.unexpected }
    phase = .preparing
    try Self.send(.prepare(policy.imageDescription), to: control)
    guard case .ready = try receive() else { throw BenchmarkFailure("the worker refused its image") }
    phase = .serving
  }

  deinit {
    control.shutDownSocket()
    _ = process.wait()
    for descriptor in descriptors { close(descriptor) }
  }

  /// Forks of the worker that end at once: microseconds of each, and the CPU time of all.
  func measureForks(_ count: Int) throws -> (times: [Double], cpuMicroseconds: Int) {
    try Self.send(.measureForks(count: count), to: control)
    while true {
      guard case .forksMeasured(let nanoseconds, let cpu) = try receive() else { continue }
      guard nanoseconds.count == count else { throw BenchmarkFailure("the worker cannot fork") }
      return (nanoseconds.map { Double($0) / 1e3 }, cpu)
    }
  }

  /// Orders a child and waits until it has been forked.
  func fork() throws -> RawChild {
    lastNumber += 1
    try Self.send(.fork(child: lastNumber, .run), to: control)
    while true {
      switch try receive() {
      case .forked(let number, let identifier) where number == lastNumber:
        guard descriptors.count >= ServerReport.descriptorsPerChild else { throw Self.unexpected }
        defer { descriptors.removeFirst(ServerReport.descriptorsPerChild) }
        return RawChild(
          number: number, identifier: identifier,
          descriptors: Array(descriptors.prefix(ServerReport.descriptorsPerChild))
        )
      case .forkFailed(_, let failure): throw BenchmarkFailure("no child: \(failure)")
      default: continue
      }
    }
  }

  /// Waits for the news of a child's end.
  func waitForEnd(of child: RawChild) throws {
    while true {
      guard case .ended(child.number, let ending) = try receive() else { continue }
      guard ending.cause == .exited(0) else { throw BenchmarkFailure("a child ended as \(ending.cause)") }
      return
    }
  }

  private func receive() throws -> ServerReport {
    while true {
      if let payload = try assembler.next() { return try phase.decode(payload) }
      var buffer = [UInt8].room(for: 1 << 14)
      let message = DescriptorMessage.receive(from: control, into: &buffer)
      descriptors += message.descriptors
      guard case .bytes(let count) = message.transfer else { throw BenchmarkFailure("the worker is gone") }
      assembler.append(buffer[..<count])
    }
  }

  private static func send(_ order: ServerOrder, to control: borrowing Descriptor) throws {
    let frame = order.frame()
    guard control.send(frame[...]) == .bytes(frame.count) else { throw BenchmarkFailure("the worker is gone") }
  }

  private static let unexpected = BenchmarkFailure("the worker said something else than expected")
}

/// A child spoken to directly.
final class RawChild {
  let number: UInt64
  let identifier: Int
  private let channel: Descriptor
  private let others: [CInt]
  private var assembler = FrameAssembler(maximumLength: WireProtocol.maximumReport)

  init(number: UInt64, identifier: Int, descriptors: [CInt]) {
    self.number = number
    self.identifier = identifier
    channel = Descriptor(owning: descriptors[0])
    others = Array(descriptors.dropFirst())
  }

  deinit { for descriptor in others { close(descriptor) } }

  func waitUntilWaiting() throws {
    guard case .waiting = try receive(in: .locking) else { throw BenchmarkFailure("a child's lockdown failed") }
  }

  func order(_ program: [UInt8], under limits: Limits) throws {
    let value = limits.valueSize.bytes
    let own = ChildLimits(
      memory: limits.memory.bytes, memoryCeiling: limits.memory.bytes, recursion: limits.recursion,
      cpuSeconds: Int(limits.cpuTime.components.seconds) + 2, orderLength: program.count, maximumValue: value,
      isSession: false)
    let order = ProgramOrder(source: program, name: "<program>", maximumValue: value)
    let frames = ChildOrder.limits(own).frame() + ChildOrder.program(order).frame()
    guard channel.send(frames[...]) == .bytes(frames.count) else { throw BenchmarkFailure("a child is gone") }
  }

  func waitForRecord() throws {
    guard case .completed(let record) = try receive(in: .running), record.result == .returned(.none) else {
      throw BenchmarkFailure("a run did not return")
    }
  }

  private func receive(in phase: HostChildPhase) throws -> ChildReport {
    while true {
      if let payload = try assembler.next() { return try phase.decode(payload) }
      var buffer = [UInt8].room(for: 1 << 12)
      guard case .bytes(let count) = channel.read(into: &buffer) else { throw BenchmarkFailure("a child is gone") }
      assembler.append(buffer[..<count])
    }
  }
}
