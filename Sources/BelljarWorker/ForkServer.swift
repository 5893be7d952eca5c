internal import BelljarWire
internal import CLinuxShim
internal import Glibc
internal import LinuxIsolation

/// Forks children by order of the host and relays how each ended. It never reads a byte that a child wrote.
struct ForkServer: ~Copyable {
  private let image: Image
  private var reaper: Reaper?
  private var children: [ServedChild] = []
  /// Children whose end has been reported, and who are to be reaped when nothing is urgent.
  private var unburied: [ServedChild] = []
  /// Sessions and templates that have ended. Each stays a zombie until the host says that its family has ended: so long its number, which is
  /// that of the family's process group, cannot pass to another process.
  private var endedSessions: [ServedChild] = []
  /// Made when it is first needed.
  private var sessionLockdown: ChildLockdown?

  private enum Group { case withHolder, family, other }

  /// A child that has not been reaped.
  private final class ServedChild {
    let number: UInt64
    let identifier: Int32
    let handle: ProcessHandle
    /// What its process group is: with its holder, or with the copies of a session or template, or another's.
    let group: Group
    /// The child's own ends, held until it is buried: else each of them would wake the host as the child lets go of it,
    /// and the host would take the processor from a child that is about to be gone. A copy's are the host's.
    private let ends: ChildEnds?

    init(
      number: UInt64, identifier: Int32, handle: consuming ProcessHandle, group: Group, ends: consuming ChildEnds?
    ) {
      self.number = number
      self.identifier = identifier
      self.handle = handle
      self.group = group
      self.ends = ends
    }
  }

  private struct ChildEnds: ~Copyable {
    let channel: Descriptor
    let input: Descriptor
    let output: Descriptor
    let errorOutput: Descriptor
  }

  /// Takes over an image. The pid namespace's reaper must be the next process that this one forks.
  init(image: consuming Image) throws(StepFailure) {
    do throws(SystemCallFailure) {
      // Without a pid namespace there is nothing for a pid 1 to hold together.
      reaper = image.layers.contains(.namespaces) ? try Reaper() : nil
    } catch {
      throw Self.failure("start the reaper", error)
    }
    self.image = image
  }

  /// Serves until the host goes.
  mutating func serve(_ control: inout ControlChannel) {
    while serveOnce(&control) {}
  }

  /// Ends all children and leaves no zombie behind.
  consuming func end() {
    for child in children {
      // With it go copies that nobody has heard of, where no pid namespace holds them.
      if child.group == .family { kill(-child.identifier, SIGKILL) }
      child.handle.send(signal: SIGKILL)
    }
    for child in unburied { bury(child) }
    for session in endedSessions { kill(-session.identifier, SIGKILL) }
    reaper = nil  // Closes its lifeline; with it the whole pid namespace ends.
    while wait(nil) > 0 {}
  }

  /// Waits for the next order or death. False when the host or the reaper is gone.
  private mutating func serveOnce(_ control: inout ControlChannel) -> Bool {
    var polled = [pollfd(fd: control.descriptor.number, events: Int16(POLLIN), revents: 0)]
    polled += children.map { pollfd(fd: $0.handle.descriptor.number, events: Int16(POLLIN), revents: 0) }
    let reaper = reaperDescriptor
    if let reaper { polled.append(pollfd(fd: reaper, events: Int16(POLLIN), revents: 0)) }
    let ready = unsafe poll(&polled, nfds_t(polled.count), unburied.isEmpty ? -1 : Self.burialDelay)
    guard ready >= 0 else { return errno == EINTR || errno == ENOMEM }
    buryAll(except: ready == 0 ? 0 : Self.maximumUnburied)
    if ready == 0 { return true }

    // Deaths first: somebody waits for each of them, and a fork would hold the news up.
    let dead = zip(children, polled.dropFirst()).filter { $1.revents != 0 }.map(\.0)
    for child in dead { report(child, to: control) }
    children.removeAll { child in dead.contains { $0 === child } }
    endedSessions += dead.filter { $0.group == .family }
    unburied += dead.filter { $0.group != .family }
    if reaper != nil, polled[polled.count - 1].revents != 0 { return false }

    guard polled[0].revents != 0 else { return true }
    guard let orders = control.receiveAvailable(in: .serving) else { return false }
    for order in orders {
      switch order {
      case .fork(let number, let purpose): fork(number, purpose, by: control)
      case .adopt(let number, let identifier): adopt(number, Int32(truncatingIfNeeded: identifier), by: control)
      case .endFamily(let number): endFamily(number)
      case .measureForks(let count): control.send(ForkMeasurement.report(count: count))
      case .prepare: return false  // Not legal now, and refused before.
      }
    }
    return true
  }

  private var reaperDescriptor: CInt? {
    switch reaper {
    case .some(let reaper): reaper.descriptor
    case .none: nil
    }
  }

  /// Tells the host what the kernel says of a child's end. The child stays a zombie, which keeps its number its own.
  private borrowing func report(_ child: ServedChild, to control: borrowing ControlChannel) {
    guard let end = child.handle.peekAtEnd() else { return }
    control.send(
      .ended(
        child: child.number,
        Ending(
          cause: end.isKilled ? .killed(signal: Int(end.number)) : .exited(Int(end.number)),
          userMicroseconds: end.userMicroseconds, systemMicroseconds: end.systemMicroseconds,
          peakBytes: end.peakBytes)))
  }

  /// How long burials wait for a quiet moment, in milliseconds, and how many may be waiting: a holder keeps its child's
  /// memory.
  private static let burialDelay: CInt = 2
  private static let maximumUnburied = 4

