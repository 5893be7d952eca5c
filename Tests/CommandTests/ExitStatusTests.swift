import Testing

extension Command {
  @Suite("Exit status")
  struct ExitStatusTests {
    @Test("Each way to end has its exit status and its one line", arguments: HowItEnded.all)
    func ending(_ ending: HowItEnded) async throws {
      let result = try await Command.run(["run"] + ending.arguments)
      #expect(result.status == ending.status)
      #expect(
        try Sentence.matches([ending.reason].compactMap(\.self), result.reasons), "\(result.errorOutput)")
      let last = result.errorOutput.split(separator: "\n").last.map(String.init)
      #expect(ending.reason == nil || last == result.reasons.last, "the reason is not the last line")
    }

    @Test("Under --quiet the line is gone and the status is the same", arguments: HowItEnded.all)
    func quiet(_ ending: HowItEnded) async throws {
      let result = try await Command.run(["run", "--quiet"] + ending.arguments)
      #expect(result.status == ending.status)
      #expect(result.reasons.isEmpty)
    }

    @Test("The status is the program's own, whichever it is", arguments: [1, 2, 122, 125, 130, 255])
    func ownStatus(_ status: Int32) async throws {
      let result = try await Command.run("run", "-c", "raise SystemExit(\(status))")
      #expect(result.status == status)
      #expect(result.errorOutput == "belljar: exited with status \(status)\n")
    }

    @Test("os._exit(0) midway is not a finish")
    func exitWithoutRecord() async throws {
      let result = try await Command.run("run", "--json", "--namespace", "none", "-c", "import os; os._exit(0)")
      #expect(try OutcomeObject(result).string("outcome") == "exited")
      #expect(result.status == 0)
    }

    @Test("A traceback shows the program's lines and none of Belljar's")
    func traceback() async throws {
      let result = try await Command.run("run", "-c", "def f():\n    raise ValueError('no')\nf()")
      let marks = try await PythonVersion.minor() < 13 ? "" : "\n    ~^^"
      #expect(
        result.errorOutput == """
          Traceback (most recent call last):
            File "<program>", line 3, in <module>
              f()\(marks)
            File "<program>", line 2, in f
              raise ValueError('no')
          ValueError: no
          belljar: raised ValueError

          """)
      #expect(result.output.isEmpty)
    }

    @Test("A refused import is told, then the exception")
    func refusal() async throws {
      let result = try await Command.run("run", "-c", "import socket")
      #expect(result.status == 1)
      #expect(
        result.diagnostics == [
          "belljar: refused: import of socket (line 1); to allow it: modules: {add: [socket]}",
          "belljar: raised ImportError",
        ])
    }

    @Test("What was printed before a kill is there")
    func outputBeforeKill() async throws {
      let result = try await Command.run(
        "run", "--time", "500ms", "-c", "print('a', end='')\nwhile True: pass")
      #expect(result.output == "a")
      #expect(result.status == 124)
    }

    @Test("An exception's name cannot forge a line or drive a terminal")
    func forgedName() async throws {
      let result = try await Command.run(
        "run", "--namespace", "none", "-c", #"raise type("A\x1b[2J\nbelljar: denied", (Exception,), {})"#)
      #expect(result.status == 1)
      #expect(result.errorOutput.hasSuffix("\nbelljar: raised A\\x1b[2J\\x0abelljar: denied\n"))
    }
  }
}
