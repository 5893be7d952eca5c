import Belljar
import Testing

extension SandboxTests {
  @Suite("One image for all")
  struct OneImageTests {
    @Test("1,000 runs by many tasks, each with its own inputs, limits and functions, share one worker and nothing else")
    func thousand() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(maximumConcurrentRuns: 4))
      let server = try worker.server
      try await withThrowingTaskGroup { group in
        for lane in 0..<20 {
          group.addTask {
            for number in 0..<50 { try await Self.run(lane * 50 + number, in: sandbox) }
          }
        }
        try await group.waitForAll()
      }
      #expect(worker.servers == [server])
      try await worker.expectNothingLeft(of: sandbox)
    }

    private static func run(_ number: Int, in sandbox: Sandbox) async throws {
      let functions = HostFunctions(maximumCalls: 1 + number % 3) {
        HostFunction("secret") { number }
        if number % 2 == 0 { HostFunction("even") { (text: String) in "\(text)\(number)" } }
      }
      var limits = sandbox.policy.limits
      limits.output = .bytes(number % 5 == 0 ? 3 : 100)
      limits.recursion = 100 + number % 500
      limits.memory = .mebibytes(64 + number % 64)
      let outcome = try await sandbox.run(
        """
        import sys
        assert "leftover" not in globals()
        leftover = mine["number"]
        answers = []
        try:
            while True: answers.append(host.secret())
        except RuntimeError: pass
        even = hasattr(host, "even")
        def depth(n):
            try: return depth(n + 1)
            except RecursionError: return n
        if mine["number"] % 5: print(mine["number"])
        [mine, answers, even, depth(0) // 100]
        """.replacing("import sys\n", with: ""),
        limits: limits, inputs: ["mine": ["number": .int(number), "text": .str("t\(number)")]], functions: functions)
      guard case .list(let parts)? = outcome.value, parts.count == 4, case .int(let depth) = parts[3] else {
        Issue.record("\(outcome.termination) \(outcome.valueFailure ?? "")")
        return
      }
      #expect(parts[0] == ["number": .int(number), "text": .str("t\(number)")])
      #expect(parts[1] == .list([PythonValue](repeating: .int(number), count: 1 + number % 3)))
      #expect(parts[2] == .bool(number % 2 == 0))
      #expect(abs(depth - (100 + number % 500) / 100) <= 1)
      #expect(outcome.standardOutput == (number % 5 == 0 ? "" : "\(number)\n"))
    }
  }
}
