import Belljar
import Testing

extension SandboxTests {
  @Suite("Namespace levels")
  struct NamespaceLevelTests {
    @Test(
      "Each level refuses what it says, and those below let it",
      arguments: LevelRow.all, NamespaceLevel.ladder)
    func row(_ row: LevelRow, level: NamespaceLevel) async throws {
      let outcome = try await level.sandbox.run(row.source)
      guard let refusal = row.refusal(at: level) else {
        #expect(outcome.termination.isFinished, "\(outcome.termination)")
        #expect(outcome.standardOutput == row.printed + "\n")
        // Python's own warning of a coroutine that nobody awaits looks for its source file.
        #expect(outcome.denials.allSatisfy { $0.kind == .systemCall }, "\(outcome.denials)")
        return
      }
      let raised = try #require(outcome.termination.exception, "\(outcome.termination)")
      #expect(raised.type == refusal.exception, "\(raised.traceback)")
      #expect(outcome.standardOutput.isEmpty)
      #expect(
        outcome.denials.contains {
          $0.kind == refusal.kind && $0.name == refusal.name && $0.source == .program && $0.line != nil
        },
        "\(outcome.denials)")
    }

    @Test("Every row is refused somewhere, and works somewhere", arguments: LevelRow.all)
    func contrast(_ row: LevelRow) {
      #expect(row.refusal(at: .allowlist) == nil)
      #expect(row.refusal(at: .audited) != nil)
    }

    @Test("The syntax check says where: line, column and reason, and nothing has run")
    func place() async throws {
      let outcome = try await NamespaceLevel.restricted.sandbox.run("import random\nprint('ä', random._os)\nx.__code__")
      let raised = try #require(outcome.termination.exception, "\(outcome.termination)")
      let lines = raised.traceback.split(separator: "\n")
      try #require(lines.count == 4, "\(raised.traceback)")
      #expect(lines[0] == "  File \"<program>\", line 2")
      #expect(lines[1] == "    print('ä', random._os)")
      // How far the mark goes differs by version.
      #expect(lines[2].hasPrefix("                      ^") && lines[2].allSatisfy { $0 == " " || $0 == "^" })
      #expect(lines[3] == "SyntaxError: attribute '_os' is not allowed here: it begins with an underscore")
      #expect(outcome.standardOutput.isEmpty)
      #expect(outcome.denials.map(\.name) == ["_os", "__code__"])
      #expect(outcome.denials.map(\.line) == [2, 3])
    }

    @Test("A source too deep for a tree is not run unchecked")
    func deep() async throws {
      let nested = "x = " + String(repeating: "-", count: 20_000) + "1\n"
      for program in ["print(().__class__)\n" + nested, nested + "print(().__class__)"] {
        let outcome = try await NamespaceLevel.restricted.sandbox.run(program)
        #expect(outcome.termination.exception != nil, "\(outcome.termination)")
        #expect(outcome.standardOutput.isEmpty)
      }
    }

    @Test("A refused attribute is absent for hasattr and getattr, and its refusals are noted once each")
    func absent() async throws {
      let outcome = try await NamespaceLevel.hardened.sandbox.run(
        """
        import operator
        def f(): pass
        try: operator.attrgetter("__code__")(f)
        except AttributeError as error: print(error)
        print(hasattr(f, "__name__"), getattr(f, "missing", "none"))
        """)
      #expect(outcome.standardOutput == "'function' object has no attribute '__code__'\nTrue none\n")
      #expect(outcome.denials.map(\.name) == ["function.__code__"])
      #expect(outcome.denials.first?.line == 3)
    }

    @Test("What the hook refuses is a PermissionError that names the event, whoever asks for the program")
    func auditedByLibrary() async throws {
      let outcome = try await NamespaceLevel.audited.sandbox.run("import io\nio.open('/etc/passwd')")
      let raised = try #require(outcome.termination.exception, "\(outcome.termination)")
      #expect(raised.type == "PermissionError")
      #expect(raised.message == "the audit event 'open' is refused here")
      #expect(outcome.denials.map(\.kind) == [.auditEvent])
      #expect(outcome.denials.map(\.name) == ["open"])
      #expect(outcome.denials.map(\.line) == [2])
    }
  }
}
