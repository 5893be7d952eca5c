import Belljar
import Testing

extension SandboxTests {
  @Suite("One run of a session after the other")
  struct SessionTurnTests {
    @Test("An interrupt that comes as a run ends does not hit the next one")
    func lateInterrupt() async throws {
      let sandbox = try await SharedSandbox.standard.value
      var random = SplitMix64(seed: 1)
      var session = try await sandbox.openSession()
      var (interrupted, finished) = (0, 0)
      for _ in 0..<300 {
        var limits = sandbox.policy.limits
        limits.wallTime = .milliseconds(1 + random.index(below: 3))
        let count = 1000 * (1 + random.index(below: 60))
        let outcome = try await session.run(
          "n = 0\nwhile n < count: n += 1", limits: limits, inputs: ["count": .int(count)])
        if case .limitExceeded(.wallTime) = outcome.termination { interrupted += 1 }
        if outcome.termination.isFinished { finished += 1 }
        guard outcome.canContinue else {
          // The interrupt came before the program began, or after its end.
          await session.close()
          session = try await sandbox.openSession()
          continue
        }
        let next = try await session.run("sum(range(2000))")
        #expect(next.value == 1_999_000, "\(next.termination)")
      }
      #expect(interrupted > 0 && finished > 0, "\(interrupted) \(finished)")
      await session.close()
    }

    @Test("A cancel that comes as a run ends does not hit the next one")
    func lateCancel() async throws {
      try await SharedSandbox.standard.value.withSession { session in
        for number in 0..<200 {
          let run = Task { try await session.run("n = 0\nwhile n < 3000: n += 1") }
          try await Task.sleep(for: .microseconds(10 * number))
          run.cancel()
          let outcome = try await run.value
          try #require(outcome.canContinue, "\(outcome.termination)")
          let next = try await session.run("sum(range(2000))")
          #expect(next.value == 1_999_000, "\(next.termination)")
        }
      }
    }

    @Test("A run that is cancelled while it waits for its turn returns at once, and the others go on")
    func cancelledInTurn() async throws {
      try await SharedSandbox.standard.value.withSession { session in
        let started = Signal()
        let first = Task { try await session.run("print('a')\nwhile True: pass") { _, _ in started.send() } }
        await started.wait()
        let waiting = (0..<5).map { number in Task { try await session.run("print(\(number))") } }
        for task in waiting.prefix(4) { task.cancel() }
        for task in waiting.prefix(4) {
          let outcome = try await task.value
          #expect(outcome.termination == .cancelled)
          #expect(outcome.canContinue)
        }
        first.cancel()
        #expect(try await first.value.termination == .cancelled)
        #expect(try await waiting[4].value.standardOutput == "4\n")
      }
    }

    @Test("A thread that a run leaves behind neither ends the session nor holds its runs up")
    func thread() async throws {
      var policy = Policy.ampleUnrestricted
      policy.image.allowsThreads = true
      policy.image.interpreter = .main
      policy.modules.allow("threading")
      let sandbox = try await Sandbox(policy: policy)
      try await sandbox.withSession { session in
        try await session.run(
          """
          import os, threading
          def chatter():
              while True: os.write(1, b".")
          for _ in range(4): threading.Thread(target=chatter, daemon=True).start()
          """)
        var bytes = 0
        for number in 0..<200 {
          let outcome = try await session.run("sum(range(20_000)) + n", inputs: ["n": .int(number)])
          #expect(outcome.value == .int(199_990_000 + number), "\(outcome.termination)")
          bytes += outcome.output.bytes.count
          guard outcome.canContinue else { return }
        }
        #expect(bytes > 0)
      }
      await sandbox.shutdown()
    }

    @Test("A run that takes the program's own module away leaves it to the next one")
    func mainModule() async throws {
      try await SharedSandbox.unrestricted.value.withSession { session in
        try await session.run("import gc, sys\nx = 5\ndel sys.modules['__main__']")
        #expect(try await session.run("gc.collect()\ny = [x] * 100\nlen(y)").value == 100)
        let functions = HostFunctions { HostFunction("one") { 1 } }
        #expect(try await session.evaluate("x + y[0] + host.one()", functions: functions) == 11)
        try await session.run("sys.modules.clear()")
        #expect(try await session.evaluate("x + host.one()", functions: functions) == 6)
      }
    }

    @Test("Calls count towards the session's total, those that the outcome does not record too")
    func calls() async throws {
      var policy = Policy.ample
      policy.session.calls = 1500
      let sandbox = try await Sandbox(policy: policy)
      let functions = HostFunctions(maximumCalls: 5000) { HostFunction("one") { 1 } }
      let program = """
        done = 0
        try:
            for _ in range(1200): done += host.one()
        except RuntimeError as error: print(error)
        done
        """
      try await sandbox.withSession { session in
        let first = try await session.run(program, functions: functions)
        #expect(first.value == 1200)
        #expect(first.calls.count == 1000)
        let second = try await session.run(program, functions: functions)
        #expect(second.value == 300)
        #expect(second.standardOutput == "the session's limit of calls is reached\n")
      }
      await sandbox.shutdown()
    }
  }
}
