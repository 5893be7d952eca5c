import Belljar
import Testing

extension SandboxTests {
  @Suite("The prelude")
  struct PreludeTests {
    /// A prelude that takes note of when it ran; two that ran have different notes.
    private let dated = "import time\nborn = time.time_ns()\n"

    @Test("It runs once for all programs, and what one of them changes no other sees")
    func once() async throws {
      let sandbox = try await Sandbox(policy: .ample(prelude: dated + "table = [0] * 10"))
      let first = try await sandbox.run("born").value
      for number in 1...5 {
        let value = try await sandbox.run("table.append(\(number))\n(born, len(table), table[-1])").value
        #expect(value == .tuple([try #require(first), 11, .int(number)]))
      }
      await sandbox.shutdown()
    }

    @Test("Its names are there after a child has waited, whatever they are")
    func names() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample(prelude: "double, example, error = 1, 2, 3"),
        configuration: worker.configuration(waitingChildren: 1))
      try await Task.sleep(for: .milliseconds(100))
      #expect(try await sandbox.run("(double, example, error)").value == .tuple([1, 2, 3]))
      await sandbox.shutdown()
    }

    @Test("Programs that run at once get one copy each")
    func atOnce() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample(prelude: "base = 1000"),
        configuration: worker.configuration(maximumConcurrentRuns: 4, waitingChildren: 2))
      let descriptors = try await Aftermath.openDescriptors()
      let values = try await withThrowingTaskGroup(of: (Int, PythonValue?).self) { group in
        for number in 0..<60 {
          group.addTask { (number, try await sandbox.run("base += \(number)\nprint(base)\nbase").value) }
        }
        var values: [Int: PythonValue?] = [:]
        for try await (number, value) in group { values[number] = value }
        return values
      }
      for number in 0..<60 { #expect(values[number] == .int(1000 + number)) }
      // The fork server's children: the template and those that wait. What copies took of the host is given back.
      let isQuiet = try await waits { worker.children.count == 3 && MixedRuns.openDescriptors <= descriptors }
      #expect(isQuiet, "\(worker.children), \(MixedRuns.openDescriptors) descriptors, \(descriptors) before")
      await sandbox.shutdown()
      let areGone = try await waits { worker.processes.isEmpty }
      #expect(areGone, "\(worker.processes)")
    }

    @Test("Each program draws random numbers of its own, even after a prelude that gave a seed")
    func randomNumbers() async throws {
      let sandbox = try await Sandbox(policy: .ample(prelude: "import random\nrandom.seed(1)\nrandom.random()"))
      var drawn: [Double] = []
      for _ in 0..<6 { drawn.append(try await sandbox.evaluate("random.random()", as: Double.self)) }
      #expect(Set(drawn).count == 6, "\(drawn)")
      await sandbox.shutdown()
    }

    @Test("The prelude's CPU time is not the programs'")
    func accounting() async throws {
      let prelude = "import time\nwhile time.process_time() < 1: pass\nused = time.process_time()"
      let sandbox = try await Sandbox(policy: .ample(prelude: prelude))
      let outcome = try await sandbox.run("time.process_time() < used")
      #expect(outcome.value == true)
      #expect(outcome.usage.userTime + outcome.usage.systemTime < .seconds(1), "\(outcome.usage)")
      await sandbox.shutdown()
    }

    @Test("Limits hold in a copy as in any child")
    func limits() async throws {
      let sandbox = try await Sandbox(policy: .ample(prelude: "import time\nloaded = [0] * 100000"))
      var limits = Policy.ample.limits
      limits.cpuTime = .milliseconds(200)
      guard case .limitExceeded(.cpuTime) = try await sandbox.run("while True: pass", limits: limits).termination else {
        throw Unexpected("CPU time")
      }
      limits = Policy.ample.limits
      limits.wallTime = .milliseconds(200)
      guard case .limitExceeded(.wallTime) = try await sandbox.run("time.sleep(100)", limits: limits).termination else {
        throw Unexpected("wall time")
      }
      limits = Policy.ample.limits
      limits.memory = .mebibytes(32)
      let memory = try await sandbox.run("kept = []\nwhile True: kept.append(bytearray(1 << 20))", limits: limits)
      guard case .limitExceeded(.memory) = memory.termination else { throw Unexpected("\(memory.termination)") }
      limits = Policy.ample.limits
      limits.output = .bytes(10)
      guard case .limitExceeded(.output) = try await sandbox.run("print('x' * 100)", limits: limits).termination else {
        throw Unexpected("output")
      }
      limits = Policy.ample.limits
      limits.recursion = 50
      let deep = try await sandbox.run("def f(n): return f(n + 1)\nf(0)", limits: limits)
      #expect(deep.exception?.type == "RecursionError")
      await sandbox.shutdown()
    }

    @Test("A program crashes, exits and is killed alone")
    func endings() async throws {
      let sandbox = try await Sandbox(policy: .ampleUnrestricted(prelude: dated))
      let first = try await sandbox.run("born").value
      let crash = try await sandbox.run("import ctypes\nctypes.string_at(0)")
      guard case .crashed = crash.termination else { throw Unexpected("\(crash.termination)") }
      #expect(try await sandbox.run("import os\nos._exit(7)").termination == .exited(7))
      // A copy cannot signal itself: it has its original's number in the filter.
      let abort = try await sandbox.run("import os\nos.abort()")
      guard case .crashed = abort.termination else { throw Unexpected("\(abort.termination)") }
      #expect(try await sandbox.run("born").value == first)
      await sandbox.shutdown()
    }

    @Test("What a prelude prints is nobody's output, however much it is")
    func output() async throws {
      let prelude = "import sys\nprint('lost' * 100000)\nsys.stderr.write('lost' * 100000)"
      let sandbox = try await Sandbox(policy: .ample(prelude: prelude))
      for _ in 0..<3 {
        let outcome = try await sandbox.run("print('kept')\nsys.stderr.write('too')")
        #expect(outcome.standardOutput == "kept\n")
        #expect(outcome.standardError == "too")
      }
      try await sandbox.withSession { session in
        let outcome = try await session.run("print('kept')\nsys.stderr.write('too')")
        #expect(outcome.standardOutput == "kept\n")
        #expect(outcome.standardError == "too")
      }
      await sandbox.shutdown()
    }

    @Test("Programs have their own input, and the prelude none")
    func input() async throws {
      let sandbox = try await Sandbox(policy: .ample(prelude: "import sys\nearly = sys.stdin.read()"))
      let lines = StandardInput.bytes(Array("a\nb\n".utf8))
      #expect(try await sandbox.run("(early, sys.stdin.read())", standardInput: lines).value == .tuple(["", "a\nb\n"]))
      await sandbox.shutdown()
    }

    @Test("A denied stream leads nowhere in a copy too")
    func deniedStreams() async throws {
      var policy = Policy.ample(prelude: "import sys")
      policy.image.streams = Streams(input: false, output: false, errorOutput: true)
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run(
        "print('lost')\nsys.stderr.write('kept')\nsys.stdin.read()", standardInput: .bytes([65]))
      #expect(outcome.value == "")
      #expect(outcome.output.bytes.isEmpty)
      #expect(outcome.standardError == "kept")
      await sandbox.shutdown()
    }

    @Test("Sessions have the prelude's names, and so have their copies")
    func sessions() async throws {
      let sandbox = try await Sandbox(policy: .ample(prelude: "table = {'a': 1}"))
      try await sandbox.withSession { session in
        try await session.run("table['b'] = 2")
        let copy = try await session.fork()
        try await copy.run("table['c'] = 3")
        #expect(try await copy.evaluate("len(table)") == 3)
        #expect(try await session.evaluate("len(table)") == 2)
        #expect(try await sandbox.evaluate("len(table)") == 1)
        await copy.close()
      }
      await sandbox.shutdown()
    }

    @Test("Functions of the host's can be called")
    func functions() async throws {
      let sandbox = try await Sandbox(policy: .ample(prelude: "def twice(x): return 2 * x"))
      let functions = HostFunctions { HostFunction("half", parameters: ["x"]) { (x: Int) in x / 2 } }
      let outcome = try await sandbox.run("twice(host.half(10))", functions: functions)
      #expect(outcome.value == 10, "\(outcome.termination)")
      await sandbox.shutdown()
    }

    @Test("A worker retires, and its successor runs the prelude in its turn")
    func retirement() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample(prelude: dated), configuration: worker.configuration(waitingChildren: 1, maximumRunsPerWorker: 3)
      )
      let first = try await sandbox.run("born").value
      let isReplaced = try await waits(of: { try await sandbox.run("born").value != first })
      #expect(isReplaced)
      await sandbox.shutdown()
    }

    @Test("Without a filter there is no copy, and the prelude runs in each child")
    func withoutFilter() async throws {
      var policy = Policy.ample(prelude: dated)
      policy.image.layers[.seccomp] = .off
      let sandbox = try await Sandbox(policy: policy)
      let first = try await sandbox.run("born").value
      #expect(try await sandbox.run("born").value != first)
      await sandbox.shutdown()
    }
  }
}

struct Unexpected: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
