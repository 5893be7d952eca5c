import Foundation
import Testing

extension Command {
  @Suite("The doctor")
  struct DoctorTests {
    private static let attempts = [
      "read /etc/passwd", "open an internet socket", "start a process (fork)", "run another program (exec)",
      "signal another process (kill)",
    ]

    @Test("It finds the default policy enforceable, with each attempt refused")
    func table() async throws {
      let result = try await Command.run("doctor")
      #expect(result.status == 0)
      #expect(result.errorOutput.isEmpty)
      let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
      let start = try #require(lines.firstIndex { $0.hasPrefix("Self-test") })
      let rows = lines[(start + 1)...].prefix { !$0.isEmpty }
      #expect(rows.count == Self.attempts.count)
      for (row, attempt) in zip(rows, Self.attempts) {
        #expect(row.hasPrefix("  refused  \(attempt) "))
        #expect(row.contains("PermissionError [Errno "))
      }
      for name in ["kernel", "Landlock", "seccomp", "user namespaces", "worker", "libpython"] {
        #expect(lines.contains { $0.contains("  \(name)  ") }, "no row on \(name)")
      }
      #expect(result.output.hasSuffix("\nThe default policy can be enforced.\n"))
      #expect(!result.outputBytes.contains(0x1b), "colour for a pipe")
    }

    @Test("Its JSON says the same")
    func json() async throws {
      let result = try await Command.run("doctor", "--json")
      #expect(result.status == 0)
      #expect(result.errorOutput.isEmpty)
      let object = try OutcomeObject(result)
      #expect(object.members["enforceable"] as? Bool == true)
      #expect(object.isNull("reason"))
      let rows = try #require(object.array("self_test"))
      #expect(rows.map { $0["attempt"] as? String } == Self.attempts)
      #expect(rows.allSatisfy { $0["refused"] as? Bool == true })
      let checks = try #require(object.array("checks"))
      #expect(
        checks.map { $0["name"] as? String }
          == ["kernel", "Landlock", "seccomp", "user namespaces", "worker", "libpython"])
      for check in checks where check["status"] as? String != "ok" {
        #expect((check["remedy"] as? String)?.isEmpty == false, "no remedy for \(check)")
      }
    }

    @Test("Without BELLJAR_WORKER it finds the worker beside the command")
    func besideTheCommand() async throws {
      let result = try await CommandRun(["doctor"]).result()
      #expect(result.output.contains("  found beside this command\n"))
      #expect(result.status == 0)
    }

    @Test("Without a worker it fails, with a remedy")
    func missingWorker() async throws {
      let message =
        "No worker at /nonexistent, which BELLJAR_WORKER names (No such file or directory); "
        + "give the path of belljar-worker."
      let text = try await Command.run("doctor", environment: ["BELLJAR_WORKER": "/nonexistent"])
      #expect(text.status == 1)
      #expect(text.output.contains("→ \(message)\n"))
      #expect(text.output.hasSuffix("\nThe default policy cannot be enforced: \(message)\n"))

      let json = try await Command.run("doctor", "--json", environment: ["BELLJAR_WORKER": "/nonexistent"])
      #expect(json.status == 1)
      let object = try OutcomeObject(json)
      #expect(object.members["enforceable"] as? Bool == false)
      #expect(object.string("reason") == message)
      let worker = try #require(object.array("checks")?.first { $0["name"] as? String == "worker" })
      #expect(worker["status"] as? String == "failure")
      #expect(worker["remedy"] as? String == message)
    }

    @Test("A worker that does not start is a failure with a remedy")
    func brokenWorker() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("#!/bin/sh\nexit 3\n", to: "worker", mode: 0o700)
      let result = try await Command.run("doctor", environment: ["BELLJAR_WORKER": path])
      #expect(result.status == 1)
      #expect(result.output.contains("→ The worker ended with status 3 before it was ready.\n"))
    }

    @Test("On a terminal it uses colour, unless NO_COLOR is set", arguments: [false, true])
    func colour(_ isForbidden: Bool) async throws {
      let result = try await Command.run(
        "doctor", environment: isForbidden ? ["NO_COLOR": "1"] : [:], output: .terminal)
      #expect(result.output.contains("\u{1b}[32mrefused\u{1b}[0m") == !isForbidden)
      #expect(result.outputBytes.contains(0x1b) == !isForbidden)
      #expect(result.status == 0)
    }
  }
}
