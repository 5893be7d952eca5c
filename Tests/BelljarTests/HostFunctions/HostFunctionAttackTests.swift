import Belljar
import Glibc
import Synchronization
import Testing

extension SandboxTests {
  @Suite("Host functions under attack")
  struct HostFunctionAttackTests {
    @Test("10,000 calls of one run are answered, and the first 1,000 recorded")
    func manyCalls() async throws {
      let functions = HostFunctions(maximumCalls: 10_000) { HostFunction("next") { (n: Int) in n + 1 } }
      let outcome = try await SharedSandbox.standard.value.run(
        "n = 0\nfor _ in range(10_000): n = host.next(n)\ntry: host.next(n)\nexcept RuntimeError: n",
        functions: functions)
      #expect(outcome.value == nil)
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.calls.count == 1000)
      let again = try await SharedSandbox.standard.value.run(
        "n = 0\nfor _ in range(10_000): n = host.next(n)\nn", functions: functions)
      #expect(again.value == 10_000)
    }

    @Test("Arguments of 100 MiB are refused by whichever bound they meet first")
    func largeArguments() async throws {
      let functions = HostFunctions { HostFunction("size") { (data: [UInt8]) in data.count } }
      let program = "host.size(b'x' * (100 << 20))"
      let sandbox = try await SharedSandbox.standard.value
      let small = try await sandbox.run(program, functions: functions)
      #expect(small.termination.exception?.type == "TypeError")
      #expect(small.termination.exception?.message.contains("the whole takes more than 33554432 bytes") == true)
      #expect(small.calls.isEmpty)

      var policy = Policy.ample
      policy.limits.valueSize = .mebibytes(128)
      let roomy = try await Sandbox(policy: policy)
      let large = try await roomy.run(program, functions: functions)
      #expect(large.termination.exception?.type == "ValueError", "\(large.termination)")
      #expect(large.termination.exception?.message.contains("may take 1048576") == true)
      var generous = functions
      generous.maximumArgumentBytes = .mebibytes(128)
      #expect(try await roomy.run(program, functions: generous).value == .int(100 << 20))
      await roomy.shutdown()
    }

    @Test("The answer of a closure that ignores its cancellation reaches no later call and no later run")
    func lateAnswers() async throws {
      let (reached, hold) = (Signal(), Signal())
      let ignorant = HostFunctions {
        HostFunction("wait") { () async -> String in
          reached.send()
          await hold.wait()
          return "late"
        }
      }
      let (asked, answer) = (Signal(), Signal())
      let prompt = HostFunctions {
        HostFunction("wait") { () async -> String in
          asked.send()
          await answer.wait()
          return "own"
        }
      }
      try await SharedSandbox.standard.value.withSession { session in
        let first = Task { try await session.run("host.wait()", functions: ignorant) }
        await reached.wait()
        first.cancel()
        let outcome = try await first.value
        #expect(outcome.termination == .cancelled)
        #expect(outcome.canContinue)
        let second = Task { try await session.run("host.wait()", functions: prompt) }
        await asked.wait()
        // The first call of the first run returns while the first call of the second is waited for.
        hold.send()
        try await Task.sleep(for: .milliseconds(100))
        answer.send()
        #expect(try await second.value.value == "own")
      }
    }

    @Test("A call that took too long is answered for good: what its closure returns later is dropped")
    func lateAfterTimeout() async throws {
      let hold = Signal()
      var functions = HostFunctions {
        HostFunction("slow") { () async -> String in
          await hold.wait()
          return "late"
        }
        HostFunction("release") { () async throws -> String in
          hold.send()
          try await Task.sleep(for: .milliseconds(100))
          return "own"
        }
      }
      functions.timeout = .seconds(1)
      let outcome = try await SharedSandbox.standard.value.run(
        "try: host.slow()\nexcept TimeoutError: pass\n[host.release(), host.release()]", functions: functions)
      #expect(outcome.value == ["own", "own"], "\(outcome.termination)")
    }

    @Test("A function may run another program in the same sandbox; without a free place it times out")
    func recursion() async throws {
      for places in [2, 1] {
        let sandbox = try await Sandbox(policy: .ample, configuration: .init(maximumConcurrentRuns: places))
        var functions = HostFunctions {
          HostFunction("evaluate") { (text: String) async throws -> PythonValue in try await sandbox.evaluate(text) }
        }
        functions.timeout = places == 2 ? .seconds(60) : .milliseconds(300)
        let outcome = try await sandbox.run("host.evaluate('6 * 7')", functions: functions)
        if places == 2 {
          #expect(outcome.value == 42)
        } else {
          #expect(outcome.termination.exception?.type == "TimeoutError", "\(outcome.termination)")
        }
        #expect(try await sandbox.evaluate("1 + 1") == 2)
        await sandbox.shutdown()
      }
    }

