import Belljar
import BelljarWire
import Glibc
import LinuxIsolation
import Testing

extension SandboxTests {
  @Suite("What a fork alone costs")
  struct ForkMeasurementTests {
    @Test("The fork server measures as many forks as it is asked for, reaps them all, and goes on serving")
    func measured() throws {
      let worker = try OwnWorker()
      let pair = try Descriptor.SocketPair()
      let silence = Descriptor(owning: open("/dev/null", O_WRONLY | O_CLOEXEC))
      let process = try WorkerSpawn.start(path: worker.path, control: pair.far, errorOutput: silence)
      var control = Control(descriptor: pair.keepNear())
      let greeting = try control.receive(in: .greeting)
      #expect(greeting.kind == .greeting)
      control.send(.prepare(Policy.standard.imageDescription))
      let readiness = try control.receive(in: .preparing)
      #expect(readiness.kind == .ready)

      control.send(.measureForks(count: 3))
      guard case .forksMeasured(let times, let cpu) = try control.receive(in: .serving) else {
        Issue.record("the answer is another message")
        return
      }
      #expect(times.count == 3)
      #expect(times.allSatisfy { $0 > 0 })
      #expect(cpu > 0)
      let server = try #require(worker.servers.first)
      let left = ProcessEntry.children(of: server.identifier).filter { !$0.isFirstOfNamespace }
      #expect(left == [], "beside the reaper")

      control.send(.measureForks(count: -1))
      guard case .forksMeasured(let none, _) = try control.receive(in: .serving) else {
        Issue.record("the answer is another message")
        return
      }
      #expect(none == [])
      control.send(.fork(child: 7, .run))
      guard case .forked(child: 7, _) = try control.receive(in: .serving) else {
        Issue.record("no child was forked")
        return
      }
      control.descriptor.shutDownSocket()
      let status = process.wait()
      #expect(status == 0)
    }

    /// The host's end of a control channel, blocking.
    private struct Control: ~Copyable {
      let descriptor: Descriptor
      private var assembler = FrameAssembler(maximumLength: WireProtocol.maximumControlFrame)

      init(descriptor: consuming Descriptor) { self.descriptor = descriptor }

      func send(_ order: ServerOrder) {
        let frame = order.frame()
        let sent = descriptor.send(frame[...])
        #expect(sent == .bytes(frame.count))
      }

      mutating func receive(in phase: HostControlPhase) throws -> ServerReport {
        while true {
          if let payload = try assembler.next() { return try phase.decode(payload) }
          var buffer = [UInt8](repeating: 0, count: 1 << 14)
          let message = DescriptorMessage.receive(from: descriptor, into: &buffer)
          for descriptor in message.descriptors { close(descriptor) }
          guard case .bytes(let count) = message.transfer else { throw WorkerIsGone() }
          assembler.append(buffer[..<count])
        }
      }
    }

    private struct WorkerIsGone: Error {}
  }
}
