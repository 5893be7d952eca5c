import Belljar
import Testing

extension SandboxTests {
  @Suite("Input")
  struct InputTests {
    @Test("Input of every size arrives whole, byte for byte", arguments: [0, 1, 100_000, 1 << 20])
    func bytes(count: Int) async throws {
      let input = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
      let sandbox = try await SharedSandbox.unrestricted.value
      let outcome = try await sandbox.run(
        """
        import sys
        data = sys.stdin.buffer.read()
        sys.stdout.buffer.write(data[:2000] + data[-2000:])
        print(len(data), sum(data), sum(i * b for i, b in enumerate(data)), file=sys.stderr)
        """, standardInput: .bytes(input))
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.output.bytes == input.prefix(2000) + input.suffix(2000))
      let sum = input.reduce(0) { $0 + Int($1) }
      let weighted = input.enumerated().reduce(0) { $0 + $1.offset * Int($1.element) }
      #expect(outcome.standardError == "\(count) \(sum) \(weighted)\n")
    }

    @Test("Text is read line by line", arguments: [0, 1, 10_000, 100_000])
    func lines(count: Int) async throws {
      let text = (0..<count).map { "line \($0) ☃\n" }.joined()
      let outcome = try await SharedSandbox.standard.value.run(
        """
        count = 0
        try:
            while True:
                assert input() == f"line {count} \\N{SNOWMAN}"
                count += 1
        except EOFError:
            print(count)
        """, standardInput: .text(text))
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.standardOutput == "\(count)\n")
    }

    @Test("input() at the end of the input raises EOFError", arguments: [StandardInput.none, .bytes([]), .text("")])
    func endOfInput(input: StandardInput) async throws {
      let outcome = try await SharedSandbox.standard.value.run("input()", standardInput: input)
      let raised = try #require(outcome.termination.exception)
      #expect(raised.type == "EOFError")
      #expect(raised.message == "EOF when reading a line")
    }

    @Test("A last line without its end is read, and a prompt is printed")
    func prompt() async throws {
      let outcome = try await SharedSandbox.standard.value.run(
        "print('[' + input('? ') + ']')", standardInput: .text("answer"))
      #expect(outcome.standardOutput == "? [answer]\n")
    }

    @Test("A program that never reads its 1 MiB of input finishes")
    func unread() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let outcome = try await sandbox.run(
        "print('done')", standardInput: .bytes([UInt8](repeating: 1, count: 1 << 20)))
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.standardOutput == "done\n")
      #expect(try await sandbox.run("print('next')").standardOutput == "next\n")
    }

    @Test("A program that never reads its input meets its limit of time, and its caller waits no longer than that")
    func unreadInALoop() async throws {
      var limits = Policy.standard.limits
      limits.wallTime = .milliseconds(200)
      let outcome = try await SharedSandbox.standard.value.run(
        "while True: pass", limits: limits, standardInput: .bytes([UInt8](repeating: 1, count: 4 << 20)))
      guard case .limitExceeded(.wallTime) = outcome.termination else {
        Issue.record("\(outcome.termination)")
        return
      }
    }

    @Test("A program that closes its input in the middle finishes")
    func closed() async throws {
      let outcome = try await SharedSandbox.unrestricted.value.run(
        "import os\nos.read(0, 10)\nos.close(0)\nprint('done')",
        standardInput: .bytes([UInt8](repeating: 1, count: 1 << 20)))
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.standardOutput == "done\n")
    }

    @Test("One run's input is not another's")
    func ownInput() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let first = try await sandbox.run("print(input())", standardInput: .text("first\nleft over\n"))
      let second = try await sandbox.run("print(input())", standardInput: .text("second\n"))
      #expect(first.standardOutput == "first\n")
      #expect(second.standardOutput == "second\n")
    }
  }
}
