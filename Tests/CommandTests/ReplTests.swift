import Foundation
import Glibc
import Testing

extension Command {
  @Suite("belljar repl")
  struct ReplTests {
    // MARK: Without a terminal

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

    // MARK: At a terminal

    /// A prompt without colours, in a directory of its own.
    private func dialogue(
      _ arguments: [String] = [], environment: [String: String] = ["NO_COLOR": "1"],
      _ body: (CommandRun) async throws -> Void
    ) async throws -> CommandResult {
      let worker = try TaggedWorker()
      let directory = try TemporaryDirectory()
      var variables = worker.environment.merging(environment) { _, own in own }
      variables["TERM"] = "xterm"
      variables["HOME"] = variables["HOME"] ?? directory.path
      let run = try CommandRun(["repl"] + arguments, environment: variables, output: .dialogue)
      try await run.waitForOutput(">>>")
      try await body(run)
      let result = try await run.result()
      try await worker.expectNothingRuns()
      return result
    }

    @Test("Statements, blocks with indentation of their own, and Ctrl-D")
    func statements() async throws {
      let result = try await dialogue { run in
        try await run.type("x = 41\r", until: ">>> ")
        try await run.type("x + 1\r", until: "42\r\n>>> ")
        try await run.type("for i in range(2):\r", until: "...     ")
        try await run.type("print(i + 70)\r", until: "...     ")
        try await run.type("\r", until: "70\r\n71\r\n>>> ")
        try await run.type("_\r", until: "42\r\n>>> ")
        try run.type("\u{4}")
      }
      #expect(result.status == 0)
    }

    @Test("exit() leaves with its status")
    func exit() async throws {
      let result = try await dialogue { run in try run.type("exit(3)\r") }
      #expect(result.status == 3)
    }

    @Test("Tab completes names, attributes and modules, lists them where there are several, and indents")
    func completion() async throws {
      _ = try await dialogue { run in
        try await run.type("import mat\t\r", until: ">>> ")
        try await run.type("math.isc\t(1, 1)\r", until: "True\r\n>>> ")
        try await run.type("math.is\t", until: "isfinite")
        try await run.type("q\t(16)\r", until: "4\r\n>>> ")
        try await run.type("if 1:\r\u{15}\t71 * 2\r\r", until: "142\r\n>>> ")
        try run.type("\u{4}")
      }
    }

    @Test("A pasted block is one statement, and its tabs complete nothing")
    func paste() async throws {
      _ = try await dialogue { run in
        try await run.type(
          "\u{1b}[200~def f(n):\r\tif n:\r\t\treturn 70 + n\r\r\treturn 0\r\u{1b}[201~\r", until: "... ")
        try await run.type("\r", until: ">>> ")
        try await run.type("f(1)\r", until: "71\r\n>>> ")
        try run.type("\u{4}")
      }
    }

    @Test("Ctrl-C drops what is typed, and interrupts what runs; the state is kept")
    func interrupts() async throws {
      _ = try await dialogue { run in
        try await run.type("x = 70\r", until: ">>> ")
        try await run.type("x = 'unfinished\u{3}", until: "KeyboardInterrupt\r\n>>> ")
        try await run.type("if x:\r", until: "... ")
        try await run.type("\u{3}", until: "KeyboardInterrupt\r\n>>> ")
        try await run.type("print('begun')\rwhile True: pass\r\r", until: "begun\r\n>>> ")
        try await run.waitForOutput("; Ctrl-C interrupts")
        try await run.act(until: "KeyboardInterrupt\r\n>>> ") { run.send(SIGINT) }
        try await run.type("x + 1\r", until: "71\r\n>>> ")
        try run.type("\u{4}")
      }
    }

