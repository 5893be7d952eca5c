import Belljar
import Testing

extension SandboxTests {
  @Suite("Sessions")
  struct SessionTests {
    @Test("State is kept between runs, and each run has its own output")
    func state() async throws {
      let sandbox = try await SharedSandbox.standard.value
      try await sandbox.withSession { session in
        let first = try await session.run("print('one')\nx = 41")
        #expect(first.standardOutput == "one\n")
        #expect(first.canContinue)
        #expect(try await session.evaluate("x + 1", as: Int.self) == 42)
        let second = try await session.run("print('two')\nx")
        #expect(second.standardOutput == "two\n")
        #expect(second.value == 41)
        try await session.run("def area(width, height=1): return width * height")
        #expect(try await session.call("area", 3, named: ["height": 4]) == 12)
      }
    }

    @Test("A call's value is decoded, and its outcome has what it printed, called and was refused, if it raised too")
    func calls() async throws {
      let sandbox = try await SharedSandbox.standard.value
      try await sandbox.withSession { session in
        try await session.run(
          """
          def area(width, height=1):
              print("called")
              return width * height
          """)
        #expect(try await session.call("area", 3, named: ["height": 4], as: Int.self) == 12)
        await #expect(throws: BelljarError.self) { try await session.call("area", "a", as: Int.self) }
        let outcome = try await session.outcome(ofCalling: "area", [3, 5])
        #expect(outcome.value == 15)
        #expect(outcome.standardOutput == "called\n")
        try await session.run(
          """
          def fail(text):
              print(text, host.answer())
              import socket
          """)
        let functions = HostFunctions { HostFunction("answer") { 42 } }
        let failed = try await session.outcome(ofCalling: "fail", ["so far"], functions: functions)
        #expect(failed.exception?.type == "ImportError")
        #expect(failed.standardOutput == "so far 42\n")
        #expect(failed.denials.map(\.name) == ["socket"])
        #expect(failed.calls.map(\.name) == ["answer"])
        #expect(failed.canContinue)
      }
    }

    @Test("Two sessions know nothing of each other, nor does a run")
    func apart() async throws {
      let sandbox = try await SharedSandbox.standard.value
      try await sandbox.withSession { one in
        try await sandbox.withSession { other in
          try await one.run("secret = 7")
          #expect(try await other.run("secret").termination.exception?.type == "NameError")
          #expect(try await sandbox.run("secret").termination.exception?.type == "NameError")
          #expect(try await one.evaluate("secret") == 7)
        }
      }
    }

    @Test("A run that raises or exits leaves the session usable")
    func raises() async throws {
      try await SharedSandbox.standard.value.withSession { session in
        let raised = try await session.run("x = 1\nraise ValueError('no')")
        #expect(raised.termination.exception?.type == "ValueError")
        #expect(raised.canContinue)
        let exited = try await session.run("raise SystemExit(3)")
        #expect(exited.termination == .exited(3))
        #expect(exited.canContinue)
        #expect(try await session.evaluate("x") == 1)
      }
    }

    @Test("A run that a soft interrupt ends at its limit leaves the session usable; a killed one does not")
    func interrupted() async throws {
      var limits = Policy.ample.limits
      limits.wallTime = .milliseconds(200)
      try await SharedSandbox.standard.value.withSession { session in
        let soft = try await session.run("x = 1\nwhile True: x += 1", limits: limits)
        guard case .limitExceeded(.wallTime) = soft.termination else {
          Issue.record("\(soft.termination)")
          return
        }
        #expect(soft.canContinue)
        #expect(try await session.evaluate("x > 1", as: Bool.self))

        let hard = try await session.run("import time\ntime.sleep(600)", limits: limits)
        guard case .limitExceeded(.wallTime) = hard.termination else {
          Issue.record("\(hard.termination)")
          return
        }
        #expect(!hard.canContinue)
        #expect(!session.isUsable)
        let error = await #expect(throws: BelljarError.self) { try await session.run("x") }
        #expect(error?.code == .sessionEnded)
      }
    }

    @Test("A cancelled run ends, and the session goes on if it was ended softly")
    func cancelled() async throws {
      try await SharedSandbox.standard.value.withSession { session in
        let (output, arrived) = AsyncStream.makeStream(of: Void.self)
        let run = Task {
          try await session.run("print('up')\nwhile True: pass") { _, _ in arrived.yield() }
        }
        for await _ in output { break }
        run.cancel()
        let outcome = try await run.value
        #expect(outcome.termination == .cancelled)
        #expect(outcome.standardOutput == "up\n")
        #expect(outcome.canContinue)
        #expect(try await session.evaluate("1 + 1") == 2)
      }
    }

