import Glibc
import Testing

extension Command {
  @Suite("Output")
  struct OutputTests {
    @Test("It appears while the program still runs", arguments: ["begun\n", "no line feed"])
    func live(_ text: String) async throws {
      let worker = try TaggedWorker()
      let run = try CommandRun(
        ["run", "--time", "80s", "-c", "import time\nprint(\(text.debugDescription), end='')\ntime.sleep(80)"],
        environment: worker.environment)
      try await run.waitForOutput(text)
      #expect(!run.hasEnded)
      run.send(SIGINT)
      #expect(try await run.result().output == text)
      try await worker.expectNothingRuns()
    }

    @Test("Each stream keeps its order, and the two stay apart")
    func order() async throws {
      let result = try await Command.run(
        "run", "--namespace", "none", "-c",
        "import sys\nfor i in range(5000): print(i, file=sys.stderr if i % 2 else sys.stdout)")
      #expect(result.output == stride(from: 0, to: 5000, by: 2).map { "\($0)\n" }.joined())
      let odd = stride(from: 1, to: 5000, by: 2).map { "\($0)\n" }.joined()
      #expect(result.errorOutput == Command.namespaceWarning + "\n" + odd)
    }

    @Test("Not on a terminal its bytes are untouched")
    func bytes() async throws {
      let result = try await Command.run(
        "run", "--namespace", "none", "-c",
        "import sys\nsys.stdout.buffer.write(b'\\x1b[31m' + bytes(range(256)))")
      #expect(result.outputBytes == Array("\u{1b}[31m".utf8) + (0...255).map { UInt8($0) })
      #expect(result.status == 0)
    }

    @Test("10 MB on each stream come through whole")
    func large() async throws {
      let result = try await Command.run(
        "run", "--namespace", "none", "--output", "30MB", "--time", "60s", "--cpu", "60s", "-c",
        """
        import sys
        for i in range(100):
            sys.stdout.write('o' * 100_000)
            sys.stderr.write('e' * 100_000)
        """)
      #expect(result.status == 0)
      #expect(result.outputBytes == [UInt8](repeating: UInt8(ascii: "o"), count: 10_000_000))
      let errors = result.errorBytes.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
      #expect(errors.count == 10_000_000 && errors.allSatisfy { $0 == UInt8(ascii: "e") })
    }

    @Test("No more than the limit is passed on")
    func limited() async throws {
      let result = try await Command.run("run", "--output", "100B", "-c", "print('x' * 1_000_000)")
      #expect(result.status == 123)
      #expect(result.output == String(repeating: "x", count: 100))
    }

    @Test("A full disk earns one sentence and 125")
    func fullDisk() async throws {
      let result = try await Command.run("run", "-c", "print(42)", output: .file("/dev/full"))
      #expect(result.status == 125)
      #expect(result.errorOutput == "belljar: cannot write standard output: No space left on device\n")
    }

    @Test("A reader that goes away ends the command")
    func abandoned() async throws {
      let result = try await Command.run(
        "run", "--time", "20s", "-c", "while True: print('x' * 1000)", output: .abandoned)
      #expect(result.status == -SIGPIPE)
    }

    @Test("Without a standard output, output earns one sentence and 125")
    func closed() async throws {
      let result = try await Command.run("run", "-c", "print(42)", output: .closed)
      #expect(result.status == 125)
      #expect(result.errorOutput == "belljar: cannot write standard output: Bad file descriptor\n")
    }
  }
}
