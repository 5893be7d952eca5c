import Foundation
import Glibc
import Testing

extension Command {
  /// Statements that run at `belljar repl`, and what they leave.
  @Suite("belljar repl: statements")
  struct ReplRunningTests {
    @Test("The last value is _")
    func lastValue() async throws {
      try await Command.dialogue { run in
        try await run.enter("70", showing: "70")
        try await run.enter("x = 5")
        try await run.enter("None")
        try await run.enter("_ + 1", showing: "71")
        try await run.enter("_ + 1", showing: "72")
      }
    }

    @Test("help() prints an object's documentation")
    func help() async throws {
      try await Command.dialogue { run in
        try await run.enter("help(len)", showing: "Return the number of items in a container.")
        try await run.enter("def f(): 'mine, in seventy words'\r")
        try await run.enter("help(f)", showing: "\r\nmine, in seventy words")
      }
    }

    @Test("exit() leaves with its status")
    func exit() async throws {
      let result = try await Command.dialogue { run in
        try run.type("exit(3)\r")
        _ = try await run.result()
      }
      #expect(result.status == 3)
    }

    @Test(
      "A limit of time that Python's own loop meets leaves the state, and one that a loop in C meets that from before")
    func exceededTime() async throws {
      try await Command.dialogue(["--time", "2s", "--cpu", "9s"]) { run in
        try await run.enter("x = 70")
        let ended = try await run.enter("while True: x = 71\r", showing: "wall time")
        // On a machine that is busy elsewhere the interrupt may come too late; that is told.
        let state = ended.contains("the state from before the statement") ? "70" : "71"
        try await run.enter("x", showing: state)
        try await run.enter(
          "x = 0; import re; re.match('(a+)+$', 'a' * 60 + 'b')", showing: "this is the state from before the statement"
        )
        try await run.enter("x", showing: state)
      }
    }

    @Test("Memory beyond the limit is a MemoryError, and the state is kept")
    func exceededMemory() async throws {
      try await Command.dialogue { run in
        try await run.enter("x = 70")
        try await run.enter("y = bytes(10 ** 10)", showing: "MemoryError")
        try await run.enter("x + 1", showing: "71")
      }
    }

    @Test("A crash is told, and the state is that from before it")
    func crash() async throws {
      try await Command.dialogue(["--namespace", "unrestricted"]) { run in
        try await run.enter("x = 70")
        try await run.enter("import os")
        let shown = try await run.enter("x = 0; os.abort()", showing: "this is the state from before the statement")
        #expect(shown.contains("belljar: crashed"))
        try await run.enter("x + 1", showing: "71")
      }
    }

    @Test("Without a copy a crash means a new session, and the statements can be written and run again")
    func crashWithoutCopy() async throws {
      let directory = try TemporaryDirectory()
      let file = directory.path + "/statements.py"
      try await Command.dialogue(["--namespace", "unrestricted", "--undo", "0"]) { run in
        try await run.enter("x = 70")
        try await run.enter("import os")
        try await run.enter("os.abort()", showing: "this is a new one: 3 statements are without effect")
        try await run.enter(":save \(file)", showing: "3 statements written")
        try await run.enter("x", showing: "NameError")
      }
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "x = 70\nimport os\nos.abort()\n")
    }

    @Test(":undo takes back an assignment, and input() works in what it goes back to")
    func undoAssignment() async throws {
      try await Command.dialogue { run in
        try await run.enter("x = 70")
        try await run.enter("x = 71")
        try await run.enter(":undo", showing: "undone: x = 71")
        try await run.enter("x", showing: "70")
        try await run.type("input('? ')\r", until: "\r? ")
        try await run.enter("72", showing: "'72'")
      }
    }

    @Test(":undo takes back an import")
    func undoImport() async throws {
      try await Command.dialogue { run in
        try await run.enter("import math")
        try await run.enter(":undo", showing: "undone: import math")
        try await run.enter("math", showing: "NameError")
      }
    }

    @Test(":undo takes back a change within an object")
    func undoMutation() async throws {
      try await Command.dialogue { run in
        try await run.enter("items = [70, 71]")
        try await run.enter("items.clear()")
        try await run.enter(":undo", showing: "undone: items.clear()")
        try await run.enter("items", showing: "[70, 71]")
      }
    }

    @Test("The prompt's own commands")
    func commands() async throws {
      let directory = try TemporaryDirectory()
      let file = directory.path + "/statements.py"
      try await Command.dialogue { run in
        try await run.enter(":help", showing: ":undo")
        try await run.enter(":limits", showing: "wall time")
        try await run.enter(":policy", showing: "modules:")
        try await run.enter(":layers", showing: "seccomp")
        try await run.enter(":usage", showing: "no statement has run yet")
        try await run.enter(":denials", showing: "nothing was refused")
        try await run.enter("x = 70")
        try await run.enter("x += 1")
        try await run.enter(":usage", showing: "peak memory")
        try await run.enter(":undo", showing: "undone: x += 1")
        try await run.enter("x", showing: "70")
        try await run.enter(":save \(file)", showing: "2 statements written")
        try await run.enter(":reset", showing: "a new session")
        try await run.enter(":undo", showing: "there is nothing to undo")
        try await run.enter("x", showing: "NameError")
        try await run.enter(":load \(file)", showing: "70")
        try await run.enter(":nonsense", showing: "is not a command of the prompt; :help lists them")
        try await run.enter(":load /no/such/file", showing: "cannot read /no/such/file")
        try run.type(":quit\r")
        _ = try await run.result()
      }
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "x = 70\nx\n")
    }

    @Test("What is refused is told with the rule that would allow it")
    func denials() async throws {
      try await Command.dialogue { run in
        try await run.enter("import os", showing: "to allow it: modules: {add: [os]}")
        try await run.enter(":denials", showing: "import of os")
      }
    }

    @Test("Without builtins statements, blocks, _ and undo work, and a name that is a builtin elsewhere is unknown")
    func emptyBuiltins() async throws {
      try await Command.dialogue(["--namespace", "empty-builtins"]) { run in
        try await run.enter("70 + 1", showing: "71")
        try await run.type("def f(n):\rreturn n + 1\r\r", until: ">>> ")
        try await run.enter("f(_)", showing: "72")
        try await run.enter("x = 1")
        try await run.enter(":undo", showing: "undone: x = 1")
        try await run.enter("x", showing: "NameError")
        try await run.enter("input()", showing: "NameError")
        try await run.enter("import math", showing: "ImportError")
        let shown = try await run.type("prin\t = whil\t", until: "e")
        #expect(!shown.contains("print"))
        try await run.type("\u{3}", until: ">>> ")
      }
    }

    @Test(
      "Every namespace level has its prompt",
      arguments: ["unrestricted", "allowlist", "restricted", "hardened", "audited"])
    func levels(_ level: String) async throws {
      try await Command.dialogue(["--namespace", level]) { run in
        try await run.enter("70 + 1", showing: "71")
        try await run.type("def f(n):\rreturn n + 1\r\r", until: ">>> ")
        try await run.enter("f(_)", showing: "72")
        try await run.type("input('? ')\r", until: "\r? ")
        try await run.enter("73", showing: "'73'")
        try await run.enter(":undo", showing: "undone: input")
      }
    }
  }
}
