import Belljar
import Testing

extension SandboxTests {
  /// The end of a program is told from its last line where that is enough, and from its syntax tree otherwise: both ways
  /// and each reason to take the longer one are here.
  @Suite("A run returns the value of the expression that its program ends with")
  struct TrailingExpressionTests {
    @Test(
      "An expression",
      arguments: [
        ("6 * 7", 42), ("x = 6\nx * 7", 42), ("x = 6\nx * 7\n\n  # the end\n", 42), ("'a # b'", "a # b"),
        ("x = [1]\nx[0] == 1", true), ("(y := 3)", 3), ("(lambda x=1: x)()", 1), ("lambda_ = 5\nlambda_", 5),
        ("f = lambda x=1: x\nf()", 1), ("'é'", "é"), ("x = 'é'\nx", "é"), ("not 1", false),
        ("\u{feff}1 + 1", 2), ("x = 1\r\ny = 2\r\nx + y", 3), ("print(end='')", .none),
        // The line alone does not tell.
        ("(1\n+ 2)", 3), ("'''a\nb'''", "a\nb"), ("x = 1; x + 1", 2), ("1 + \\\n2", 3), ("[\n1,\n]", [1]),
        ("'''\nx = (1)\n'''", "\nx = (1)\n"), ("dict(\na = 1)", ["a": 1]), ("7 # seven", 7),
        ("max(1,\n# two)\n2)", 2), ("# coding: latin-1\n'é'", "Ã©"),
      ] as [(String, PythonValue)])
    func expression(program: String, value: PythonValue) async throws {
      let outcome = try await SharedSandbox.standard.value.run(program)
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect((outcome.value ?? .none) == value)
    }

    @Test(
      "None where it ends with a statement",
      arguments: [
        "x = f'{1}'", "x = (1)", "x = [0]\nx[0] = 1", "x = 1\nx += (2)", "x: int", "x: int = (3)", "if 1: (5)",
        "if 1:\n  (5)",
        "for i in (1, 2):\n    i", "def f(): return (1)", "import math", "x = 8\nx >>= (1)", "pass", "", "# (1)",
        "assert (1)",
        "x = 1\ndel(x)", "try: (1)\nfinally: (2)", "class C: (1)", "with open('x') if 0 else memoryview(b''): (1)",
      ])
    func statement(program: String) async throws {
      let outcome = try await SharedSandbox.standard.value.run(program)
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.value == nil)
    }

    @Test(
      "An exception in it names its own line, whose text is shown",
      arguments: [
        ("1/0", 1), ("\n\n1/0", 3), ("x = 1\r\ny = 2\r\n1/0", 3), ("x = 1\r\r1/0", 3), ("(1\n/0)", 1),
        ("x = '''\n'''\n1/0", 3),
      ])
    func line(program: String, line: Int) async throws {
      let outcome = try await SharedSandbox.standard.value.run(program)
      let traceback = outcome.exception?.traceback ?? ""
      #expect(traceback.contains("line \(line), in <module>\n    "), "\(traceback)")
    }

    @Test("What is imported from __future__ is for it too, and it is compiled in the program's own names")
    func futures() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let program = "from __future__ import annotations\n(lambda: 0).__code__.co_flags & 0x1000000 != 0"
      #expect(try await sandbox.run(program).value == true)
    }

    @Test(
      "What is no program is refused as a whole",
      arguments: ["@property\nx", "1 1", "if 1:\n  pass\n 2", "x = (\n1", "x = 1\n1 +"])
    func syntaxError(program: String) async throws {
      let outcome = try await SharedSandbox.standard.value.run("print('began')\n" + program)
      #expect(["SyntaxError", "IndentationError"].contains(outcome.exception?.type))
      #expect(outcome.standardOutput.isEmpty)
    }
  }
}
