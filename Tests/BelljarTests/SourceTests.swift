import Belljar
import Testing

extension SandboxTests {
  @Suite("Sources")
  struct SourceTests {
    @Test(
      "A program without a statement finishes", arguments: ["", "\n", "   ", "# only a comment", "# one\n# two\n\n"])
    func empty(source: String) async throws {
      let outcome = try await run(source)
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.output.bytes.isEmpty)
      #expect(outcome.errorOutput.bytes.isEmpty)
    }

    @Test("A NUL in the source is the program's fault")
    func nul() async throws {
      let raised = try await exception(of: "x = 1\0\n")
      #expect(raised.message == "source code string cannot contain null bytes")
      #expect(raised.type == "ValueError" || raised.type == "SyntaxError")
    }

    @Test("Bytes that are not UTF-8 are the program's fault")
    func notUTF8() async throws {
      let outcome = try await SharedSandbox.standard.value.run(bytes: Array("x = '".utf8) + [0xff] + Array("'".utf8))
      let raised = try #require(outcome.termination.exception)
      #expect(raised.type == "SyntaxError")
      #expect(raised.message.contains("'utf-8' codec can't decode byte 0xff"))
      #expect(raised.traceback.hasPrefix("  File \"<program>\", line 1\n"))
      #expect(outcome.denials.isEmpty, "The program asked for nothing: \(outcome.denials)")
    }

    @Test("A coding cookie is honoured")
    func codingCookie() async throws {
      let source = Array("# -*- coding: latin-1 -*-\nprint(ascii('".utf8) + [0xe9] + Array("'))\n".utf8)
      let outcome = try await SharedSandbox.standard.value.run(bytes: source)
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.standardOutput == "'\\xe9'\n")
    }

    @Test("An unknown coding is the program's fault")
    func unknownCoding() async throws {
      let raised = try await exception(of: "# coding: no-such-coding\nprint(1)\n")
      #expect(raised.type == "SyntaxError")
      #expect(raised.message.hasPrefix("unknown encoding"))
    }

    @Test("A byte order mark and Windows line ends are no part of the program")
    func byteOrderMark() async throws {
      #expect(try await output(of: "\u{FEFF}print(1)\r\nprint(2)\r\n") == "1\n2\n")
    }

    @Test("A source of 1 MiB runs to its last line")
    func large() async throws {
      let lines = String(repeating: "x = 1  # a line of padding\n", count: (1 << 20) / 27)
      #expect(try await output(of: lines + "print('last')") == "last\n")
    }

    @Test("A source of exactly 8 MiB runs, and one byte more is refused in one sentence")
    func largest() async throws {
      let program = "print('first')\n#"
      let padding = (8 << 20) - program.utf8.count
      let largest = program + String(repeating: " ", count: padding)
      #expect(try await output(of: largest) == "first\n")

      let error = await #expect(throws: BelljarError.self) { _ = try await run(largest + " ") }
      #expect(error?.code == .sourceTooLarge)
      #expect(
        error?.message == "The source has 8388609 bytes and may have 8388608; pass data as input instead.")
    }

    @Test("A source of 50 MB is refused in one sentence")
    func huge() async throws {
      let source = [UInt8](repeating: UInt8(ascii: "\n"), count: 50_000_000)
      let error = await #expect(throws: BelljarError.self) {
        _ = try await SharedSandbox.standard.value.run(bytes: source)
      }
      #expect(error?.code == .sourceTooLarge)
      #expect(
        error?.message == "The source has 50000000 bytes and may have 8388608; pass data as input instead.")
    }
  }
}
