import Belljar
import Glibc
import Testing

extension SandboxTests {
  @Suite("A worker that dies")
  struct WorkerTests {
    @Test("A worker killed during a run gives that run an error, and the next run a new worker")
    func killedDuringRun() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let (run, _) = await ConcurrencyTests.occupy(sandbox)
      let first = try #require(worker.servers.first)
      let processes = worker.processes
      kill(first.identifier, SIGKILL)
      let error = await #expect(throws: BelljarError.self) { _ = try await run.value }
      #expect(error?.code == .workerDied)
      #expect(
        error?.message == "The worker was killed by signal 9 during the run; the next run gets a new one.")

      #expect(try await sandbox.run("print('next')").standardOutput == "next\n")
      let second = try #require(worker.servers.first)
      #expect(second.identifier != first.identifier)
      #expect(try await waits { processes.allSatisfy { !$0.isAlive } })
      await sandbox.shutdown()
    }

    @Test("Runs that had not begun when the worker died are served by the next one")
    func runsThatWait() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(maximumConcurrentRuns: 1))
      let (run, _) = await ConcurrencyTests.occupy(sandbox)
      let executor = OrderedExecutor()
      let waiting = (0..<4).map { number in
        Task(executorPreference: executor) { try await sandbox.run("print(\(number))") }
      }
      await executor.settle()
      kill(try #require(worker.servers.first).identifier, SIGKILL)
      await #expect(throws: BelljarError.self) { _ = try await run.value }
      for (number, task) in waiting.enumerated() {
        #expect(try await task.value.standardOutput == "\(number)\n")
      }
      await sandbox.shutdown()
    }

    @Test("A worker killed while nothing runs is replaced for the next run")
    func killedWhileIdle() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let first = try #require(worker.servers.first)
      kill(first.identifier, SIGKILL)
      #expect(try await waits { worker.servers.isEmpty })
      // The host has reaped it; it forgets it a moment later.
      try await Task.sleep(for: .milliseconds(200))
      #expect(try await sandbox.run("print('next')").standardOutput == "next\n")
      await sandbox.shutdown()
    }

    @Test("A waiting child that is killed is replaced")
    func waitingChildKilled() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(waitingChildren: 2))
      #expect(try await waits { worker.children.count == 2 })
      for _ in 0..<3 {
        let victims = worker.children
        for victim in victims { kill(victim.identifier, SIGKILL) }
        #expect(try await waits { worker.children.count == 2 && Set(worker.children).isDisjoint(with: victims) })
      }
      for number in 0..<4 {
        #expect(try await sandbox.run("print(\(number))").standardOutput == "\(number)\n")
      }
      await sandbox.shutdown()
    }

    @Test("A run that comes just after a waiting child was killed is served")
    func runJustAfterAKill() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(waitingChildren: 2))
      for number in 0..<10 {
        #expect(try await waits { worker.children.count == 2 })
        for victim in worker.children { kill(victim.identifier, SIGKILL) }
        let outcome = try await sandbox.run("print(\(number))")
        #expect(outcome.termination.isFinished, "\(outcome.termination)")
        #expect(outcome.standardOutput == "\(number)\n")
      }
      await sandbox.shutdown()
    }
  }
}