    @Test("Threads that call at once each get their own answer")
    func threads() async throws {
      var policy = Policy.ample
      policy.image.allowsThreads = true
      policy.image.interpreter = .main
      policy.modules.allow("threading")
      let sandbox = try await Sandbox(policy: policy)
      let functions = HostFunctions(maximumCalls: 10_000) { HostFunction("double") { (n: Int) in n * 2 } }
      let outcome = try await sandbox.run(
        """
        import threading
        wrong = []
        def work(start):
            for n in range(start, start + 100):
                if host.double(n) != 2 * n: wrong.append(n)
        threads = [threading.Thread(target=work, args=(1000 * n,)) for n in range(8)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        wrong
        """, functions: functions)
      #expect(outcome.value == [], "\(outcome.termination)")
      #expect(outcome.calls.count == 800)
      await sandbox.shutdown()
    }

    @Test("Finalisers may call while the run is under way; nothing is called at the exit")
    func finalisers() async throws {
      let notes = Mutex<[String]>([])
      let functions = HostFunctions { HostFunction("note") { (text: String) in notes.withLock { $0.append(text) } } }
      let outcome = try await SharedSandbox.unrestricted.value.run(
        """
        import atexit
        class Note:
            def __init__(self, text): self.text = text
            def __del__(self): host.note(self.text)
        kept = Note("kept")
        atexit.register(host.note, "exit")
        Note("dropped")
        Note("result")
        """, functions: functions)
      #expect(outcome.value == .opaque(PythonOpaque(typeName: "__main__.Note")), "\(outcome.termination)")
      #expect(notes.withLock { $0 } == ["dropped", "result"])
      #expect(outcome.calls.map(\.result) == [.returned, .returned])
    }

    @Test("A program that swallows the interrupt and calls again is killed, and no call of it is served")
    func stubborn() async throws {
      let served = Atomic(0)
      let reached = Signal()
      let functions = HostFunctions(maximumCalls: 1_000_000) {
        HostFunction("hang") { () async throws in
          served.add(1, ordering: .relaxed)
          reached.send()
          try await Task.sleep(for: .seconds(600))
        }
      }
      let sandbox = try await SharedSandbox.standard.value
      let run = Task {
        try await sandbox.run(
          "while True:\n    try: host.hang()\n    except BaseException: pass", functions: functions)
      }
      await reached.wait()
      run.cancel()
      let outcome = try await run.value
      #expect(outcome.termination == .cancelled)
      #expect(served.load(ordering: .relaxed) == 1)
      #expect(outcome.calls.allSatisfy { $0.result == .abandoned })
    }

    @Test("An input cannot take the module's name, and a program that does so harms itself alone")
    func names() async throws {
      let functions = HostFunctions { HostFunction("one") { 1 } }
      let sandbox = try await SharedSandbox.unrestricted.value
      let error = try await belljarError { try await sandbox.run("1", inputs: ["host": 1], functions: functions) }
      #expect(error.code == .invalidInput)
      try await sandbox.withSession { session in
        for program in [
          "host = 5", "import sys; sys.modules['host'] = 5", "import sys; sys.modules.clear()",
          "host.one = lambda: 2", "import builtins; builtins.TypeError = 5; host.Error = None", "del host",
        ] {
          try await session.run(program, functions: functions)
          #expect(try await session.evaluate("host.one()", functions: functions) == 1, "\(program)")
        }
      }
    }

    @Test("Closures that never return, and runs that are given up, leave no descriptor and no process")
    func nothingLeft() async throws {
      await #expect(processExitsWith: .success) {
        let before = try await MixedRuns.descriptorsAfterOneRun()
        let sandbox = try await Sandbox(policy: .ample, configuration: .init(maximumConcurrentRuns: 4))
        let never = Signal()
        var functions = HostFunctions {
          HostFunction("never") { () async in await never.wait() }
          HostFunction("fail") { () throws -> Int in throw PythonException(type: "OSError", message: "no") }
        }
        functions.timeout = .milliseconds(20)
        let calls = functions
        try await withThrowingTaskGroup { group in
          for number in 0..<40 {
            group.addTask {
              let run = Task {
                try await sandbox.run("try: host.fail()\nexcept OSError: pass\nhost.never()", functions: calls)
              }
              if number % 2 == 0 { run.cancel() }
              _ = try await run.value
            }
          }
          try await group.waitForAll()
        }
        await sandbox.shutdown()
        #expect(try await waits { ProcessEntry.descendants(of: getpid()).isEmpty })
        #expect(try await waits { MixedRuns.openDescriptors <= before }, "\(MixedRuns.openDescriptors) of \(before)")
        never.send()
      }
    }
  }
}
