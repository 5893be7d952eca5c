import Foundation
import Testing

extension Command {
  /// What is typed at `belljar repl`, and what becomes of it before it runs.
  @Suite("belljar repl: lines")
  struct ReplEditingTests {
    @Test("A block is indented as it is typed, and ends with an empty line")
    func blocks() async throws {
      try await Command.dialogue { run in
        try await run.enter("x = 41")
        try await run.enter("x + 1", showing: "42")
        try await run.type("for i in range(2):\r", until: "...     ")
        try await run.type("print(i + 70)\r", until: "...     ")
        try await run.enter("", showing: "70\r\n71")
      }
    }

    @Test(
      "A pasted block is one statement, with its empty lines and its own indentation, and its tabs complete nothing")
    func blockPaste() async throws {
      try await Command.dialogue { run in
        try await run.type(
          "\u{1b}[200~def f(n):\r\tif n:\r\t\treturn 70 + n\r\r\treturn 0\r\u{1b}[201~\r",
          until: "...     return 0\r\n")
        try await run.enter("")
        try await run.enter("f(1)", showing: "71")
        try await run.enter("f(0)", showing: "0")
      }
    }

    @Test("10 MB that are pasted are dropped with a reason, 2 MB are taken, and the prompt goes on")
    func hugePaste() async throws {
      try await Command.dialogue { run in
        try await run.enter("x = 70")
        let huge = String(repeating: "x = 'ten characters and ten'\r", count: 10_000_000 / 29)
        try await run.enter("\u{1b}[200~\(huge)\u{1b}[201~", showing: "and a statement at most 8 MiB; it was dropped")
        try await run.enter("x + 1", showing: "71")
        let large = String(repeating: "0123456789\r", count: 181_818)
        try await run.enter("\u{1b}[200~text = '''\(large)'''\u{1b}[201~", showing: "(pasted: 181819 lines, 1.9 MiB)")
        try await run.enter("len(text)", showing: "1999998")
      }
    }

    @Test("Tab completes a name, and indents at a line's start")
    func nameCompletion() async throws {
      try await Command.dialogue { run in
        try await run.enter("quantity = 16")
        try await run.type("quan\t", until: "tity")
        try await run.enter("", showing: "16")
        try await run.type("if 1:\r", until: "...     ")
        try await run.type("\u{15}\t71 * 2\r", until: "... ")
        try await run.enter("", showing: "142")
      }
    }

    @Test("Tab completes an attribute, and lists several")
    func attributeCompletion() async throws {
      try await Command.dialogue { run in
        try await run.enter("import math")
        try await run.type("math.isc\t", until: "lose")
        try await run.enter("(1, 1)", showing: "True")
        try await run.type("math.is\t", until: "isfinite")
        try await run.type("q\t", until: "rt")
        try await run.enter("(16)", showing: "4")
      }
    }

    @Test("Tab completes the modules that the policy allows, and no others")
    func moduleCompletion() async throws {
      try await Command.dialogue { run in
        try await run.type("import statis\t", until: "tics")
        try await run.enter("")
        try await run.type("from statis\t", until: "tics")
        try await run.enter(" import mean")
        try await run.enter("mean([70, 72])", showing: "71")
        let shown = try await run.type("import subproces\t+", until: "+")
        #expect(!shown.contains("subprocess"))
        try await run.type("\u{3}", until: ">>> ")
      }
    }

    @Test(
      "An object that never answers Tab holds up no key, and is asked in a copy: it changes nothing and ends nothing")
    func hostileCompletion() async throws {
      try await Command.dialogue { run in
        try await run.type(
          "class C:\rdef __dir__(self):\rglobals()['asked'] = True\rwhile True:\rtry:\r", until: "...                 ")
        try await run.type("while True: pass\r", until: "...                 ")
        try await run.type("\u{7f}except BaseException: pass\r\r", until: ">>> ")
        try await run.enter("c = C()")
        try await run.type("c.x\t70", until: "70")
        try await run.enter("\u{15}35 + 36", showing: "71")
        try await run.enter("'asked' in globals()", showing: "False")
        try await run.enter("type(c).__name__", showing: "'C'")
      }
    }

    @Test("Names that come late are shown where the line is still the same")
    func lateCompletion() async throws {
      try await Command.dialogue { run in
        try await run.enter("import time")
        try await run.type(
          "class C:\rdef __dir__(self):\rtime.sleep(0.5)\rreturn ['late1', 'late2']\r\r", until: ">>> ")
        try await run.enter("c = C()")
        try await run.type("c.\t", until: "late")
        try await run.type("\t", until: "late1")
        // A key that was typed before they came was meant for the line without them.
        let shown = try await run.type("\u{15}c.\tx", until: "x")
        #expect(!shown.contains("late"))
        try await run.type("\u{3}", until: ">>> ")
      }
    }

    @Test("The history is kept in a file of the user's own, whole statements, and comes back in the next prompt")
    func history() async throws {
      let directory = try TemporaryDirectory()
      let environment = ["NO_COLOR": "1", "HOME": directory.path]
      try await Command.dialogue(environment: environment) { run in
        try await run.type("def f():\rreturn 71\r\r", until: ">>> ")
        try await run.enter("x = 'kept'")
      }
      let path = directory.path + "/.local/state/belljar/history"
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      try await Command.dialogue(environment: environment) { run in
        try await run.type("\u{1b}[A\u{1b}[A", until: "def f():")
        try await run.enter("")
        try await run.enter("f()", showing: "71")
      }
      try await Command.dialogue(["--no-history"], environment: environment) { run in
        try await run.enter("y = 'secret'")
      }
      #expect(!(try String(contentsOfFile: path, encoding: .utf8)).contains("secret"))
    }

