import Belljar
import Glibc
import Testing

extension SandboxTests.Faults {
  @Suite("A worker is killed", .serialized)
  struct KilledWorkerTests {
    @Test("before its first instruction: the sandbox is refused in one sentence")
    func atOnce() async throws {
      let worker = try StrickenWorker(signal: "KILL")
      let error = try await belljarError {
        try await Sandbox(policy: .ample, configuration: .init(workerPath: worker.path))
      }
      #expect(error.code == .workerFailed)
      #expect(error.message == "The worker was killed by signal 9 before it was ready.")
      #expect(worker.processes.isEmpty)
    }

    @Test("at many moments of its start: the sandbox is refused, or has another worker")
    func start() async throws {
      let worker = try OwnWorker()
      for milliseconds in [0, 2, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100] {
        let start = Task { try await Sandbox(policy: .ample, configuration: worker.configuration()) }
        while worker.servers.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        try await Task.sleep(for: .milliseconds(milliseconds))
        for server in worker.servers { kill(server.identifier, SIGKILL) }
        do {
          let sandbox = try await start.value
          // Ready before the kill, so a run may have begun on the old worker; the next has not.
          _ = try? await sandbox.run("pass")
          try await Aftermath.expectRuns(in: sandbox)
          await sandbox.shutdown()
        } catch let error as BelljarError {
          #expect(error.code == .workerFailed, "\(error)")
        }
        try await worker.expectNothingLeft(of: nil)
      }
    }

    @Test("while children are ordered and programs run: those fail, those that wait are served")
    func busy() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample, configuration: worker.configuration(maximumConcurrentRuns: 3, waitingChildren: 1))
      for _ in 0..<5 {
        let runs = (0..<12).map { number in
          Task { () -> String in
            do {
              return try await sandbox.run("print(\(number))").standardOutput
            } catch let error as BelljarError where error.code == .workerDied {
              return "died"
            }
          }
        }
        for server in worker.servers { kill(server.identifier, SIGKILL) }
        var served = 0
        for (number, run) in runs.enumerated() {
          let text = try await run.value
          if text != "died" {
            #expect(text == "\(number)\n")
            served += 1
          }
        }
        #expect(served >= 9, "no more than the three that had begun are lost")
      }
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("after its child has ended, and before it has said so")
    func unreported() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      #expect(try await waits { worker.children.count == 2 })
      let server = try worker.server
      kill(server.identifier, SIGSTOP)
      let run = Task { try await sandbox.run("pass") }
      #expect(try await waits { ProcessEntry.children(of: server.identifier).contains { $0.isZombie } })
      kill(server.identifier, SIGKILL)
      let error = try await belljarError { try await run.value }
      #expect(error.code == .workerDied)
      try await Aftermath.expectRuns(in: sandbox)
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("while it retires: its last run fails, and the worker that serves is not touched")
    func retiring() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(maximumRunsPerWorker: 1))
      let old = try worker.server
      let (run, _) = await SandboxTests.ConcurrencyTests.occupy(sandbox)
      _ = try await sandbox.run("pass")
      #expect(try await waits { worker.servers.count == 2 })
      kill(old.identifier, SIGKILL)
      let error = try await belljarError { try await run.value }
      #expect(error.code == .workerDied)
      try await Aftermath.expectRuns(in: sandbox)
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("at the shutdown")
    func shutdown() async throws {
      let worker = try OwnWorker()
      for milliseconds in [0, 1, 2, 5] {
        let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
        let server = try worker.server
        async let end: Void = sandbox.shutdown()
        try await Task.sleep(for: .milliseconds(milliseconds))
        kill(server.identifier, SIGKILL)
        await end
        try await worker.expectNothingLeft(of: nil)
      }
    }

    @Test("One worker after the other that dies before it serves is an error, not an endless attempt")
    func always() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let killer = Task {
        while !Task.isCancelled {
          for server in worker.servers { kill(server.identifier, SIGKILL) }
          try? await Task.sleep(for: .milliseconds(2))
        }
      }
      let error = try await belljarError { try await sandbox.run("import time\ntime.sleep(60)") }
      #expect([.workerDied, .workerFailed].contains(error.code), "\(error)")
      killer.cancel()
      await killer.value
      _ = try? await sandbox.run("pass")
      try await Aftermath.expectRuns(in: sandbox)
      try await worker.expectNothingLeft(of: sandbox)
    }
  }
}
