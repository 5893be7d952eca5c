import Belljar
import Testing

extension SandboxTests {
  /// The lines of the documents that started this project which a program can show; docs/founding-documents.md has them all.
  @Suite("Founding documents")
  struct FoundingDocumentTests {
    @Test("Each line holds", arguments: FoundingRow.all)
    func line(_ row: FoundingRow) async throws {
      let sandbox = try await Sandbox(
        policy: row.policy, configuration: Sandbox.Configuration(maximumConcurrentRuns: 1, waitingChildren: 1))
      let outcome = try await sandbox.run(row.program)
      switch row.result {
      case .value(let value):
        #expect(outcome.termination.isFinished, "\(outcome.termination)")
        #expect((outcome.value ?? .none) == value)
      case .raises(let types):
        #expect(types.contains(outcome.exception?.type ?? "nothing"), "\(outcome.termination)")
      case .crashes:
        #expect(outcome.termination == .crashed(signal: 11))
      }
      await sandbox.shutdown()
    }

    /// 002.9: what each level gives. Nothing is ever reached: where the namespace layer lets a call be made, the kernel answers.
    @Test(
      "002.9: the four one-line attacks gain nothing at any level",
      arguments: [
        "__import__('os').system('id')", "exec(\"import os; os.system('id')\")",
        "eval(\"__import__('os').system('id')\")", "open('/etc/passwd').read()",
      ], NamespaceLevel.allCases)
    func oneLineAttacks(attack: String, level: NamespaceLevel) async throws {
      var policy = Policy.ample
      policy.image.namespace = level
      let sandbox = try await Sandbox(
        policy: policy, configuration: Sandbox.Configuration(maximumConcurrentRuns: 1, waitingChildren: 1))
      let outcome = try await sandbox.run(attack)
      await sandbox.shutdown()
      #expect(outcome.standardOutput.isEmpty)
      switch level {
      case .unrestricted:
        if attack.contains("open") {
          #expect(["PermissionError", "FileNotFoundError"].contains(outcome.exception?.type))
        } else if attack.hasPrefix("exec") {
          #expect(outcome.termination.isFinished)  // os.system says so by its result, which exec drops.
        } else {
          #expect(outcome.termination.isFinished)
          #expect(outcome.value != 0)
        }
      case .emptyBuiltins: #expect(outcome.exception?.type == "NameError")
      case .allowlist, .restricted, .hardened, .audited:
        let isByName = attack.hasPrefix("__import__")
        let isRead = level != .allowlist  // The syntax check sees the name before anything runs.
        #expect(outcome.exception?.type == (isByName ? (isRead ? "SyntaxError" : "ImportError") : "PermissionError"))
        #expect(outcome.denials.map(\.kind) == [isByName ? (isRead ? .syntax : .importing) : .builtin])
        #expect(outcome.denials.first?.line == 1)
      }
    }

    @Test("003.9, 003.10, 003.11, 003.15, 003.16: pysandbox's own figures are its preset's")
    func figures() {
      let policy = Policy.pysandbox
      #expect(policy.limits.wallTime == .seconds(5))
      #expect(policy.limits.memory == .mebibytes(200))
      #expect(policy.limits.recursion == 50)
      #expect(policy.limits.output == .kibibytes(64))
      #expect(policy.limits.valueSize == .kibibytes(64))
      #expect(policy.image.streams == Streams(input: false, output: false, errorOutput: false))
      #expect(policy.modules.names.isEmpty)
    }

    @Test("003.5, 003.15: the standard streams lead nowhere until a feature gives one back", arguments: [false, true])
    func streams(given: Bool) async throws {
      var policy = Policy.pysandbox
      if given { policy.image.features = [.stdout, .stdin] }
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run("print('seen')", standardInput: .bytes(Array("line".utf8)))
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.standardOutput == (given ? "seen\n" : ""))
      await sandbox.shutdown()
    }

    @Test(
      "003.30: what the policy names is read, and nothing else, at every level that has an open()",
      arguments: NamespaceLevel.allCases)
    func readablePaths(level: NamespaceLevel) async throws {
      guard level != .emptyBuiltins else { return }
      let directory = try TemporaryDirectory()
      _ = try directory.file("words", Array("alpha\nbeta\n".utf8), mode: 0o644)
      var policy = Policy.ample
      policy.image.namespace = level
      policy.image.readablePaths = [try #require(directory.real)]
      let sandbox = try await Sandbox(
        policy: policy, configuration: Sandbox.Configuration(maximumConcurrentRuns: 1, waitingChildren: 1))
      let path = "'\(policy.image.readablePaths[0])/words'"
      let read = try await sandbox.run("with open(\(path)) as file: lines = file.read().split()\nlines")
      #expect(read.value == ["alpha", "beta"], "\(read.termination)")
      #expect(read.denials == [])
      for program in ["open('/etc/passwd')", "open(\(path) + '/../../../etc/passwd')", "open(\(path), 'a')"] {
        let outcome = try await sandbox.run(program)
        #expect(
          ["PermissionError", "FileNotFoundError", "NotADirectoryError"].contains(outcome.exception?.type), "\(program)"
        )
      }
      await sandbox.shutdown()
    }
  }
}
