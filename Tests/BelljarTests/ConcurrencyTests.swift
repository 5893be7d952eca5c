import Belljar
import Testing

extension SandboxTests {
  @Suite("Concurrency")
  struct ConcurrencyTests {
    @Test("Of 40 runs from many tasks each gets its own answer, and no more than two run at a time")
    func many() async throws {
      let sandbox = try await Sandbox(policy: .ample, configuration: .init(maximumConcurrentRuns: 2))
      let overlap = Overlap()
      let outputs = try await withThrowingTaskGroup(of: (Int, String).self) { group in
        for number in 0..<40 {
          group.addTask {
            let source = "print('<', flush=True)\nprint(\(number) ** 3)\nprint('>', flush=True)"
            let outcome = try await sandbox.run(source, onOutput: overlap.count)
            #expect(outcome.termination.isFinished, "\(outcome.termination)")
            return (number, outcome.standardOutput)
          }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      #expect(outputs == Dictionary(uniqueKeysWithValues: (0..<40).map { ($0, "<\n\($0 * $0 * $0)\n>\n") }))
      #expect(overlap.now == 0)
      #expect(overlap.most <= 2)
      await sandbox.shutdown()
    }

    @Test("Runs that wait are served first come, first served")
    func fairness() async throws {
      let sandbox = try await Sandbox(policy: .ample, configuration: .init(maximumConcurrentRuns: 1))
      let (occupant, _) = await Self.occupy(sandbox)
      let executor = OrderedExecutor()
      let served = Pieces()
      let waiting = (0..<12).map { number in
        Task(executorPreference: executor) {
          try await sandbox.run("print(\(number))", onOutput: served.append)
        }
      }
      await executor.settle()
      occupant.cancel()
      for task in waiting { _ = try await task.value }
      let expected = (0..<12).map { "\($0)\n" }.joined()
      #expect(String(decoding: served.joined(.standardOutput), as: UTF8.self) == expected)
      await sandbox.shutdown()
    }

    @Test("The pieces that onOutput is given are the outcome's bytes")
    func pieces() async throws {
      let pieces = Pieces()
      let outcome = try await SharedSandbox.unrestricted.value.run(
        """
        import sys
        for number in range(5000):
            print("out", number, flush=number % 7 == 0)
            print("error", number, file=sys.stderr)
        """, onOutput: pieces.append)
      #expect(outcome.termination.isFinished)
      #expect(outcome.output.bytes.count > 40_000)
      #expect(pieces.joined(.standardOutput) == outcome.output.bytes)
      #expect(pieces.joined(.standardError) == outcome.errorOutput.bytes)
    }

    @Test("Pieces stop where truncation does")
    func truncatedPieces() async throws {
      let pieces = Pieces()
      var limits = Policy.ample.limits
      limits.output = .bytes(1000)
      let outcome = try await SharedSandbox.standard.value.run(
        "while True: print('0123456789')", limits: limits, onOutput: pieces.append)
      #expect(outcome.output.bytes.count == 1000)
      #expect(pieces.joined(.standardOutput) == outcome.output.bytes)
    }

    /// Fills the only place of a sandbox with a program that does not end.
    static func occupy(_ sandbox: Sandbox) async -> (Task<Outcome, any Error>, Signal) {
      let started = Signal()
      let task = Task {
        try await sandbox.run("print('a', end='', flush=True)\nwhile True: pass") { _, _ in started.send() }
      }
      await started.wait()
      return (task, started)
    }
  }
}
