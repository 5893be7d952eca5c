internal import BelljarWire
internal import CLinuxShim
internal import Glibc
internal import LinuxIsolation

/// Forks children by order of the host and relays how each ended. It never reads a byte that a child wrote.
struct ForkServer: ~Copyable {
  private let image: Image
  private var reaper: Reaper?
  private var children: [ServedChild] = []

  /// A child that has not been reaped.
  private final class ServedChild {
    let number: UInt64
    let identifier: Int32
    let handle: ProcessHandle

    init(number: UInt64, identifier: Int32, handle: consuming ProcessHandle) {
      self.number = number
      self.identifier = identifier
      self.handle = handle
    }
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
    for child in children { child.handle.send(signal: SIGKILL) }
    reaper = nil  // Closes its lifeline; with it the whole pid namespace ends.
    while wait(nil) > 0 {}
  }

  /// Waits for the next order or death. False when the host or the reaper is gone.
  private mutating func serveOnce(_ control: inout ControlChannel) -> Bool {
    var polled = [pollfd(fd: control.descriptor.number, events: Int16(POLLIN), revents: 0)]
    polled += children.map { pollfd(fd: $0.handle.descriptor.number, events: Int16(POLLIN), revents: 0) }
    let reaper = reaperDescriptor
    if let reaper { polled.append(pollfd(fd: reaper, events: Int16(POLLIN), revents: 0)) }
    guard unsafe poll(&polled, nfds_t(polled.count), -1) >= 0 else { return errno == EINTR }

    // Deaths first: somebody waits for each of them, and a fork would hold the news up.
    let dead = zip(children, polled.dropFirst()).filter { $1.revents != 0 }.map(\.0)
    for child in dead { report(child, to: control) }
    children.removeAll { child in dead.contains { $0 === child } }
    if reaper != nil, polled[polled.count - 1].revents != 0 { return false }

    guard polled[0].revents != 0 else { return true }
    guard let orders = control.receiveAvailable(in: .serving) else { return false }
    for case .fork(let number) in orders { fork(number, by: control) }
    return true
  }

  private var reaperDescriptor: CInt? {
    switch reaper {
    case .some(let reaper): reaper.descriptor
    case .none: nil
    }
  }

  private borrowing func report(_ child: ServedChild, to control: borrowing ControlChannel) {
    var status: CInt = 0
    var usage = rusage()
    guard unsafe wait4(child.identifier, &status, 0, &usage) == child.identifier else { return }
    let signal = status & 0x7f
    control.send(
      .ended(
        child: child.number,
        Ending(
          cause: signal == 0 ? .exited(Int(status >> 8) & 0xff) : .killed(signal: Int(signal)),
          userMicroseconds: usage.ru_utime.tv_sec * 1_000_000 + usage.ru_utime.tv_usec,
          systemMicroseconds: usage.ru_stime.tv_sec * 1_000_000 + usage.ru_stime.tv_usec,
          peakBytes: usage.ru_maxrss * 1024)))
  }

  private mutating func fork(_ number: UInt64, by control: borrowing ControlChannel) {
    do throws(SystemCallFailure) {
      let channel = try Descriptor.SocketPair()
      let input = try Descriptor.SocketPair()
      try input.far.endWriting()
      let output = try Descriptor.Pipe()
      let errorOutput = try Descriptor.Pipe()
      let identifier = try systemCall("fork") { clinux_fork() }
      if identifier == 0 {
        Child.main(
          image: image,
          descriptors: [
            input.far.number, output.writing.number, errorOutput.writing.number, channel.far.number,
          ])
      }
      let handle = try ProcessHandle(processIdentifier: identifier)
      control.send(
        .forked(child: number, pid: Int(identifier)),
        descriptors: [
          channel.near.number, input.near.number, output.reading.number, errorOutput.reading.number,
          handle.descriptor.number,
        ])
      children.append(ServedChild(number: number, identifier: identifier, handle: handle))
    } catch {
      control.send(.forkFailed(child: number, Self.failure("fork a child", error)))
    }
  }

  private static func failure(_ step: String, _ cause: SystemCallFailure) -> StepFailure {
    StepFailure(step: step, code: Int(cause.code), detail: cause.description)
  }
}
