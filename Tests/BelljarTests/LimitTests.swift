import Belljar
import Testing

extension SandboxTests {
  @Suite("Limits of one run")
  struct LimitTests {
    @Test("Two runs of one sandbox have each their own limit of memory")
    func memoryPerRun() async throws {
      let program = "print(len(bytearray(64 << 20)))"
      let tight = try await limited(program) { $0.memory = .mebibytes(32) }
      #expect(tight.exception?.type == "MemoryError", "\(tight.termination)")
      let wide = try await limited(program) { $0.memory = .mebibytes(256) }
      #expect(wide.termination.isFinished, "\(wide.termination)")
      #expect(wide.standardOutput == "\(64 << 20)\n")
    }

    @Test("A bare MemoryError is an exception like any other")
    func bareMemoryError() async throws {
      let raised = try await exception(of: "raise MemoryError")
      #expect(raised.type == "MemoryError")
      #expect(
        raised.traceback == """
          Traceback (most recent call last):
            File "<program>", line 1, in <module>
              raise MemoryError
          MemoryError

          """)
    }

    @Test("Memory that is exhausted is a limit, measured by the kernel's peak")
    func exhaustedMemory() async throws {
      let outcome = try await limited("kept = []\nwhile True: kept.append(bytearray(b'x') * 100_000)") {
        $0.memory = .mebibytes(64)
      }
      guard case .limitExceeded(.memory(let limit, let measured)) = outcome.termination else {
        Issue.record("\(outcome.termination)")
        return
      }
      #expect(limit == .mebibytes(64))
      #expect(measured > .mebibytes(32))
      #expect(measured == outcome.usage.peakMemory)
      #expect(outcome.exception?.type == "MemoryError")
    }

    @Test("A limit of recursion is Python's own, and deeper calls pass under a higher one")
    func recursion() async throws {
      let program = "def down(n): return 0 if n == 0 else 1 + down(n - 1)\nprint(down(100))"
      let tight = try await limited(program) { $0.recursion = 50 }
      #expect(tight.exception?.type == "RecursionError")
      let wide = try await limited(program) { $0.recursion = 200 }
      #expect(wide.standardOutput == "100\n")
    }

    @Test("Of too much output the first bytes are kept, marked, and measured")
    func output() async throws {
      let outcome = try await limited("print('0123456789abcdef', end='')") { $0.output = .bytes(10) }
      #expect(outcome.termination == .limitExceeded(.output(limit: .bytes(10), measured: .bytes(16))))
      #expect(outcome.standardOutput == "0123456789")
      #expect(outcome.output.isTruncated)
      #expect(!outcome.errorOutput.isTruncated)
    }

    @Test("Output that just fits is whole and not marked")
    func outputThatFits() async throws {
      let outcome = try await limited("print('0123456789', end='')") { $0.output = .bytes(10) }
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.standardOutput == "0123456789")
      #expect(!outcome.output.isTruncated)
    }

    @Test("A limit of no output lets a silent program finish")
    func noOutput() async throws {
      #expect(try await limited("pass") { $0.output = .bytes(0) }.termination.isFinished)
      let outcome = try await limited("print(1)") { $0.output = .bytes(0) }
      #expect(outcome.output.bytes.isEmpty)
      #expect(outcome.output.isTruncated)
    }

    @Test("A lower wall time ends a sleeper, and says where the program was")
    func wallTime() async throws {
      let outcome = try await limited("import time\nprint('a', end='')\ntime.sleep(100)") {
        $0.wallTime = .milliseconds(300)
      }
      guard case .limitExceeded(.wallTime(let limit, let measured)) = outcome.termination else {
        Issue.record("\(outcome.termination)")
        return
      }
      #expect(limit == .milliseconds(300))
      #expect(measured >= limit)
      #expect(outcome.standardOutput == "a")
    }

    @Test("A lower CPU time ends a loop")
    func cpuTime() async throws {
      let outcome = try await limited("while True: pass") { $0.cpuTime = .milliseconds(200) }
      guard case .limitExceeded(.cpuTime(let limit, let measured)) = outcome.termination else {
        Issue.record("\(outcome.termination)")
        return
      }
      #expect(limit == .milliseconds(200))
      #expect(measured >= limit)
      #expect(outcome.exception?.traceback.contains("line 1, in <module>") ?? true)
    }

    private func limited(_ source: String, _ change: (inout Limits) -> Void) async throws -> Outcome {
      var limits = Policy.ample.limits
      change(&limits)
      return try await SharedSandbox.standard.value.run(source, limits: limits)
    }
  }
}
