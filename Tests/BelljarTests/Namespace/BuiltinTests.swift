import Belljar
import BelljarWire
import Testing

extension SandboxTests {
  @Suite("Builtins")
  struct BuiltinTests {
    @Test("Every builtin of this Python is in the table, and the table says of each why")
    func table() async throws {
      let sandbox = try await SharedSandbox.unrestricted.value
      let names = try await sandbox.evaluate("dir(__import__('builtins'))", as: [String].self)
      #expect(names.count > 100)
      let unknown = names.filter { BuiltinTable.treatment(of: $0) == nil }
      #expect(unknown.isEmpty, "decide on them in BuiltinTable")
      #expect(BuiltinTable.entries.allSatisfy { !$0.reason.isEmpty })
      #expect(Set(BuiltinTable.entries.map(\.name)).count == BuiltinTable.entries.count)
      #expect(BuiltinTable.exceptions.isDisjoint(with: BuiltinTable.entries.map(\.name)))
    }

    @Test("What the table keeps is there, and nothing else")
    func offered() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let offered = Set(try await sandbox.evaluate("dir(__builtins__)", as: [String].self))
      let all = try await SharedSandbox.unrestricted.value.evaluate(
        "dir(__import__('builtins'))", as: [String].self)
      let kept = all.filter { BuiltinTable.treatment(of: $0) == .kept }
      #expect(Set(kept).isSubset(of: offered))
      let replaced = BuiltinTable.entries.filter { $0.treatment == .replaced }.map(\.name)
      let stubs = BuiltinTable.entries.filter { $0.treatment == .absent && !$0.name.hasPrefix("__") }.map(\.name)
      #expect(offered.subtracting(kept).subtracting(replaced).subtracting(stubs).isEmpty)
    }

    @Test(
      "A call of one that is left out says why, and is recorded with its line",
      arguments: ["open('x')", "eval('1')", "exec('1')", "compile('1', 'x', 'eval')", "breakpoint()", "license()"])
    func absent(call: String) async throws {
      let outcome = try await SharedSandbox.standard.value.run("x = 1\n\(call)")
      let name = String(call.prefix { $0 != "(" })
      let raised = try #require(outcome.exception)
      #expect(raised.type == "PermissionError")
      #expect(raised.message == "\(name)() is not allowed here: \(BuiltinTable.reason(name) ?? "")")
      #expect(outcome.denials.map(\.kind) == [.builtin])
      #expect(outcome.denials.first?.name == name)
      #expect(outcome.denials.first?.line == 2)
      // An open() without a path to read would be of no use.
      let rule = name == "open" ? "readable-paths: {add: [/PATH]}" : "builtins: {allow: [\(name)]}"
      #expect(outcome.denials.first?.rule == rule)
      #expect(outcome.denials.first?.layer == "namespace")
    }

    @Test("A policy gives back what the table leaves out, and takes what it keeps")
    func policy() async throws {
      var policy = Policy.ample
      policy.image.builtins = BuiltinAllowlist(
        allowed: ["eval", "compile"], denied: ["print", "KeyboardInterrupt", "exit"])
      let sandbox = try await Sandbox(policy: policy)
      #expect(try await sandbox.evaluate("eval('6 * 7')") == 42)
      #expect(try await sandbox.evaluate("eval(compile('6 * 7', 'x', 'eval'))") == 42)
      let printed = try await sandbox.run("print(1)")
      #expect(printed.exception?.message == "print() is not allowed here: the policy denies it")
      #expect(try await sandbox.run("KeyboardInterrupt").exception?.type == "NameError")
      #expect(try await sandbox.run("exec('1')").exception?.type == "PermissionError")
      #expect(try await sandbox.run("exit()").exception?.type == "PermissionError")
      await sandbox.shutdown()
    }

    @Test(
      "exit() and quit() end the program with their status",
      arguments: [("exit()", 0), ("quit(3)", 3), ("exit(None)", 0)])
    func exit(call: String, status: Int) async throws {
      let outcome = try await SharedSandbox.standard.value.run("\(call)\nprint('on')")
      #expect(outcome.termination == .exited(status))
      #expect(outcome.standardOutput.isEmpty)
    }

    @Test(
      "They cannot be changed",
      arguments: [
        "__builtins__.len = print", "__builtins__.new = 1", "del __builtins__.len",
        "__builtins__.__dict__['len'] = print",
        "vars(__builtins__)['len'] = print", "__builtins__.__dict__.clear()",
      ])
    func readOnly(statement: String) async throws {
      let sandbox = try await SharedSandbox.standard.value
      let outcome = try await sandbox.run(
        "try:\n    \(statement)\nexcept (TypeError, AttributeError) as e: print('refused')\nlen([1])")
      #expect(outcome.standardOutput == "refused\n", "\(outcome.termination)")
      #expect(outcome.value == 1)
    }
  }
}
