import Belljar
import Testing

extension SandboxTests {
  /// What must work however little of Python a program is shown.
  @Suite("Compatibility of namespace levels")
  struct LevelCompatibilityTests {
    @Test("Each module of the standard allowlist works", arguments: ModuleUse.all, NamespaceLevel.strict)
    func use(_ use: ModuleUse, level: NamespaceLevel) async throws {
      let outcome = try await level.sandbox.run("import \(use.module)\nprint(\(use.expression))")
      #expect(outcome.standardOutput == use.expected + "\n", "\(outcome.termination)")
      #expect(outcome.denials.isEmpty, "\(outcome.denials)")
    }

    @Test("Ordinary programs print the same as at the allowlist", arguments: OrdinaryProgram.all, NamespaceLevel.strict)
    func ordinary(_ program: OrdinaryProgram, level: NamespaceLevel) async throws {
      let expected = try await NamespaceLevel.allowlist.sandbox.run(program.source)
      let outcome = try await level.sandbox.run(program.source)
      #expect(!expected.standardOutput.isEmpty, "\(expected.termination)")
      #expect(outcome.standardOutput == expected.standardOutput)
      #expect(outcome.termination == expected.termination)
      #expect(outcome.standardError == expected.standardError)
      #expect(outcome.denials == expected.denials)
    }

    @Test("A run has its value, its exception, its session and its functions", arguments: NamespaceLevel.allCases)
    func wholeRun(level: NamespaceLevel) async throws {
      let sandbox = try await level.sandbox
      #expect(try await sandbox.run("numbers = [1, 2]\nnumbers + [6 * 7]").value == [1, 2, 42])
      let raised = try await sandbox.run("def fail(): return 1 / 0\nfail()").termination.exception
      #expect(raised?.traceback.contains("    def fail(): return 1 / 0\n") == true, "\(raised?.traceback ?? "")")
      #expect(raised?.message == "division by zero")
      let functions = HostFunctions { HostFunction("double") { (value: Int) in value * 2 } }
      #expect(try await sandbox.run("host.double(21)", functions: functions).value == 42)
      try await sandbox.withSession { session in
        try await session.run("def add(one, other): return one + other\ntotal = 1")
        #expect(try await session.evaluate("add(total, 2)") == 3)
        #expect(try await session.call("add", 3, 4) == 7)
        let refused = try await session.run("1 / 0")
        #expect(refused.canContinue)
      }
      let printed = try await sandbox.run("print('here')")
      if level == .emptyBuiltins {
        #expect(printed.termination.exception?.type == "NameError")
        #expect(try await sandbox.run("import math").termination.exception?.message == "__import__ not found")
      } else {
        #expect(printed.standardOutput == "here\n")
      }
    }

    @Test("A session's later runs are checked like the first", arguments: NamespaceLevel.strict)
    func session(level: NamespaceLevel) async throws {
      try await level.sandbox.withSession { session in
        try await session.run("x = 1")
        #expect(try await session.run("x.__class__").termination.exception?.type == "SyntaxError")
        let raised = await #expect(throws: PythonException.self) { try await session.evaluate("x.__class__") }
        #expect(raised?.type == "SyntaxError")
        #expect(try await session.evaluate("x") == 1)
      }
    }

    @Test("With the methods that change a dict hidden, items can be set and deleted, and the library works")
    func dictMethods() async throws {
      var policy = Policy.ample
      policy.image.namespace = .hardened
      policy.image.hidesDictMethods = true
      let sandbox = try await Sandbox(policy: policy)
      for call in ["clear()", "pop(1)", "popitem()", "setdefault(1)", "update({})"] {
        let outcome = try await sandbox.run("d = {1: 2}\nd.\(call)")
        let name = String(call.prefix { $0 != "(" })
        #expect(outcome.termination.exception?.message == "'dict' object has no attribute '\(name)'")
        #expect(outcome.denials.first?.name == "dict.\(name)")
        #expect(try await NamespaceLevel.hardened.sandbox.run("d = {1: 2}\nd.\(call)").termination.isFinished)
      }
      let outcome = try await sandbox.run(
        """
        from collections import Counter, OrderedDict
        d = {1: 2}
        d[3] = 4
        del d[1]
        d |= {5: 6}
        o = OrderedDict(a=1)
        o.update(b=2)
        c = Counter("aab")
        c.update("b")
        print(d, o.pop("a"), sorted(c.items()))
        """)
      #expect(outcome.standardOutput == "{3: 4, 5: 6} 1 [('a', 2), ('b', 2)]\n", "\(outcome.termination)")
      for use in ModuleUse.all {
        let used = try await sandbox.run("import \(use.module)\nprint(\(use.expression))")
        #expect(used.standardOutput == use.expected + "\n", "\(use): \(used.termination)")
        #expect(used.denials.isEmpty, "\(use): \(used.denials)")
      }
      await sandbox.shutdown()
    }
  }
}
