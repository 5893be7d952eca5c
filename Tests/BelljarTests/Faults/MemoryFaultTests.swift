import Belljar
import CFaultShim
import Foundation
import Glibc
import Testing

extension SandboxTests.Faults {
  /// The calls by which the host hears of and speaks to its workers and children, refused for want of memory.
  ///
  /// The worker is started before the filter, so that these are the host's alone. Swift ends a process whose own
  /// allocations fail: docs/faults.md says what is allocated per child.
  @Suite("The kernel has no memory for the host's calls", .serialized)
  struct MemoryFaultTests {
    @Test("recvmsg: reports come later")
    func recvmsg() async throws {
      await #expect(processExitsWith: .success) { try await Self.expectPassing(cfault_recvmsg) { _ in true } }
    }

    @Test("sendto: orders and input come later")
    func sendto() async throws {
      await #expect(processExitsWith: .success) { try await Self.expectPassing(cfault_sendto) { _ in true } }
    }

    @Test("read: output and records come later")
    func read() async throws {
      await #expect(processExitsWith: .success) {
        // By the sizes of the buffers: the tests read too, and so does the injector itself.
        try await Self.expectPassing(cfault_read) { [1 << 13, 1 << 15].contains($0.arguments[2]) }
      }
    }

    @Test("epoll_ctl: a child that cannot be watched is replaced")
    func epoll() async throws {
      await #expect(processExitsWith: .success) {
        try await Task.sleep(for: .milliseconds(1))
        let others = try Self.queues()
        // Of the reactor's queue alone. A child needs three.
        try await Self.expectPassing(cfault_epoll_ctl, everyOther: 5) { call in
          (try? Self.queue(besides: others)).map { Self.isAddition(call, to: $0) } ?? false
        }
      }
    }

    @Test("epoll_ctl, for good: runs fail with the call's name and number until it works again")
    func epollLasting() async throws {
      await #expect(processExitsWith: .success) {
        try await Task.sleep(for: .milliseconds(1))
        let others = try Self.queues()
        let sandbox = try await Sandbox(policy: .ample, configuration: .init(waitingChildren: 1))
        let server = ProcessEntry.children()
        let injector = try FaultInjector(calls: [cfault_epoll_ctl])
        let descriptors = try await Aftermath.openDescriptors()
        let queue = try Self.queue(besides: others)
        injector.fail { Self.isAddition($0, to: queue) ? ENOMEM : nil }
        let failure = try await Aftermath.firstFailure(in: sandbox)
        #expect(failure.code == .systemCallFailed)
        #expect(failure.step == "epoll_ctl")
        #expect(failure.errorNumber == ENOMEM)
        let start = try await belljarError { try await Sandbox(policy: .ample) }
        #expect(start.message.contains("epoll_ctl"), "\(start)")
        injector.fail(nil)
        try await Aftermath.expectRuns(in: sandbox)
        #expect(ProcessEntry.children() == server)
        #expect(try await waits { MixedRuns.openDescriptors <= descriptors })
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
    }

    @Test("recvmsg, for good: the worker is given up after the deadline")
    func recvmsgLasting() async throws {
      await #expect(processExitsWith: .success) {
        var configuration = Sandbox.Configuration()
        configuration.deadlines = .short
        let sandbox = try await Sandbox(policy: .ample, configuration: configuration)
        let injector = try FaultInjector(calls: [cfault_recvmsg])
        injector.fail { _ in ENOMEM }
        let error = try await belljarError { try await sandbox.run("print('ran')") }
        #expect(error.code == .workerDied)
        injector.fail(nil)
        try await Aftermath.expectRuns(in: sandbox)
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
    }

    /// The reactor's queue, which is made with the first sandbox. The others are of the library that sleeps, which traps when its
    /// own fails. Their numbers say nothing: a lower one may have become free meanwhile.
    private static func queue(besides others: Set<UInt64>) throws -> UInt64 {
      try #require(try queues().subtracting(others).max())
    }

    private static func queues() throws -> Set<UInt64> {
      let directory = "/proc/self/fd/"
      let queues = try FileManager.default.contentsOfDirectory(atPath: directory).filter { number in
        (try? FileManager.default.destinationOfSymbolicLink(atPath: directory + number)) == "anon_inode:[eventpoll]"
      }
      return Set(queues.compactMap { UInt64($0) })
    }

    private static func isAddition(_ call: FaultInjector.Call, to queue: UInt64) -> Bool {
      call.arguments[0] == queue && call.arguments[1] == 1
    }

    /// Expects that runs are as ever while a call fails now and then.
    private static func expectPassing(
      _ call: cfault_number, everyOther interval: Int? = nil,
      _ isMeant: @escaping @Sendable (FaultInjector.Call) -> Bool
    ) async throws {
      let sandbox = try await Sandbox(policy: .ample)
      let injector = try FaultInjector(calls: [call])
      let server = ProcessEntry.children()
      let input = String(repeating: "x", count: 1 << 20)
      for code in [ENOMEM, ENOBUFS] {
        let calls = Counter()
        // By default two of three, so that every call meets it.
        injector.fail { call in
          guard isMeant(call) else { return nil }
          let number = calls.next()
          return interval.map { number % $0 == 0 } ?? (number % 3 != 0) ? code : nil
        }
        for number in 0..<10 {
          let outcome = try await sandbox.run(
            "print(\(number), len(input()))\nprint('y' * 300_000)", standardInput: .text(input))
          #expect(outcome.termination.isFinished, "\(outcome.termination)")
          #expect(outcome.output.bytes.count == "\(number) 1048576\n".utf8.count + 300_001)
        }
        #expect(injector.count > 0)
      }
      injector.fail(nil)
      #expect(ProcessEntry.children() == server)
      try await Aftermath.expectRuns(in: sandbox)
      try await Aftermath.expectNothingLeft(of: sandbox)
    }
  }
}
