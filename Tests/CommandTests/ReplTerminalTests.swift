import Foundation
import Glibc
import Testing

extension Command {
  /// `belljar repl` while a statement runs: what it reads, what it writes, and Ctrl-C.
  @Suite("belljar repl: the terminal")
  struct ReplTerminalTests {
    @Test("Ctrl-C interrupts a busy loop, whose limit shows itself, and the state is kept")
    func interruptBusyLoop() async throws {
      try await Command.dialogue(["--time", "80s", "--cpu", "80s"]) { run in
        try await run.enter("x = 70")
        try await run.type("while True: x = 71\r\r", until: " of 80 s; Ctrl-C interrupts")
        try await run.type("\u{3}", until: "KeyboardInterrupt\r\n>>> ")
        try await run.enter("x", showing: "71")
      }
    }

    @Test("input() shows its prompt where the output ends, and reads a line that can be edited")
    func input() async throws {
      try await Command.dialogue { run in
        try await run.type("a = input('first? ')\r", until: "\rfirst? ")
        try await run.enter("sevenx\u{7f}ty")
        try await run.enter("a", showing: "'seventy'")
        try await run.type("print('in all', end=' '); b = int(input()) + int(input('second? '))\r", until: "\rin all ")
        try await run.type("30\r", until: "second? ")
        try await run.enter("41")
        try await run.enter("b", showing: "71")
        // The line was no statement, and is none in the history.
        try await run.type("\u{1b}[A\u{1b}[A", until: "print(")
        try await run.type("\u{3}", until: ">>> ")
      }
    }

    @Test("Lines that are pasted at input() go to one call after the other")
    func pasteAtInput() async throws {
      try await Command.dialogue { run in
        try await run.type("[input('? ') for _ in range(3)]\r", until: "\r? ")
        try await run.enter("\u{1b}[200~a\rb\u{1b}[201~\rc", showing: "['a', 'b', 'c']")
      }
    }

    @Test("Ctrl-C in input() raises KeyboardInterrupt, which the program may catch once, and the state is kept")
    func interruptInput() async throws {
      try await Command.dialogue { run in
        try await run.enter("x = 70")
        try await run.type("input('? ')\r", until: "\r? ")
        try await run.type("lost\u{3}", until: "KeyboardInterrupt\r\n>>> ")
        try await run.type(
          "while True:\rtry: input('again? ')\rexcept KeyboardInterrupt: x = 71\r\r", until: "\ragain? ")
        try await run.type("\u{3}", until: "again? ")
        let ended = try await run.type("\u{3}", until: "\r\n>>> ")
        // The program may catch this one too, and is then killed; that is told.
        try await run.enter("x", showing: ended.contains("the state from before the statement") ? "70" : "71")
      }
    }

    @Test("Ctrl-D in input() raises EOFError, for that one read")
    func endOfInputInInput() async throws {
      try await Command.dialogue { run in
        try await run.type("input('? ')\r", until: "\r? ")
        try await run.enter("\u{4}", showing: "EOFError")
        try await run.type("input('? ')\r", until: "\r? ")
        try await run.enter("70", showing: "'70'")
      }
    }

    @Test("The time that a user takes is not the statement's")
    func timeAtInput() async throws {
      try await Command.dialogue(["--time", "1s"]) { run in
        try await run.type("input('? ')\r", until: "\r? ")
        try await Task.sleep(for: .seconds(2))
        try await run.enter("70", showing: "'70'")
      }
    }

    @Test("A signal ends an input() that waits")
    func signalAtInput() async throws {
      try await Command.dialogue { run in
        try await run.type("input('? ')\r", until: "\r? ")
        try await run.act(until: "KeyboardInterrupt\r\n>>> ") { run.send(SIGINT) }
        try await run.enter("70 + 1", showing: "71")
      }
    }

    @Test("A statement that prints 10 MB shows all of it, within the limit")
    func muchOutput() async throws {
      let result = try await Command.dialogue(["--output", "16MiB", "--time", "60s"]) { run in
        try await run.enter("for _ in range(1000): print(('0123456789' * 10 + '\\n') * 100, end='')\r")
        try await run.enter("print('and', 'on')", showing: "and on")
      }
      #expect(result.output.components(separatedBy: "0123456789\r\n").count == 100_001)
    }

    @Test("Output beyond the limit is told, and the state is that from before")
    func exceededOutput() async throws {
      try await Command.dialogue { run in
        try await run.enter("x = 70")
        try await run.enter("while True: print('much')\r", showing: "this is the state from before the statement")
        try await run.enter("x + 1", showing: "71")
      }
    }

    @Test("With colours: the prompt, keywords and a traceback")
    func colours() async throws {
      let result = try await Command.dialogue(environment: ["NO_COLOR": ""]) { run in
        try await run.type("if ", until: "\u{1b}[1mif\u{1b}[0m")
        try await run.type("\u{3}", until: ">>>")
        try await run.type("1/0\r", until: "\u{1b}[1;31mZeroDivisionError\u{1b}[0m")
        try await run.type(":layers\r", until: "\u{1b}[32menforced\u{1b}[0m  seccomp")
      }
      #expect(result.output.contains("\u{1b}[1;35m>>>\u{1b}[0m "))
    }

    @Test("With NO_COLOR nothing has a colour")
    func noColour() async throws {
      let result = try await Command.dialogue(["--time", "2s"]) { run in
        try await run.enter("if 1: 'text'\r", showing: "text")
        try await run.enter("1/0", showing: "ZeroDivisionError")
        try await run.enter(":layers", showing: "seccomp")
        try await run.enter("while True: pass\r", showing: "Ctrl-C interrupts")
      }
      #expect(!result.output.contains(/\u{1b}\[[0-9;]*m/))
    }

    @Test("What a program prints, raises, asks and names cannot command the terminal")
    func escaped() async throws {
      let result = try await Command.dialogue(environment: ["NO_COLOR": ""]) { run in
        try await run.type("print('\\x1b[2J')\r", until: "\r\n\\x1b[2J")
        try await run.type("raise ValueError('\\x1b[3J')\r", until: "\\x1b[3J")
        try await run.type("input('\\x1b[5J? ')\r", until: "\r\\x1b[5J? ")
        try await run.type("\r", until: ">>>")
        try await run.type("c = type('C', (), {'__dir__': lambda self: ['\\x1b[4J', 'a1', 'a2']})()\r", until: ">>>")
        try await run.type("c.a\t", until: "a2")
        try await run.type("\u{3}", until: ">>>")
      }
      for sequence in ["\u{1b}[2J", "\u{1b}[3J", "\u{1b}[4J", "\u{1b}[5J"] {
        #expect(!result.output.contains(sequence))
      }
    }
  }
}
