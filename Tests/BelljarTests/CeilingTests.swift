import Belljar
import Testing

extension SandboxTests {
  @Suite("Ceilings")
  struct CeilingTests {
    private static let policy = Policy(
      limits: Limits(wallTime: .seconds(60), cpuTime: .seconds(60), memory: .mebibytes(32), output: .bytes(10)),
      ceilings: Limits(
        wallTime: .seconds(120), cpuTime: .seconds(60), memory: .mebibytes(128), output: .kibibytes(1)))

    @Test("A run has the policy's limits, and may raise them to the ceilings")
    func raised() async throws {
      let sandbox = try await Sandbox(policy: Self.policy)
      let output = "print('x' * 100)"
      guard case .limitExceeded(.output(let limit, _)) = try await sandbox.run(output).termination else {
        Issue.record("the policy's own limit did not hold")
        return
      }
      #expect(limit == .bytes(10))
      var limits = Self.policy.limits
      limits.output = .kibibytes(1)
      #expect(try await sandbox.run(output, limits: limits).termination.isFinished)
      // Kept by the kernel: its ceiling must be the policy's, not the default of a run.
      let memory = "data = bytearray(64 << 20)"
      #expect(try await !sandbox.run(memory).termination.isFinished)
      limits.memory = .mebibytes(128)
      #expect(try await sandbox.run(memory, limits: limits).termination.isFinished)
      await sandbox.shutdown()
    }

    @Test("A session's run may raise its limits too, and the next has the policy's")
    func session() async throws {
      let sandbox = try await Sandbox(policy: Self.policy)
      try await sandbox.withSession { session in
        var limits = Self.policy.limits
        limits.memory = .mebibytes(128)
        let memory = "data = bytearray(64 << 20)\ndel data"
        let raised = try await session.run(memory, limits: limits).termination
        let bound = try await session.run(memory).termination
        let raisedAgain = try await session.run(memory, limits: limits).termination
        #expect(raised.isFinished && !bound.isFinished && raisedAgain.isFinished, "\(raised), \(bound), \(raisedAgain)")
      }
      await sandbox.shutdown()
    }

    @Test("A run above a ceiling is refused in one sentence")
    func above() async throws {
      let sandbox = try await Sandbox(policy: Self.policy)
      var limits = Self.policy.limits
      limits.memory = .mebibytes(129)
      let error = await #expect(throws: BelljarError.self) { _ = try await sandbox.run("pass", limits: limits) }
      #expect(error?.code == .limitAboveCeiling)
      #expect(
        error?.message == "The memory limit of 129 MiB is above the policy's ceiling of 128 MiB; give that at most.")
      await sandbox.shutdown()
    }

    @Test("A policy whose limit is above its own ceiling, or whose ceiling is absurd, is refused")
    func absurd() async throws {
      let above = await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: Policy(ceilings: Limits(wallTime: .seconds(1))))
      }
      #expect(above?.code == .limitAboveCeiling)
      let absurd = await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: Policy(ceilings: Limits(memory: .gibibytes(1 << 15))))
      }
      #expect(absurd?.code == .invalidPolicy)
    }

    @Test("What pysandbox refused by default, its preset refuses")
    func pysandbox() async throws {
      let sandbox = try await Sandbox(policy: .pysandbox)
      for module in ["math", "os", "sys", "time"] {
        let outcome = try await sandbox.run("import \(module)")
        #expect(outcome.termination.exception?.type == "ImportError", "\(module): \(outcome.termination)")
      }
      let mutated = try await sandbox.run("d = {1: 2}\nd[3] = 4\ndel d[1]\nd.clear()")
      #expect(mutated.termination.exception?.type == "AttributeError", "\(mutated.termination)")
      let deep = try await sandbox.run("def f(n): return n and f(n - 1)\nf(60)")
      #expect(deep.termination.exception?.type == "RecursionError")
      #expect(try await sandbox.run("def f(n): return n and f(n - 1)\nf(30)").termination.isFinished)
      await #expect(throws: BelljarError.self) {
        _ = try await sandbox.run("pass", inputs: ["data": PythonValue.bytes([UInt8](repeating: 0, count: 65 << 10))])
      }
      await sandbox.shutdown()
    }
  }
}
