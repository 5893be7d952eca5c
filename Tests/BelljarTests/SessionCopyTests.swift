import Belljar
import BelljarWire
import Testing

extension SandboxTests {
  @Suite("Copies of sessions")
  struct SessionCopyTests {
    @Test("A copy has the state, and both go their own ways")
    func copy() async throws {
      try await SharedSandbox.standard.value.withSession { session in
        try await session.run("items = [1, 2]\nimport json")
        let copy = try await session.fork()
        try await session.run("items.append(3)")
        try await copy.run("items.clear()")
        #expect(try await session.evaluate("items") == [1, 2, 3])
        #expect(try await copy.evaluate("items") == [])
        let outcome = try await copy.run("print('from the copy')\njson.dumps(items)")
        #expect(outcome.standardOutput == "from the copy\n")
        #expect(outcome.value == "[]")
        #expect(try await session.run("print('from the original')").standardOutput == "from the original\n")
        await copy.close()
        #expect(try await session.evaluate("len(items)") == 3)
      }
    }

    @Test("Copies of copies, many of them, whose original may end first")
    func nested() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let session = try await sandbox.openSession()
      try await session.run("depth = 0")
      var copies: [Session] = []
      var last = session
      for _ in 0..<5 {
        last = try await last.fork()
        try await last.run("depth += 1")
        copies.append(last)
      }
      await session.close()
      for (index, copy) in copies.enumerated() {
        #expect(try await copy.evaluate("depth") == .int(index + 1))
      }
      for copy in copies { await copy.close() }
    }