  private mutating func buryAll(except kept: Int) {
    for child in unburied.prefix(max(0, unburied.count - kept)) { bury(child) }
    unburied = unburied.suffix(kept)
  }

  /// Kills what is left of the child's process group, its holder, and reaps it. In that order: until it is reaped no
  /// other process can get its number.
  private borrowing func bury(_ child: ServedChild) {
    if child.group == .withHolder { kill(-child.identifier, SIGKILL) }
    waitpid(child.identifier, nil, 0)
  }

  /// Takes on a copy of a session or a template. It is this process's child, because its original was: it has its original's parent.
  private mutating func adopt(_ number: UInt64, _ identifier: Int32, by control: borrowing ControlChannel) {
    do throws(SystemCallFailure) {
      var information = unsafe siginfo_t()
      try systemCall("waitid") {
        unsafe waitid(P_PID, id_t(bitPattern: identifier), &information, WEXITED | WNOWAIT | WNOHANG)
      }
      let handle = try ProcessHandle(processIdentifier: identifier)
      children.append(
        ServedChild(number: number, identifier: identifier, handle: handle, group: .other, ends: nil))
    } catch {
      control.send(.forkFailed(child: number, Self.failure("adopt a copy", error)))
    }
  }

  /// Kills a session's process group: itself and all copies, also those that were made and have not been heard of. When the
  /// session has ended this is the end of its family, and all of it is reaped.
  private mutating func endFamily(_ number: UInt64) {
    if let child = children.first(where: { $0.number == number && $0.group == .family }) {
      kill(-child.identifier, SIGKILL)
    }
    guard let index = endedSessions.firstIndex(where: { $0.number == number }) else { return }
    let session = endedSessions[index]
    kill(-session.identifier, SIGKILL)
    // While copies are known whose end is to be reported, this is not the last that is heard of the family.
    guard !children.contains(where: { getpgid($0.identifier) == session.identifier }) else { return }
    endedSessions.remove(at: index)
    buryAll(except: 0)
    while waitpid(-session.identifier, nil, 0) > 0 || errno == EINTR {}
  }

  private mutating func fork(_ number: UInt64, _ purpose: ForkPurpose, by control: borrowing ControlChannel) {
    do throws(SystemCallFailure) {
      let lockdown = try lockdown(for: purpose)
      let channel = try Descriptor.SocketPair()
      let input = try Descriptor.SocketPair()
      try input.far.endWriting()
      let output = try Descriptor.Pipe()
      let errorOutput = try Descriptor.Pipe()
      let identifier = try systemCall("fork") { clinux_fork() }
      if identifier == 0 {
        Child.main(
          image: image, lockdown: lockdown, purpose: purpose,
          descriptors: [
            input.far.number, output.writing.number, errorOutput.writing.number, channel.far.number,
          ])
      }
      let handle = try handle(of: identifier, lockdown)
      do throws(SystemCallFailure) {
        try control.send(
          .forked(child: number, pid: Int(identifier)),
          descriptors: [
            channel.near.number, input.near.number, output.reading.number, errorOutput.reading.number,
            handle.descriptor.number,
          ])
      } catch {
        discard(identifier, lockdown)
        throw error
      }
      let ends = ChildEnds(
        channel: channel.keepFar(), input: input.keepFar(), output: output.keepWriting(),
        errorOutput: errorOutput.keepWriting())
      children.append(
        ServedChild(
          number: number, identifier: identifier, handle: handle,
          group: purpose != .run ? .family : lockdown.hasHolder ? .withHolder : .other, ends: ends))
      Self.rehearseReport()
    } catch {
      control.send(.forkFailed(child: number, Self.failure("fork a child", error)))
    }
  }

  /// After a fork the server's own pages are shared too, and each is copied when it is first written to. So what the news
  /// of a child's end will write to is written to now, when nobody waits.
  private static func rehearseReport() {
    let ending = Ending(cause: .exited(0), userMicroseconds: 1 << 20, systemMicroseconds: 1 << 20, peakBytes: 1 << 30)
    _ = ServerReport.ended(child: 1 << 20, ending).frame()
  }

  /// A child that nobody can watch is not to be.
  private borrowing func handle(
    of child: Int32, _ lockdown: ChildLockdown
  ) throws(SystemCallFailure) -> ProcessHandle {
    do throws(SystemCallFailure) {
      return try ProcessHandle(processIdentifier: child)
    } catch {
      discard(child, lockdown)
      throw error
    }
  }

  private mutating func lockdown(for purpose: ForkPurpose) throws(SystemCallFailure) -> ChildLockdown {
    switch purpose {
    case .run: return image.lockdown
    case .session, .template:
      if let sessionLockdown { return sessionLockdown }
      let made = try image.sessionLockdown()
      sessionLockdown = made
      return made
    }
  }

  /// Kills and reaps a child that nobody knows of, and its holder if it has got so far.
  private borrowing func discard(_ child: Int32, _ lockdown: ChildLockdown) {
    kill(child, SIGKILL)
    // Dead, and not reaped: no holder can come any more, and the number is still its own.
    var information = unsafe siginfo_t()
    while unsafe waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    if lockdown.hasHolder { kill(-child, SIGKILL) }
    waitpid(child, nil, 0)
  }

  private static func failure(_ step: String, _ cause: SystemCallFailure) -> StepFailure {
    StepFailure(step: step, code: Int(cause.code), detail: cause.description)
  }
}
