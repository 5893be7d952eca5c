import Belljar
import BelljarWire
import CFaultShim
import Glibc
import Testing

extension SandboxTests {
  @Suite("What becomes of a prelude that fails, and of its process")
  struct PreludeFaultTests {
    @Test("One that does not end is one error that says so")
    func endless() async throws {
      let worker = try OwnWorker()
      var configuration = worker.configuration()
      configuration.deadlines.order = .seconds(2)
      let error = try await belljarError { [configuration] in
        try await Sandbox(policy: .ample(prelude: "while True: pass"), configuration: configuration)
      }
      #expect(error.message.contains("could not run the prelude: it did not end within 2.0 seconds"), "\(error)")
      let areGone = try await waits { worker.processes.isEmpty }
      #expect(areGone, "\(worker.processes)")
    }

    @Test("One that uses more CPU time than any run may is one error that says so")
    func cpuTime() async throws {
      var policy = Policy.ample(prelude: "while True: pass")
      policy.limits.cpuTime = .seconds(1)
      policy.session.cpuTime = .seconds(1)
      let error = try await belljarError { [policy] in try await Sandbox(policy: policy) }
      #expect(error.message.contains("could not run the prelude: it used more CPU time than any run may"), "\(error)")
    }

    @Test(
      "One that ends its process is one error that says so",
      arguments: [
        ("import os\nos._exit(3)", "ended with status 3"),
        ("import ctypes\nctypes.string_at(0)", "was killed by signal \(SIGSEGV)"),
      ])
    func gone(prelude: String, reason: String) async throws {
      let error = try await belljarError { try await Sandbox(policy: .ampleUnrestricted(prelude: prelude)) }
      #expect(error.message.contains("could not run the prelude: its process \(reason)"), "\(error)")
    }

