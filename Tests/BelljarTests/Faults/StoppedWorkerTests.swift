import Belljar
import Glibc
import Testing

extension SandboxTests.Faults {
  /// A worker that is stopped neither works nor ends. Nothing may wait for it for ever.
  @Suite("A worker is stopped", .serialized)
  struct StoppedWorkerTests {
    @Test("during its start: the sandbox is refused after the deadline, and the worker is gone")
    func start() async throws {
      let worker = try StrickenWorker(signal: "STOP")
      var configuration = Sandbox.Configuration(workerPath: worker.path)
      configuration.deadlines.start = .seconds(2)
      let error = try await belljarError { try await Sandbox(policy: .ample, configuration: configuration) }
      #expect(error.code == .workerFailed)
      #expect(error.message == "The worker did not get ready within 2.0 seconds.")
      #expect(try await waits { worker.processes.isEmpty })
    }

    @Test("while children wait: the run that one of them served is given up, the next gets a new worker")
    func childrenWait() async throws {
      try await expectReplacement { sandbox, server in
        kill(server.identifier, SIGSTOP)
        try await Self.expectSilence { try await sandbox.run("print('ran')") }
      }
    }

    @Test("while a child is ordered: the run that waits for it is served by the new worker")
    func ordered() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample, configuration: worker.configuration(deadlines: .short, waitingChildren: 1))
      #expect(try await waits { worker.children.count == 1 })
      let server = try worker.server
      kill(server.identifier, SIGSTOP)
      let runs = (0..<2).map { number in
        Task { () -> Result<Outcome, any Error> in
          do { return .success(try await sandbox.run("print(\(number))")) } catch { return .failure(error) }
        }
      }
      var outputs: [String] = []
      for run in runs {
        switch await run.value {
        case .success(let outcome): outputs.append(outcome.standardOutput)
        case .failure(let error): #expect((error as? BelljarError)?.code == .workerDied, "\(error)")
        }
      }
      // One got the child that waited, and its end was never told; the other had not begun.
      #expect(outputs.count == 1)
      #expect(!server.isAlive)
      try await Aftermath.expectRuns(in: sandbox)
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("while a program runs, whether that ends by itself, at a limit, or is cancelled")
    func running() async throws {
      try await expectReplacement { sandbox, server in
        var limits = sandbox.policy.limits
        limits.wallTime = .seconds(2)
        let started = Signal()
        let run = Task { [limits] in
          try await sandbox.run("print(1, flush=True)\nwhile True: pass", limits: limits) { _, _ in started.send() }
        }
        await started.wait()
        kill(server.identifier, SIGSTOP)
        try await Self.expectSilence { try await run.value }
      }
      try await expectReplacement { sandbox, server in
        let (run, _) = await SandboxTests.ConcurrencyTests.occupy(sandbox)
        kill(server.identifier, SIGSTOP)
        run.cancel()
        try await Self.expectSilence { try await run.value }
      }
      try await expectReplacement { sandbox, server in
        var limits = sandbox.policy.limits
        limits.output = .bytes(100)
        let (started, isStopped) = (Signal(), Signal())
        let run = Task { [limits] in
          try await sandbox.run(
            "print(1, flush=True)\nimport time\ntime.sleep(1)\nwhile True: print('flood')", limits: limits
          ) { _, _ in started.send() }
        }
        await started.wait()
        kill(server.identifier, SIGSTOP)
        isStopped.send()
        try await Self.expectSilence { try await run.value }
      }
    }

    @Test("and continued in time: nothing is lost")
    func continued() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let server = try worker.server
      for number in 0..<5 {
        kill(server.identifier, SIGSTOP)
        let run = Task { try await sandbox.run("print(\(number))") }
        try await Task.sleep(for: .milliseconds(50))
        kill(server.identifier, SIGCONT)
        #expect(try await run.value.standardOutput == "\(number)\n")
      }
      #expect(worker.servers == [server])
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("while it retires: its last run is given up, and the worker that serves is not touched")
    func retiring() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample, configuration: worker.configuration(deadlines: .short, maximumRunsPerWorker: 1))
      let old = try worker.server
      let (run, _) = await SandboxTests.ConcurrencyTests.occupy(sandbox)
      _ = try await sandbox.run("pass")
      #expect(try await waits { worker.servers.count == 2 && worker.children.count >= 2 })
      let new = try #require(worker.servers.first { $0 != old })
      kill(old.identifier, SIGSTOP)
      run.cancel()
      try await Self.expectSilence { try await run.value }
      #expect(try await waits { !old.isAlive })
      #expect(new.isAlive || !worker.servers.isEmpty)
      try await Aftermath.expectRuns(in: sandbox)
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("while sessions are open: to close one does not wait for ever, nor does its run")
    func session() async throws {
      for isRunning in [false, true] {
        let worker = try OwnWorker()
        let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(deadlines: .short))
        let session = try await sandbox.openSession()
        #expect(try await waits { worker.children.count == 3 })
        let started = Signal()
        let run =
          isRunning ? Task { try await session.run("print(1)\nwhile True: pass") { _, _ in started.send() } } : nil
        if isRunning { await started.wait() }
        let server = try worker.server
        kill(server.identifier, SIGSTOP)
        await session.close()
        if let run { #expect(try await belljarError { try await run.value }.code == .workerDied) }
        try await Aftermath.expectRuns(in: sandbox)
        #expect(!server.isAlive)
        try await worker.expectNothingLeft(of: sandbox)
      }
    }

    @Test("at the shutdown: that ends nevertheless, and so do the worker and its programs")
    func shutdown() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let (run, _) = await SandboxTests.ConcurrencyTests.occupy(sandbox)
      kill(try worker.server.identifier, SIGSTOP)
      await sandbox.shutdown()
      let error = try await belljarError { try await run.value }
      #expect(error.code == .shutDown)
      try await worker.expectNothingLeft(of: nil)
    }

    private func expectReplacement(_ body: (Sandbox, ProcessEntry) async throws -> Void) async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(deadlines: .short))
      #expect(try await waits { worker.children.count == 2 })
      let server = try worker.server
      try await body(sandbox, server)
      try await Aftermath.expectRuns(in: sandbox)
      #expect(!server.isAlive)
      try await worker.expectNothingLeft(of: sandbox)
    }

    private static func expectSilence(_ run: () async throws -> Outcome) async throws {
      let error = try await belljarError(of: run)
      #expect(error.code == .workerDied)
      #expect(error.message.contains("did not report how a child ended within 3.0 seconds"), "\(error)")
    }
  }
}
