internal import BelljarWire
internal import CPythonShim
internal import Glibc
internal import LinuxIsolation
internal import SeccompCompiler

/// The single-use process that meets untrusted code.
///
/// Everything before the program arrives is trusted. From the program's first bytecode on, everything here may be
/// native code in disguise, and what it sends is its claim.
enum Child {
  /// The host sends it to interrupt Python-level code.
  static let interruptSignal = SIGUSR1

  /// A child that waits longer is one that has time.
  private static let idleMilliseconds: CInt = 1

  static func main(image: borrowing Image, lockdown: ChildLockdown, purpose: ForkPurpose, descriptors given: [CInt])
    -> Never
  {
    var descriptors = given
    for stream in image.deniedStreams { descriptors[stream] = image.nowhere }
    // Asked before the filter refuses the question.
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    lockDown(by: lockdown, descriptors: descriptors)
    let channel = ChildChannel()
    image.hooks.afterForkInChild()
    _ = cpy_install_interrupt(interruptSignal)
    if !image.allowsThreads {
      cpy_remember_thread()
      Refusals.setLineReader(cpy_line_of_refusal)
    }
    runPrelude(image, channel)
    if purpose == .template {
      image.settle()
      channel.send(.waiting(peakBytes: usage.ru_maxrss * 1024))
      serveCopies(channel)
      // A copy from here on, and as a child that has just been forked.
      image.hooks.afterForkInChild()
    }
    Rehearsal.perform(with: image.run)
    channel.send(.waiting(peakBytes: usage.ru_maxrss * 1024))
    if !channel.isReadable(within: idleMilliseconds) { Rehearsal.performIdle(with: image.run) }

    while serve(channel, with: image) {}
    // Not exit(): nothing of the program's (atexit, finalisers, threads) is to run after the record.
    _exit(0)
  }

  /// Runs the policy's prelude, which meets the same lockdown as the program: the fork server, which all children share, runs no
  /// code but its own.
  private static func runPrelude(_ image: borrowing Image, _ channel: borrowing ChildChannel) {
    guard let failure = image.runPrelude() ?? image.fileLeftOpen() else { return }
    channel.send(.failed(failure))
    _exit(1)
  }

  /// Runs one program. False if it was the only one, or nobody wants another.
  private static func serve(_ channel: borrowing ChildChannel, with image: borrowing Image) -> Bool {
    // Limits first: they hold before the program is so much as received.
    let order = channel.receive(in: .limits)
    if case .copy? = order { return copySelf(channel) }
    guard case .limits(let limits)? = order else { return false }
    apply(limits, image: image)
    guard case .program(var order)? = channel.receive(in: .program) else { _exit(1) }
    guard HostFunctions.install(order, in: image.run, allowsThreads: image.allowsThreads),
      order.form != .interactive || AskedInput.install(in: image.run, allowsThreads: image.allowsThreads)
    else { _exit(1) }

    let memoryReserve = unsafe malloc(Image.reserve / 2)
    Refusals.forget()
    NamespaceRefusals.forget()
    var refusals: [Refusal] = []
    let result = image.run.run(&order) {
      unsafe free(memoryReserve)
      // Asked before the traceback is written: that looks for source files, in vain.
      refusals = notedRefusals()
    }
    channel.send(.completed(CompletionRecord(result: result, refusals: refusals)))
    return limits.isSession
  }

  /// Makes a copy of the session, whose channel is its own. True in both.
  private static func copySelf(_ channel: borrowing ChildChannel) -> Bool {
    if isCopy(channel) { channel.send(.waiting(peakBytes: 0)) }
    return true
  }

  /// The template's whole life: it makes a copy of itself whenever it is told to. Returns in the copies alone.
  private static func serveCopies(_ channel: borrowing ChildChannel) {
    while true {
      guard case .copy? = channel.receive(in: .limits) else { _exit(0) }
      if isCopy(channel) { return }
    }
  }

  /// Makes a copy of this process, which says what came of it. True in the copy, which has descriptors of its own by then.
  private static func isCopy(_ channel: borrowing ChildChannel) -> Bool {
    let process = CopyListener.copySelf()
    guard process == 0 else {
      channel.send(.copied(error: process < 0 ? Int(errno) : 0))
      return false
    }
    // What it has at 0 to 3 is its original's until the host gives it others.
    guard CopyListener.askForDescriptors() else { _exit(1) }
    return true
  }

  private static func lockDown(by lockdown: ChildLockdown, descriptors: [CInt]) {
    do throws(LockdownFailure) {
      try lockdown.apply(descriptors: descriptors)
    } catch {
      // Until the descriptors are arranged the channel's place is still taken by the fork server's own socket.
      let isArranged = error.step != ChildLockdown.arrangement
      ChildChannel(at: isArranged ? WireProtocol.channelDescriptor : descriptors[descriptors.count - 1]).send(
        .failed(
          StepFailure(step: error.step, code: Int(error.cause.code), detail: error.cause.description)))
      _exit(1)
    }
  }

  private static func apply(_ limits: ChildLimits, image: borrowing Image) {
    cpy_set_recursion_limit(CInt(clamping: limits.recursion))
    guard image.layers.contains(.rlimits) else { return }
    do throws(SystemCallFailure) {
      try ChildMemory.limit(limits, base: image.baseAddressSpace + Image.reserve)
      try ResourceLimits.lowerCPUTime(to: limits.cpuSeconds)
    } catch {
      _exit(1)
    }
  }

  /// What the program was refused in here, system calls first.
  private static func notedRefusals() -> [Refusal] {
    let calls = Refusals.noted.map {
      Refusal(kind: .systemCall, name: SeccompCompiler.name(of: $0.call), line: $0.line > 0 ? Int($0.line) : nil)
    }
    return calls + NamespaceRefusals.noted
  }
}

/// A child's end of its channel to the host.
struct ChildChannel: ~Copyable {
  private let descriptor: CInt

  init(at descriptor: CInt = WireProtocol.channelDescriptor) { self.descriptor = descriptor }

  /// Writes a report. Not being heard changes nothing here: the host has its own ways to know.
  borrowing func send(_ report: ChildReport) {
    for var piece in report.framePieces() {
      while !piece.isEmpty {
        let count = unsafe piece.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        piece = piece.dropFirst(count)
      }
    }
  }

  /// Waits for an order, or for the host's end.
  borrowing func isReadable(within milliseconds: CInt) -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&polled, 1, milliseconds) != 0
  }

  /// Reads one order. Nil when the host is gone, which ends the child.
  borrowing func receive(in phase: ChildPhase) -> ChildOrder? {
    guard let header = read(exactly: Frame.headerLength) else { return nil }
    let length = Frame.length(of: header[...])
    guard length > 0, length <= WireProtocol.maximumOrder, let payload = read(exactly: length) else { return nil }
    return try? phase.decode(payload)
  }

  private borrowing func read(exactly count: Int) -> [UInt8]? {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let part = unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: initialized), count - initialized)
        if part < 0 && errno == EINTR { continue }
        guard part > 0 else { return }
        initialized += part
      }
    }
    return bytes.count == count ? bytes : nil
  }
}
