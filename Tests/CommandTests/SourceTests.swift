import Testing

extension Command {
  @Suite("Where the program comes from")
  struct SourceTests {
    @Test("A program in a file runs")
    func file() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("x = 6\nprint(x * 7)\n", to: "program.py")
      let result = try await Command.run("run", path)
      #expect(result.output == "42\n")
      #expect(result.status == 0 && result.errorOutput.isEmpty)
    }

    @Test(
      "A program given with -c runs, even if it begins with a dash",
      arguments: ["print(42)", "-print(42) if 0 else print(42)"])
    func code(_ code: String) async throws {
      let result = try await Command.run("run", "-c", code)
      #expect(result.output == "42\n")
      #expect(result.status == 0 && result.errorOutput.isEmpty)
    }

    @Test("A program on standard input runs")
    func standardInput() async throws {
      let result = try await Command.run("run", "-", input: .text("print(6 * 7)\n"))
      #expect(result.output == "42\n")
      #expect(result.status == 0 && result.errorOutput.isEmpty)
    }

    @Test("An empty program finishes, wherever it comes from", arguments: [["/dev/null"], ["-c", ""], ["-"]])
    func empty(_ arguments: [String]) async throws {
      let result = try await Command.run(["run"] + arguments)
      #expect(result.status == 0)
      #expect(result.output.isEmpty && result.errorOutput.isEmpty)
    }

    @Test("A byte order mark and the line ends of Windows are no fault")
    func byteOrderMark() async throws {
      let result = try await Command.run("run", "-", input: .text("\u{feff}if 1:\r\n  print(42)\r\n"))
      #expect(result.output == "42\n")
      #expect(result.status == 0 && result.errorOutput.isEmpty)
    }

    @Test("A syntax error is the program's fault")
    func syntaxError() async throws {
      let result = try await Command.run("run", "-c", "x = (")
      #expect(result.status == 1)
      #expect(
        result.errorOutput == """
            File "<program>", line 1
              x = (
                  ^
          SyntaxError: '(' was never closed
          belljar: raised SyntaxError

          """)
    }

    @Test("A NUL in the source is the program's fault")
    func nul() async throws {
      let result = try await Command.run("run", "-", input: .text("print(1)\0\n"))
      #expect(result.status == 1)
      #expect(result.output.isEmpty)
      let type = try await PythonVersion.minor() < 12 ? "ValueError" : "SyntaxError"
      #expect(
        result.errorOutput == """
          \(type): source code string cannot contain null bytes
          belljar: raised \(type)

          """)
    }

    @Test("Bytes that are not UTF-8 are the program's fault")
    func notUTF8() async throws {
      let result = try await Command.run("run", "-", input: .bytes(Array("print('".utf8) + [0xff] + Array("')".utf8)))
      #expect(result.status == 1)
      #expect(result.output.isEmpty)
      #expect(result.diagnostics == ["belljar: raised SyntaxError"])
    }

    @Test("A source of 8 MiB runs")
    func longest() async throws {
      let source = Self.source(ofLength: 8 << 20)
      let result = try await Command.run("run", "--time", "60s", "--cpu", "60s", "-", input: .bytes(source))
      #expect(result.output == "42\n")
      #expect(result.status == 0 && result.errorOutput.isEmpty)
    }

    @Test("A longer source is refused in one sentence", arguments: [(8 << 20) + 1, 50_000_000])
    func tooLong(_ length: Int) async throws {
      let source = Self.source(ofLength: length)
      let directory = try TemporaryDirectory()
      let path = try directory.write(source, to: "long.py")

      let fromFile = try await Command.run("run", path)
      #expect(fromFile.status == 125)
      #expect(fromFile.output.isEmpty)
      #expect(fromFile.errorOutput == "belljar: \(path) is longer than 8 MiB, the most that can be passed on\n")

      let fromInput = try await Command.run("run", "-", input: .bytes(source))
      #expect(fromInput.status == 125)
      #expect(fromInput.output.isEmpty)
      #expect(
        fromInput.errorOutput == "belljar: standard input is longer than 8 MiB, the most that can be passed on\n")
    }

    private static func source(ofLength length: Int) -> [UInt8] {
      let program = Array("print(42)\n#".utf8)
      return program + [UInt8](repeating: UInt8(ascii: "x"), count: length - program.count)
    }
  }
}
