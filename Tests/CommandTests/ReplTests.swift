import Testing

extension Command {
  @Suite("belljar repl, without a terminal")
  struct ReplTests {
    @Test("From a pipe each statement's output comes, without a prompt")
    func pipe() async throws {
      let result = try await Command.run(
        "repl",
        input: .text(
          "x = 41\nx + 1\ndef f(n):\n    return n * 2\n\nf(_)\nfor i in range(2):\n  print(i)\nprint('end')\n"))
      #expect(result.output == "42\n84\n0\n1\nend\n")
      #expect(result.errorOutput.isEmpty)
      #expect(result.status == 0)
    }

    @Test("A block without an empty line behind it, with one in it, and with else, is one statement")
    func blocks() async throws {
      let result = try await Command.run(
        "repl",
        input: .text(
          "class C:\n    a = 1\n\n    b = 2\nif C.b == 1:\n    0\nelse:\n    print(C.b)\ntext = '''a\n\nb'''\ntext"))
      #expect(result.output == "2\n'a\\n\\nb'\n")
      #expect(result.status == 0)
    }

    @Test(
      "The first statement that fails is the last, and the status is as that of run",
      arguments: [
        ("1/0\nprint('on')", 1, "ZeroDivisionError"), ("raise SystemExit(7)\nprint('on')", 7, ""),
        ("while True: pass\n\nprint('on')", 124, "wall time"), ("x = )\nprint('on')", 1, "SyntaxError"),
        ("import os\nprint('on')", 1, "refused: import of os"), ("def f(:\n  pass", 1, "SyntaxError"),
      ] as [(String, Int32, String)])
    func failures(_ input: String, _ status: Int32, _ shown: String) async throws {
      let result = try await Command.run("repl", "--time", "1s", input: .text(input))
      #expect(result.status == status, "\(result)")
      #expect(!result.output.contains("on"))
      #expect(shown.isEmpty || result.errorOutput.contains(shown), "\(result.errorOutput)")
    }

    @Test("What is no text, or too much, is refused before anything runs")
    func badInput() async throws {
      let result = try await Command.run("repl", input: .bytes([0x31, 0xff]))
      #expect(result.status == 125)
      #expect(result.reasons == ["belljar: standard input is not UTF-8, as statements must be"])
      #expect(try await Command.run("repl", "--undo", "100").status == 125)
    }

    @Test("From a pipe input() finds the end of its input: the pipe has the statements")
    func inputFromPipe() async throws {
      let result = try await Command.run("repl", input: .text("x = input('? ')\nprint('on')"))
      #expect(result.output == "? ")
      #expect(result.errorOutput.contains("EOFError"))
      #expect(result.status == 1)
    }
  }
}
