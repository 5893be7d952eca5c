import Belljar
import Testing

extension SandboxTests {
  @Suite("Shutdown")
  struct ShutdownTests {
    @Test("A run after the shutdown is refused in one sentence, however often the sandbox is shut down")
    func after() async throws {
      let sandbox = try await Sandbox(policy: .ample)
      #expect(try await sandbox.run("print(1)").standardOutput == "1\n")
      await sandbox.shutdown()
      await sandbox.shutdown()
      let error = await #expect(throws: BelljarError.self) { _ = try await sandbox.run("print(2)") }
      #expect(error?.code == .shutDown)
      #expect(error?.message == "The sandbox has been shut down; make a new one.")
    }

    @Test("A shutdown ends the runs under way and the runs that wait, and leaves no process")
    func during() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(maximumConcurrentRuns: 1))
      let (occupant, _) = await ConcurrencyTests.occupy(sandbox)
      let executor = OrderedExecutor()
      let waiting = Task(executorPreference: executor) { try await sandbox.run("print(1)") }
      await executor.settle()
      await sandbox.shutdown()
      for run in [occupant, waiting] {
        let error = await #expect(throws: BelljarError.self) { _ = try await run.value }
        #expect(error?.code == .shutDown, "\(String(describing: error))")
      }
      #expect(worker.servers.isEmpty)
      #expect(try await waits { worker.processes.allSatisfy { !$0.isAlive } })
    }

    @Test("A sandbox that nobody holds any more ends its worker")
    func released() async throws {
      let worker = try OwnWorker()
      var sandbox: Sandbox? = try await Sandbox(policy: .ample, configuration: worker.configuration())
      #expect(try await sandbox?.run("print(1)").standardOutput == "1\n")
      #expect(!worker.servers.isEmpty)
      sandbox = nil
      #expect(try await waits { worker.processes.isEmpty })
    }
  }
}