    @Test("Its process is killed: the programs that run go on, and another is made")
    func killed() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample(prelude: "import time\nborn = time.time_ns()"),
        configuration: worker.configuration(waitingChildren: 1))
      let first = try await sandbox.run("born").value
      let template = try #require(worker.template)
      let (begun, begin) = AsyncStream<Void>.makeStream()
      async let running = sandbox.run("print()\ntime.sleep(3)\nborn") { _, _ in begin.yield() }
      for await _ in begun { break }
      // Killed while it copies itself for the next run, it would take the worker with it.
      try await Task.sleep(for: .seconds(1))
      kill(template.identifier, SIGKILL)
      #expect(try await running.value == first)
      let servers = worker.servers
      let isReplaced = try await waits(of: { try await sandbox.run("born").value != first })
      #expect(isReplaced)
      #expect(worker.servers == servers)
      await sandbox.shutdown()
    }

    @Test("Its process is stopped: the worker is replaced")
    func stopped() async throws {
      let worker = try OwnWorker()
      var configuration = worker.configuration(waitingChildren: 1)
      configuration.deadlines.copy = .seconds(1)
      let sandbox = try await Sandbox(
        policy: .ample(prelude: "import time\nborn = time.time_ns()"), configuration: configuration)
      let template = try #require(worker.template)
      let first = try await sandbox.run("born").value
      kill(template.identifier, SIGSTOP)
      let isReplaced = try await waits(of: {
        // A run that is under way when the worker goes fails with it.
        let value = try? await sandbox.run("born").value
        return value != nil && value != first
      })
      #expect(isReplaced)
      #expect(!template.isAlive)
      await sandbox.shutdown()
    }

    @Test("Where somebody else listens to the worker's calls, the prelude runs in each child")
    func otherListener() async throws {
      await #expect(processExitsWith: .success) {
        // The kernel allows a process one listener, and here it is the tests'.
        let injector = try FaultInjector(calls: [cfault_setsid])
        let sandbox = try await Sandbox(policy: .ample(prelude: "import time\nborn = time.time_ns()"))
        let first = try await sandbox.run("born").value
        let second = try await sandbox.run("born").value
        #expect(first != nil && second != nil && first != second)
        #expect(injector.count == 0)
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
    }

    /// Native code that takes the orders for itself: it says that it waits, and copies itself when it is told to.
    private static func nativeCode(_ copy: String, _ original: String) -> String {
      """
      import ctypes, os
      libc = ctypes.CDLL(None, use_errno=True)
      os.write(3, bytes(\(ChildReport.waiting(peakBytes: 0).frame())))
      while os.read(3, 100):
          if libc.syscall(56, 0x8011, 0, 0, 0, 0) == 0:
              \(copy)
          \(original)
      """
    }

    @Test(
      "A prelude that takes an order for itself fails with its worker, and nothing of it is left",
      arguments: [
        nativeCode("while True: pass", "os.write(3, bytes(\(ChildReport.copied(error: 0).frame())))"),
        nativeCode("while True: pass", "os._exit(0)"),
        nativeCode("os._exit(0)", "while True: pass"),
      ])
    func rogue(prelude: String) async throws {
      let worker = try OwnWorker()
      var configuration = worker.configuration(waitingChildren: 1)
      configuration.deadlines.copy = .milliseconds(500)
      let error = try await belljarError { [configuration] in
        try await Sandbox(policy: .ampleUnrestricted(prelude: prelude), configuration: configuration)
      }
      #expect(error.message.contains("prelude's process"), "\(error)")
      let areGone = try await waits { worker.processes.isEmpty }
      #expect(areGone, "\(worker.processes)")
    }

    @Test("A program cannot copy itself or take a copy's place, while copies are made")
    func program() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ampleUnrestricted(prelude: "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)"),
        configuration: worker.configuration(maximumConcurrentRuns: 3, waitingChildren: 1))
      async let attack = sandbox.run(
        """
        results = set()
        for _ in range(2000):
            results.add(libc.syscall(292, -1, -1, 0))
            results.add(libc.syscall(56, 0x8011, 0, 0, 0, 0))
        results
        """)
      for number in 0..<30 {
        let outcome = try await sandbox.run("print(\(number))")
        #expect(outcome.standardOutput == "\(number)\n")
      }
      let value = try await attack.value
      #expect(value == .set([-1]), "\(String(describing: value))")
      let isQuiet = try await waits { worker.children.count == 2 }
      #expect(isQuiet, "\(worker.children)")
      await sandbox.shutdown()
    }

    @Test("A copy has the whole lockdown, and no descriptor but its own four")
    func lockdown() async throws {
      let sandbox = try await Sandbox(policy: .ampleUnrestricted(prelude: "import os, socket, ctypes"))
      let outcome = try await sandbox.run(
        """
        libc = ctypes.CDLL(None, use_errno=True)
        def attempt(*arguments): return libc.syscall(*arguments)
        results = []
        for attack in (lambda: open("/etc/passwd"), socket.socket, lambda: os.setuid(1), lambda: os.kill(1, 0)):
            try: results.append(str(attack()))
            except OSError as error: results.append(type(error).__name__)
        # vfork, fork, clone in other ways, seccomp, prctl(PR_SET_SECCOMP), tgkill of itself, setsid, setpgid
        for call in ((58,), (57,), (56, 17, 0, 0, 0, 0), (317, 1, 0, 0), (157, 22, 2, 0), (234, os.getpid(), os.getpid(), 9),
                     (112,), (109, 0, 0)):
            results.append(attempt(*call))
        def is_open(number):
            try: os.lseek(number, 0, os.SEEK_CUR)
            except OSError as error: return error.errno != 9  # EBADF; of a pipe it is another.
            return True
        (results, [number for number in range(64) if is_open(number)])
        """)
      let refused = Array(repeating: PythonValue.str("PermissionError"), count: 4)
      #expect(
        outcome.value == .tuple([.list(refused + Array(repeating: .int(-1), count: 8)), [0, 1, 2, 3]]),
        "\(outcome.termination), \(String(describing: outcome.value))")
      await sandbox.shutdown()
    }
  }
}

/// Waits until something that takes its time holds.
func waits(upTo time: Duration = .seconds(30), of condition: () async throws -> Bool) async throws -> Bool {
  let clock = ContinuousClock()
  let deadline = clock.now.advanced(by: time)
  while try await !condition() {
    if clock.now >= deadline { return false }
    try await Task.sleep(for: .milliseconds(5))
  }
  return true
}

extension OwnWorker {
  /// The process that has run the prelude: the fork server's first child that stays.
  var template: ProcessEntry? {
    children.min { (Int($0.started) ?? 0, $0.identifier) < (Int($1.started) ?? 0, $1.identifier) }
  }
}

extension Policy {
  /// ``ample`` with a prelude, and the modules that tests of it look at.
  static func ample(prelude: String) -> Policy {
    var policy = Policy.ample
    policy.image.prelude = prelude
    policy.modules.allow("time")
    policy.modules.allow("sys")
    return policy
  }

  /// ``ampleUnrestricted`` with a prelude.
  static func ampleUnrestricted(prelude: String) -> Policy {
    var policy = Policy.ampleUnrestricted
    policy.image.prelude = prelude
    return policy
  }
}