    @Test("The history is kept in a file of the user's own, whole statements, and comes back in the next prompt")
    func history() async throws {
      let directory = try TemporaryDirectory()
      let environment = ["NO_COLOR": "1", "HOME": directory.path]
      _ = try await dialogue(environment: environment) { run in
        try await run.type("def f():\r    return 71\r\r", until: ">>> ")
        try await run.type("x = 'kept'\r", until: ">>> ")
        try run.type("\u{4}")
      }
      let path = directory.path + "/.local/state/belljar/history"
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      _ = try await dialogue(environment: environment) { run in
        try await run.type("\u{1b}[A\u{1b}[A\r\r", until: ">>> ")
        try await run.type("f()\r", until: "71\r\n>>> ")
        try await run.type("\u{12}kept\u{1b}\r", until: ">>> ")
        try await run.type("x\r", until: "'kept'\r\n>>> ")
        try run.type("\u{4}")
      }
      _ = try await dialogue(["--no-history"], environment: environment) { run in
        try await run.type("y = 'secret'\r", until: ">>> ")
        try run.type("\u{4}")
      }
      #expect(!(try String(contentsOfFile: path, encoding: .utf8)).contains("secret"))
    }

    @Test("The prompt's own commands")
    func commands() async throws {
      let directory = try TemporaryDirectory()
      let file = directory.path + "/statements.py"
      _ = try await dialogue { run in
        try await run.type(":help\r", until: ":undo")
        try await run.type(":limits\r", until: "wall time")
        try await run.type(":policy\r", until: "modules:")
        try await run.type(":layers\r", until: "seccomp")
        try await run.type(":usage\r", until: "no statement has run yet")
        try await run.type(":denials\r", until: "nothing was refused")
        try await run.type("x = 70\r", until: ">>> ")
        try await run.type("x += 1\r", until: ">>> ")
        try await run.type(":usage\r", until: "peak memory")
        try await run.type(":undo\r", until: "undone: x += 1\r\n>>> ")
        try await run.type("x\r", until: "70\r\n>>> ")
        try await run.type(":save \(file)\r", until: "2 statements written\r\n>>> ")
        try await run.type(":reset\r", until: "a new session\r\n>>> ")
        try await run.type(":undo\r", until: "there is nothing to undo\r\n>>> ")
        try await run.type("x\r", until: "NameError")
        try await run.type(":load \(file)\r", until: "70\r\n>>> ")
        try await run.type("import os\r", until: "refused: import of os")
        try await run.type(":denials\r", until: "import of os")
        try await run.type(":nonsense\r", until: "is not a command of the prompt; :help lists them")
        try await run.type(":load /no/such/file\r", until: "cannot read /no/such/file")
        try run.type(":quit\r")
      }
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "x = 70\nx\n")
    }

    @Test("A statement that costs the session its process loses itself alone, and a running limit shows itself")
    func restored() async throws {
      _ = try await dialogue(["--time", "2s", "--cpu", "9s"]) { run in
        try await run.type("x = 70\r", until: ">>> ")
        try await run.type(
          "import re; re.match('(a+)+$', 'a' * 60 + 'b')\r",
          until: " of 2 s; Ctrl-C interrupts")
        try await run.waitForOutput("this is the state from before the statement")
        try await run.type("x + 1\r", until: "71\r\n>>> ")
        try run.type("\u{4}")
      }
    }

    @Test("What a program prints, raises and names cannot command the terminal")
    func escaped() async throws {
      let result = try await dialogue(environment: ["NO_COLOR": ""]) { run in
        try await run.type("print('\\x1b[2J')\r", until: "\\x1b[2J")
        try await run.type("raise ValueError('\\x1b[3J')\r", until: "\\x1b[3J")
        try await run.type("c = type('C', (), {'__dir__': lambda self: ['\\x1b[4J', 'a1', 'a2']})()\r", until: ">>>")
        try await run.type("c.a\t", until: "a2")
        try await run.type("\u{3}", until: ">>>")
        try run.type("\u{4}")
      }
      for sequence in ["\u{1b}[2J", "\u{1b}[3J", "\u{1b}[4J"] { #expect(!result.output.contains(sequence)) }
    }

    @Test("With colours: the prompt, keywords and a traceback")
    func colours() async throws {
      let result = try await dialogue(environment: ["NO_COLOR": ""]) { run in
        try await run.type("if ", until: "\u{1b}[1;34mif\u{1b}[0m")
        try await run.type("\u{3}", until: ">>>")
        try await run.type("1/0\r", until: "\u{1b}[1;31mZeroDivisionError\u{1b}[0m")
        try await run.type(":layers\r", until: "\u{1b}[32menforced\u{1b}[0m  seccomp")
        try run.type("\u{4}")
      }
      #expect(result.output.contains("\u{1b}[1;35m>>>\u{1b}[0m "))
    }
  }
}
