import Glibc
import Testing

extension Command {
  @Suite("The worker that the command starts")
  struct WorkerTests {
    @Test("Without BELLJAR_WORKER the one beside the command is found, and it goes with the run")
    func besideTheCommand() async throws {
      let run = try CommandRun(
        ["run", "--time", "80s", "-c", "import time\nprint('begun', flush=True)\ntime.sleep(80)"])
      try await run.waitForOutput("begun\n")
      let workers = Set(ProcessTable.descendants(of: Int(run.pid)).filter { $0.name == "belljar-worker" })
      #expect(workers.count >= 2, "a worker and a child")
      run.send(SIGINT)
      #expect(try await run.result().status == 130)
      let areGone = try await eventually(within: TaggedWorker.patience) {
        workers.isDisjoint(with: ProcessTable.entries)
      }
      #expect(areGone, "left running: \(workers.intersection(ProcessTable.entries))")
    }

    @Test("A missing worker earns one sentence and 125")
    func missing() async throws {
      let result = try await Command.run(
        "run", "-c", "print(42)", environment: ["BELLJAR_WORKER": "/nonexistent"])
      expect(
        "No worker at /nonexistent, which BELLJAR_WORKER names (No such file or directory); "
          + "give the path of belljar-worker.", from: result)
    }

    @Test("A worker that is not executable earns one sentence and 125")
    func notExecutable() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("#!/bin/sh\n", to: "worker")
      let result = try await Command.run("run", "-c", "print(42)", environment: ["BELLJAR_WORKER": path])
      expect(
        "No worker at \(path), which BELLJAR_WORKER names (Permission denied); give the path of belljar-worker.",
        from: result)
    }

    @Test("A worker that ends at once earns one sentence and 125")
    func script() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("#!/bin/sh\nexit 3\n", to: "worker", mode: 0o700)
      let result = try await Command.run("run", "-c", "print(42)", environment: ["BELLJAR_WORKER": path])
      expect("The worker ended with status 3 before it was ready.", from: result)
    }

    @Test("A worker that talks nonsense earns one sentence and 125, and goes")
    func nonsense() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write(
        "#!/bin/sh\nfor n in 0 1 3 4 5; do printf 'nonsense, and more of it' >&$n; done 2>&-\nexec sleep 60\n",
        to: directory.name, mode: 0o700)
      let result = try await Command.run("run", "-c", "print(42)", environment: ["BELLJAR_WORKER": path])
      #expect(result.status == 125)
      #expect(result.output.isEmpty)
      #expect(result.errorOutput.hasPrefix("belljar: The worker spoke out of turn: "))
      #expect(result.errorOutput.split(separator: "\n").count == 1)
    }

    @Test("When the command dies, its worker and the program go too", arguments: [SIGKILL, SIGTERM, SIGHUP])
    func commandDies(_ signal: Int32) async throws {
      let worker = try TaggedWorker()
      let run = try CommandRun(
        ["run", "--time", "80s", "--cpu", "80s", "-c", "print('begun', flush=True)\nwhile True: pass"],
        environment: worker.environment)
      try await run.waitForOutput("begun\n")
      #expect(worker.processes.count >= 2)
      run.send(signal)
      #expect(try await run.result().status == -signal)
      try await worker.expectNothingRuns()
    }

    private func expect(
      _ sentence: String, from result: CommandResult, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      #expect(result.status == 125, sourceLocation: sourceLocation)
      #expect(result.output.isEmpty, sourceLocation: sourceLocation)
      #expect(result.errorOutput == "belljar: \(sentence)\n", sourceLocation: sourceLocation)
    }
  }
}
