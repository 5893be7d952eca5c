import Testing

extension Command {
  @Suite("The program's input and surroundings")
  struct InputTests {
    @Test("Under --stdin the program reads the command's standard input")
    func passed() async throws {
      let result = try await Command.run(
        "run", "--stdin", "-c", "print(input()[::-1], input())", input: .text("héllo\nworld"))
      #expect(result.output == "olléh world\n")
      #expect(result.status == 0)
    }

    @Test("Without --stdin it reads nothing")
    func withheld() async throws {
      let result = try await Command.run("run", "-c", "print(input())", input: .text("secret\n"))
      #expect(result.output.isEmpty)
      #expect(result.status == 1)
      #expect(result.diagnostics == ["belljar: raised EOFError"])
    }

    @Test("10 MB pass both ways, whatever the bytes")
    func large() async throws {
      let bytes = (0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
      let result = try await Command.run(
        "run", "--stdin", "--namespace", "none", "--output", "20MB", "--time", "60s", "--cpu", "60s", "-c",
        "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", input: .bytes(bytes))
      #expect(result.status == 0, "\(result.errorOutput)")
      // Compared outside the expectation, which would describe 10 MB, for minutes.
      let isSame = result.outputBytes == bytes
      #expect(isSame, "\(result.outputBytes.count) bytes came back")
    }

    @Test("A program that does not read its input ends all the same")
    func unread() async throws {
      let result = try await Command.run(
        "run", "--stdin", "-c", "print(42)", input: .bytes([UInt8](repeating: 0, count: 10_000_000)))
      #expect(result.output == "42\n")
      #expect(result.status == 0)
    }

    @Test("More input than can be passed on earns one sentence and 125")
    func tooLarge() async throws {
      let result = try await Command.run(
        "run", "--stdin", "-c", "pass", input: .bytes([UInt8](repeating: 0, count: (64 << 20) + 1)))
      #expect(result.status == 125)
      #expect(
        result.errorOutput == "belljar: standard input is longer than 64 MiB, the most that can be passed on\n")
    }

    @Test(
      "Without a standard input, reading one earns one sentence and 125", arguments: [["--stdin", "-c", ""], ["-"]])
    func closed(_ arguments: [String]) async throws {
      let result = try await Command.run(["run"] + arguments, input: .closed)
      #expect(result.status == 125)
      #expect(result.errorOutput == "belljar: cannot read standard input: Bad file descriptor\n")
    }

    @Test("Without a standard input a program runs")
    func closedAndUnused() async throws {
      let result = try await Command.run("run", "-c", "print(42)", input: .closed)
      #expect(result.output == "42\n")
      #expect(result.status == 0)
    }

    @Test("The command's environment does not reach the program")
    func environment() async throws {
      let result = try await Command.run(
        "run", "--namespace", "none", "-c", "import os; print(dict(os.environ), dict(os.environb))",
        environment: ["SECRET": "hunter2", "PYTHONPATH": "/tmp", "PYTHONSTARTUP": "/etc/passwd", "LANG": "C"])
      #expect(result.output == "{} {}\n")
      #expect(!result.errorOutput.contains("hunter2"))
      #expect(result.status == 0)
    }
  }
}
