import Belljar
import CFaultShim
import Glibc
import Testing

extension SandboxTests.Faults {
  @Suite("The host has no free descriptors", .serialized)
  struct DescriptorFaultTests {
    @Test("A sandbox cannot start with too few, says so, leaves nothing, and starts with enough")
    func start() async throws {
      await #expect(processExitsWith: .success) {
        let before = try await MixedRuns.descriptorsAfterOneRun()
        var started = 0
        for free in 0..<32 {
          let held = Held(leaving: free)
          do {
            let sandbox = try await Sandbox(policy: .ample, configuration: .init(waitingChildren: 1))
            await sandbox.shutdown()
            started += 1
          } catch let error as BelljarError {
            #expect([.workerFailed, .systemCallFailed].contains(error.code), "\(free): \(error)")
            #expect(error.errorNumber == EMFILE || error.errorNumber == EINVAL, "\(free): \(error)")
          }
          held.release()
          try await Aftermath.expectNothingLeft(of: nil, descriptors: before)
        }
        #expect(started > 0 && started < 32)
        let sandbox = try await Sandbox(policy: .ample)
        try await Aftermath.expectRuns(in: sandbox)
        try await Aftermath.expectNothingLeft(of: sandbox, descriptors: before)
      }
    }

    @Test("The first sandbox of a process, whose reactor needs some too")
    func firstStart() async throws {
      await #expect(processExitsWith: .success) {
        for free in 0..<6 {
          let held = Held(leaving: free)
          let error = try await belljarError { try await Sandbox(policy: .ample) }
          held.release()
          #expect(error.errorNumber == EMFILE || error.errorNumber == EINVAL, "\(free): \(error)")
        }
        let sandbox = try await Sandbox(policy: .ample)
        try await Aftermath.expectRuns(in: sandbox)
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
    }

    @Test("A run whose child cannot be taken on fails with EMFILE; the runs under way and the worker stay")
    func refill() async throws {
      await #expect(processExitsWith: .success) {
        let before = try await MixedRuns.descriptorsAfterOneRun()
        let sandbox = try await Sandbox(
          policy: .ample, configuration: .init(maximumConcurrentRuns: 4, waitingChildren: 1))
        let server = try #require(ProcessEntry.children().first)
        // What the host has open while one child waits and nothing runs. That there is a process says nothing of the host's having
        // taken it on, and if its descriptors are lost it waits for them for ever.
        try await Aftermath.expectRuns(in: sandbox)
        try await Task.sleep(for: .seconds(1))
        let atRest = MixedRuns.openDescriptors
        // A child has five, and the one that waits gives one back when it begins.
        for free in 0..<4 {
          try await Aftermath.expectRuns(in: sandbox)
          let isWaiting = try await waits {
            MixedRuns.openDescriptors == atRest
              && ProcessEntry.children(of: server.identifier).filter { !$0.isZombie && !$0.isFirstOfNamespace }.count
                == 1
          }
          try #require(isWaiting)
          let held = Held(leaving: free)
          let (occupant, _) = await SandboxTests.ConcurrencyTests.occupy(sandbox)
          let output = Pieces()
          let error = try await belljarError { try await sandbox.run("print('ran')", onOutput: output.append) }
          #expect(error.code == .systemCallFailed)
          #expect(error.errorNumber == EMFILE)
          #expect(output.joined(.standardOutput) == [])
          held.release()
          try await Aftermath.expectRuns(in: sandbox)
          occupant.cancel()
          #expect(try await occupant.value.termination == .cancelled)
        }
        #expect(ProcessEntry.children().map(\.identifier) == [server.identifier])
        try await Aftermath.expectNothingLeft(of: sandbox, descriptors: before)
      }
    }

    @Test("A worker that has too few says so, and goes on when it has enough")
    func worker() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(waitingChildren: 1))
      let server = try worker.server
      let limit = try SoftLimit("nofile", of: server)
      try limit.set("8")
      let failure = try await Aftermath.firstFailure(in: sandbox)
      #expect(failure.step == "fork a child")
      #expect(failure.errorNumber == EMFILE)
      try limit.set(limit.original)
      try await Aftermath.expectRuns(in: sandbox)
      #expect(worker.servers == [server])
      try await worker.expectNothingLeft(of: sandbox)
    }

    /// Holds all descriptors but a few of this process.
    final class Held {
      private var numbers: [CInt] = []
      private let limit: UInt64

      init(leaving free: Int) {
        limit = cfault_limit_open_files(512)
        while true {
          let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
          guard number >= 0 else { break }
          numbers.append(number)
        }
        for number in numbers.suffix(free) { close(number) }
        numbers.removeLast(min(free, numbers.count))
      }

      func release() {
        for number in numbers { close(number) }
        numbers = []
        _ = cfault_limit_open_files(limit)
      }
    }
  }
}