    @Test("A program cannot copy itself, nor ask for descriptors, by whatever call")
    func byItself() async throws {
      let sandbox = try await SharedSandbox.unrestricted.value
      try await sandbox.withSession { session in
        let outcome = try await session.run(
          """
          import ctypes, os
          libc = ctypes.CDLL(None, use_errno=True)
          def attempt(*arguments):
              result = libc.syscall(*arguments)
              return result if result >= 0 else -ctypes.get_errno()
          (attempt(57), attempt(56, 0x8011, 0, 0, 0, 0), attempt(56, 17, 0, 0, 0, 0), attempt(292, -1, -1, 0))
          """)
        // EPERM, each of them: the first and the third by the filter, the second and the last by the host.
        #expect(outcome.value == .tuple([-1, -1, -1, -1]), "\(outcome.termination)")
        let copy = try await session.fork()
        #expect(
          try await copy.run("(attempt(56, 0x8011, 0, 0, 0, 0), attempt(292, -1, -1, 0))").value == .tuple([-1, -1]))
        await copy.close()
      }
    }

    @Test("A session that abuses the order for a copy is ended with all that it made")
    func rogue() async throws {
      let worker = try OwnWorker()
      var configuration = worker.configuration(waitingChildren: 1)
      configuration.deadlines.copy = .seconds(2)
      let sandbox = try await Sandbox(policy: .ampleUnrestricted, configuration: configuration)
      let session = try await sandbox.openSession()
      // It reports its end, goes on, and takes the order itself.
      let report = ChildReport.completed(CompletionRecord(result: .returned(.none), refusals: [])).frame()
      let outcome = try await session.run(
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        os.write(3, bytes(\(report)))
        os.read(3, 100)
        early = libc.syscall(292, -1, -1, 0)
        copied = libc.syscall(56, 0x8011, 0, 0, 0, 0)
        again = libc.syscall(56, 0x8011, 0, 0, 0, 0)
        late = libc.syscall(292, -1, -1, 0) if copied else -1
        os.write(1, b"%d %d %d %d\\n" % (early, copied > 0, again, late))
        while True: pass
        """)
      #expect(outcome.termination.isFinished)
      let error = try await belljarError { try await session.fork() }
      #expect(error.message.contains("its process did not do so"), "\(error)")
      #expect(try await waits { !session.isUsable })
      // The fork server, and the child that waits for a run: neither the session nor what it made.
      let areGone = try await waits { worker.children.count <= 1 }
      #expect(areGone, "\(worker.children)")
      try await Aftermath.expectRuns(in: sandbox)
      await sandbox.shutdown()
    }

    @Test("What a session copied and did not own up to ends with it, whoever ends first")
    func unknown() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ampleUnrestricted, configuration: worker.configuration(waitingChildren: 1))
      let report = ChildReport.completed(CompletionRecord(result: .returned(.none), refusals: [])).frame()
      let session = try await sandbox.openSession()
      let sibling = try await session.fork()
      // It dies right after its clone, and the copy lives on without a question.
      try await session.run(
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        os.write(3, bytes(\(report)))
        os.read(3, 100)
        if libc.syscall(56, 0x8011, 0, 0, 0, 0): os._exit(0)
        while True: pass
        """)
      _ = try await belljarError { try await session.fork() }
      let areGone = try await waits { worker.children.count <= 1 && !sibling.isUsable }
      #expect(areGone, "\(worker.children)")
      try await Aftermath.expectRuns(in: sandbox)
      await sandbox.shutdown()
    }

    @Test("A copy has its original's lockdown: what that was refused, it is")
    func lockdown() async throws {
      let sandbox = try await SharedSandbox.unrestricted.value
      try await sandbox.withSession { session in
        let copy = try await session.fork()
        for one in [session, copy] {
          let outcome = try await one.run(
            """
            import os, socket
            results = []
            for attempt in (lambda: open("/etc/passwd"), socket.socket, lambda: os.setuid(1), lambda: os.kill(1, 0)):
                try: results.append(str(attempt()))
                except OSError as error: results.append(type(error).__name__)
            results
            """)
          #expect(outcome.value == ["PermissionError", "PermissionError", "PermissionError", "PermissionError"])
          #expect(outcome.denials.contains { $0.name == "socket" })
        }
        await copy.close()
      }
    }

    @Test("A copy has limits of its own, and an interrupt reaches it alone")
    func limits() async throws {
      var limits = Policy.ample.limits
      limits.wallTime = .milliseconds(300)
      try await SharedSandbox.standard.value.withSession { session in
        try await session.run("x = 1")
        let copy = try await session.fork()
        let outcome = try await copy.run("while True: x += 1", limits: limits)
        guard case .limitExceeded(.wallTime) = outcome.termination else {
          Issue.record("\(outcome.termination)")
          return
        }
        #expect(outcome.canContinue)
        #expect(try await session.evaluate("x") == 1)
        #expect(try await copy.evaluate("x > 1", as: Bool.self))
        await copy.close()
      }
    }

    @Test("Copies count as sessions, and none is left")
    func count() async throws {
      let worker = try OwnWorker()
      var configuration = worker.configuration(waitingChildren: 1)
      configuration.maximumSessions = 4
      let sandbox = try await Sandbox(policy: .ample, configuration: configuration)
      let session = try await sandbox.openSession()
      var copies: [Session] = []
      for _ in 0..<3 { copies.append(try await session.fork()) }
      let error = try await belljarError { try await session.fork() }
      #expect(error.code == .tooManySessions)
      await copies.removeLast().close()
      copies.append(try await session.fork())
      for copy in copies { await copy.close() }
      await session.close()
      let areGone = try await waits { worker.children.count <= 1 }
      #expect(areGone, "\(worker.children)")
      await sandbox.shutdown()
    }

    @Test("The worker retires, and sessions and their copies live on")
    func retirement() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample, configuration: worker.configuration(waitingChildren: 1, maximumRunsPerWorker: 3))
      let session = try await sandbox.openSession()
      try await session.run("x = 5")
      let first = worker.servers
      for number in 0..<20 where worker.servers.count < 2 {
        #expect(try await sandbox.run("print(\(number))").standardOutput == "\(number)\n")
        try await Task.sleep(for: .milliseconds(50))
      }
      let copy = try await session.fork()
      #expect(try await copy.evaluate("x") == 5)
      await session.close()
      #expect(try await copy.evaluate("x + 1") == 6)
      await copy.close()
      let isGone = try await waits { !worker.servers.contains { $0 == first.first } }
      #expect(isGone)
      await sandbox.shutdown()
    }
  }
}