    @Test("Ctrl-R searches the history, and Enter runs what it found")
    func historySearch() async throws {
      try await Command.dialogue { run in
        try await run.enter("x = 70")
        try await run.enter("x = x + 1")
        try await run.enter("y = 0")
        try await run.type("\u{12}x + ", until: "x = x + 1")
        try await run.enter("")
        try await run.enter("x", showing: "72")
      }
    }

    @Test("A recalled block has a mark before each line, and is edited in any of them")
    func recalledBlock() async throws {
      try await Command.dialogue { run in
        try await run.type("def f(n):\rif n:\rreturn 70\rreturn 0\r\r", until: ">>> ")
        try await run.type("\u{1b}[A", until: "...         return 70\r\n...     return 0\r\n... ")
        // Up to `return 70`, to its end, and back over it; then the marks are stepped over and not taken.
        try await run.enter("\u{1b}[A\u{1b}[A\u{5}\u{7f}5\u{1}\u{1b}[D\u{1b}[C")
        try await run.enter("f(1)", showing: "75")
        try await run.enter("f(0)", showing: "0")
        // Backspace takes a line's indentation by steps, and then joins it to the line before.
        try await run.type("\u{1b}[200~if 1:\r    y = 1\u{1b}[201~", until: "...     y = 1")
        try await run.enter("\u{1}\u{1b}[C\u{1b}[C\u{1b}[C\u{1b}[C\u{7f}\u{7f}\r")
        try await run.enter("y", showing: "1")
      }
    }

    @Test("Ctrl-C at the prompt drops what is typed, a block too")
    func interruptAtPrompt() async throws {
      try await Command.dialogue { run in
        try await run.type("x = 'unfinished", until: "unfinished")
        try await run.type("\u{3}", until: "KeyboardInterrupt\r\n>>> ")
        try await run.type("if x:\r", until: "... ")
        try await run.type("\u{3}", until: "KeyboardInterrupt\r\n>>> ")
        try await run.enter("x", showing: "NameError")
      }
    }

    @Test("Ctrl-D leaves on an empty line, and takes a character in one that is not")
    func endOfInput() async throws {
      let result = try await Command.dialogue { run in
        try await run.enter("711\u{1b}[D\u{4}", showing: "\r\n71\r\n")
        try run.type("\u{4}")
        _ = try await run.result()
      }
      #expect(result.status == 0)
    }

    @Test("A terminal that changes its size shows the line anew, and lists by its new width")
    func resize() async throws {
      try await Command.dialogue { run in
        try await run.enter("import math")
        try await run.type("x = '" + String(repeating: "y", count: 60), until: "yyy")
        // The line is drawn again at the new width.
        try await run.act(until: "yyy") { try run.resize(columns: 40) }
        try await run.enter("zz'")
        try await run.enter("len(x)", showing: "62")
        let list = try await run.type("math.\t", until: "ulp")
        #expect(list.split(separator: "\r\n").allSatisfy { $0.count <= 40 }, "\(list)")
        try await run.type("\u{3}", until: ">>> ")
      }
    }

    @Test("On a terminal of 40 columns a long line goes on in the next row, and is edited there")
    func narrow() async throws {
      try await Command.dialogue(columns: 40) { run in
        try await run.enter("import math")
        try await run.type("text = '" + String(repeating: "n", count: 100) + "'", until: "n'")
        try await run.enter("\u{1b}[Dend\u{1}\u{1b}[Cy\u{7f}")
        try await run.enter("len(text), text[-3:]", showing: "(103, 'end')")
        let list = try await run.type("math.\t", until: "ulp")
        #expect(list.split(separator: "\r\n").allSatisfy { $0.count <= 40 }, "\(list)")
        try await run.type("\u{3}", until: ">>> ")
      }
    }

    @Test(
      "A terminal that can do nothing, or that nobody knows, is sent text alone, and keys work as ever",
      arguments: ["dumb", "belljar-nonesuch"])
    func terminalTypes(_ type: String) async throws {
      let result = try await Command.dialogue(environment: ["TERM": type]) { run in
        try await run.enter("import math")
        try await run.type("math.isc\t", until: "lose")
        try await run.enter("(1, 1)", showing: "True")
        try await run.enter("1/0", showing: "ZeroDivisionError")
        try await run.type("input('? ')\r", until: "\r? ")
        try await run.enter("71", showing: "'71'")
      }
      #expect(!result.output.contains("\u{1b}"))
    }

    @Test("What is typed while a statement runs is shown once, when it is edited")
    func typedAhead() async throws {
      try await Command.dialogue { run in
        try await run.type("import time; print('begun'); time.sleep(0.5)\r", until: "begun\r\n")
        let shown = try await run.enter("70 + 1", showing: "71")
        #expect(shown.components(separatedBy: "70 + 1").count == 2, "\(shown)")
      }
    }
  }
}
