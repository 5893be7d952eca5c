import Belljar
import Foundation
import Testing

extension SandboxTests {
  /// The page says that the look is no boundary, and how each of these passes it.
  @Suite("What the look at a source does not find")
  struct CheckBypassTests {
    /// The programs of docs/source-check.md, in their order.
    private static func programs() throws -> [String] {
      let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/source-check.md")
      let text = try String(contentsOf: page.standardized, encoding: .utf8)
      return text.components(separatedBy: "```python\n").dropFirst().map { part in
        part.components(separatedBy: "```").first ?? ""
      }
    }

    /// Where the page's programs get what they want; stronger levels of the namespace layer may refuse it.
    private static var policy: Policy {
      var policy = Policy.ample
      policy.image.namespace = .allowlist
      return policy
    }

    @Test("The page's programs have no finding, and do what is looked for", .timeLimit(.minutes(2)))
    func bypasses() async throws {
      let programs = try Self.programs()
      try #require(programs.count == 3)
      for program in programs {
        let report = try await SourceCheckTests.shared.value.check(program)
        #expect(report.findings.isEmpty && report.unreadable == nil, "\(report) of \(program)")
      }
      let sandbox = try await Sandbox(policy: Self.policy)
      let module = try await sandbox.run(programs[0])
      #expect(Int(module.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)) != nil, "\(module)")
      let code = try await sandbox.run(programs[1])
      #expect(code.standardOutput == "text, run as code\n", "\(code)")
      var limits = Self.policy.limits
      limits.cpuTime = .milliseconds(200)
      let loop = try await sandbox.run(programs[2], limits: limits)
      if case .limitExceeded(.cpuTime) = loop.termination {} else { Issue.record("\(loop.termination)") }
      await sandbox.shutdown()
    }
  }
}
