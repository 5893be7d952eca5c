import Belljar
import Testing

extension SandboxTests {
  @Suite("Outcomes")
  struct OutcomeTests {
    @Test("A program that comes to its end has finished, with what it printed and what it used")
    func finished() async throws {
      let outcome = try await run("print(6 * 7)")
      #expect(outcome.termination.isFinished)
      #expect(outcome.standardOutput == "42\n")
      #expect(outcome.standardError.isEmpty)
      #expect(outcome.exception == nil)
      #expect(outcome.denials.isEmpty)
      #expect(outcome.usage.wallTime > .zero)
      #expect(outcome.usage.peakMemory > .mebibytes(1))
      #expect(outcome.usage.outputBytes == .bytes(3))
    }

    @Test("A program that raises has its exception in the termination and in the outcome")
    func raised() async throws {
      let outcome = try await run("raise ValueError('no')")
      let exception = try #require(outcome.termination.exception)
      #expect(exception.type == "ValueError")
      #expect(exception.message == "no")
      #expect(outcome.exception == exception)
      #expect(outcome.standardError.isEmpty)
    }

    @Test(
      "SystemExit gives the status that Python itself would exit with",
      arguments: [
        ("SystemExit", 0, ""), ("SystemExit(None)", 0, ""), ("SystemExit(0)", 0, ""), ("SystemExit(3)", 3, ""),
        ("SystemExit(255)", 255, ""), ("SystemExit(256)", 0, ""), ("SystemExit(-1)", 255, ""),
        ("SystemExit(True)", 1, ""), ("SystemExit('text')", 1, "text\n"), ("SystemExit('')", 1, "\n"),
        ("SystemExit((1, 2))", 1, "(1, 2)\n"),
      ])
    func exited(exit: String, status: Int, errorOutput: String) async throws {
      let outcome = try await run("raise \(exit)")
      #expect(outcome.termination == .exited(status))
      #expect(outcome.standardError == errorOutput)
      #expect(outcome.exception == nil)
    }

    @Test("What was printed before an exit is kept")
    func outputBeforeExit() async throws {
      let outcome = try await run("print('before', end='')\nraise SystemExit(7)")
      #expect(outcome.termination == .exited(7))
      #expect(outcome.standardOutput == "before")
    }

    @Test("Output and error output come whole and apart")
    func separateOutputs() async throws {
      let sandbox = try await SharedSandbox.unrestricted.value
      let outcome = try await sandbox.run(
        """
        import sys
        for number in range(2000):
            print("out", number)
            print("error", number, file=sys.stderr)
        """)
      #expect(outcome.termination.isFinished)
      #expect(outcome.standardOutput == (0..<2000).map { "out \($0)\n" }.joined())
      #expect(outcome.standardError == (0..<2000).map { "error \($0)\n" }.joined())
      #expect(!outcome.output.isTruncated)
      #expect(!outcome.errorOutput.isTruncated)
    }

    @Test("Bytes that are not UTF-8 are kept, and shown as U+FFFD")
    func rawOutput() async throws {
      let sandbox = try await SharedSandbox.unrestricted.value
      let outcome = try await sandbox.run("import sys\nsys.stdout.buffer.write(b'a\\xff\\x00b')")
      #expect(outcome.output.bytes == [0x61, 0xff, 0x00, 0x62])
      #expect(outcome.standardOutput == "a\u{FFFD}\0b")
    }

    @Test("A program runs as __main__")
    func main() async throws {
      #expect(try await output(of: "if __name__ == '__main__': print(__name__)") == "__main__\n")
    }
  }
}