    @Test("A crash ends the session, and says so")
    func crash() async throws {
      let sandbox = try await SharedSandbox.unrestricted.value
      try await sandbox.withSession { session in
        let outcome = try await session.run("import os\nos.abort()")
        // Its abort cannot send SIGABRT, for a copy could send it to its original: it ends by an illegal access.
        guard case .crashed = outcome.termination else {
          Issue.record("\(outcome.termination)")
          return
        }
        #expect(!outcome.canContinue)
        let error = await #expect(throws: BelljarError.self) { try await session.run("1") }
        #expect(error?.code == .sessionEnded)
      }
    }

    @Test("The session's totals bound its runs")
    func totals() async throws {
      var policy = Policy.ample
      policy.session.output = .bytes(10)
      let sandbox = try await Sandbox(policy: policy)
      try await sandbox.withSession { session in
        #expect(try await session.run("print('1234567')").standardOutput == "1234567\n")
        let outcome = try await session.run("print('abcdefgh')")
        #expect(outcome.standardOutput == "ab")
        guard case .limitExceeded(.output) = outcome.termination else {
          Issue.record("\(outcome.termination)")
          return
        }
      }
      await sandbox.shutdown()
    }

    @Test("A session that is idle or open for too long is ended")
    func idle() async throws {
      for keyPath in [\SessionLimits.idleTime, \.lifetime] as [WritableKeyPath<SessionLimits, Duration>] {
        var policy = Policy.ample
        policy.session[keyPath: keyPath] = .milliseconds(300)
        let sandbox = try await Sandbox(policy: policy)
        let session = try await sandbox.openSession()
        #expect(try await waits { !session.isUsable })
        let error = await #expect(throws: BelljarError.self) { try await session.run("1") }
        #expect(error?.code == .sessionEnded)
        await sandbox.shutdown()
      }
    }

    @Test("A closed session refuses runs, and its child is gone")
    func close() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let session = try await sandbox.openSession()
      try await session.run("1")
      await session.close()
      let error = await #expect(throws: BelljarError.self) { try await session.run("1") }
      #expect(error?.message == "The session has ended: it was closed; open a new one.")
    }

    @Test("Runs asked for at the same time take turns")
    func turns() async throws {
      try await SharedSandbox.standard.value.withSession { session in
        try await session.run("seen = []")
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<20 {
            group.addTask { try await session.run("seen.append(n)", inputs: ["n": .int(number)]) }
          }
          try await group.waitForAll()
        }
        #expect(try await session.evaluate("sorted(seen) == list(range(20))", as: Bool.self))
      }
    }

    @Test("Host functions work in each run of a session, each with its own")
    func functions() async throws {
      try await SharedSandbox.standard.value.withSession { session in
        let one = HostFunctions { HostFunction("number") { 1 } }
        let two = HostFunctions { HostFunction("number") { 2 } }
        #expect(try await session.evaluate("host.number()", functions: one) == 1)
        #expect(try await session.evaluate("host.number()", functions: two) == 2)
        #expect(try await session.run("host.number()").termination.exception?.type == "NameError")
        try await session.run("kept = host.number", functions: one)
        #expect(try await session.run("kept()").termination.exception?.type == "RuntimeError")
      }
    }

    @Test("Many sessions live side by side, beyond the limit of runs")
    func many() async throws {
      let sandbox = try await Sandbox(policy: .ample, configuration: .init(maximumConcurrentRuns: 1))
      var sessions: [Session] = []
      for number in 0..<20 {
        let session = try await sandbox.openSession()
        try await session.run("x = n", inputs: ["n": .int(number)])
        sessions.append(session)
      }
      for (number, session) in sessions.enumerated() {
        #expect(try await session.evaluate("x") == .int(number))
      }
      #expect(try await sandbox.run("print(1)").standardOutput == "1\n")
      await sandbox.shutdown()
      let error = await #expect(throws: BelljarError.self) { try await sessions[0].run("1") }
      #expect(error?.code == .sessionEnded || error?.code == .shutDown)
    }
  }
}
