import Testing

extension Command {
  @Suite("On a terminal")
  struct TerminalTests {
    @Test(
      "Control characters are shown, not obeyed",
      arguments: [
        (#"'\x1b[31mred'"#, "\\x1b[31mred"), (#"'a\rb\x07\x00\x7f'"#, "a\\x0db\\x07\\x00\\x7f"),
        (#"'\x9b31m'"#, "\\x9b31m"), (#"'tab\there'"#, "tab\there"), ("'héllo 🐍'", "héllo 🐍"),
      ])
    func escaped(_ literal: String, _ shown: String) async throws {
      let result = try await Command.run("run", "-c", "print(\(literal))", output: .terminal)
      #expect(result.output == shown + "\r\n")
      #expect(result.status == 0)
    }

    @Test("Under --raw they pass")
    func raw() async throws {
      let result = try await Command.run("run", "--raw", "-c", #"print('\x1b[31mred\x07')"#, output: .terminal)
      #expect(result.output == "\u{1b}[31mred\u{7}\r\n")
    }

    @Test("Bytes that are not UTF-8 are shown, and a character that arrives in pieces is whole")
    func pieces() async throws {
      let result = try await Command.run(
        "run", "--namespace", "none", "-c",
        """
        import sys, time
        write = lambda data: (sys.stdout.buffer.write(data), sys.stdout.buffer.flush(), time.sleep(0.3))
        write(b'\\xff|\\xc3'); write(b'\\xa9|\\xf0\\x9f'); write(b'\\x90\\x8d|\\xe2\\x82')
        """, output: .terminal)
      #expect(result.output == Command.namespaceWarning + "\r\n" + "\\xff|é|🐍|\\xe2\\x82")
    }

    @Test("What the program writes to standard error and raises is escaped too")
    func errors() async throws {
      let result = try await Command.run(
        "run", "--namespace", "none", "-c",
        #"import sys; print('\x1b[1m', file=sys.stderr); raise ValueError('\x1b[2J')"#, output: .terminal)
      #expect(!result.outputBytes.contains(0x1b))
      #expect(result.output.contains("\r\n\\x1b[1m\r\n"))
      #expect(result.output.contains("\r\nValueError: \\x1b[2J\r\n"))
      #expect(result.output.hasSuffix("\r\nbelljar: raised ValueError\r\n"))
    }

    @Test("Standard output and standard error come in the order of their writing")
    func order() async throws {
      let result = try await Command.run(
        "run", "--namespace", "none", "-c",
        """
        import sys, time
        for i in range(6):
            print(i, file=sys.stderr if i % 2 else sys.stdout)
            time.sleep(0.3)
        """, output: .terminal)
      #expect(result.output == ([Command.namespaceWarning] + (0..<6).map(String.init)).map { $0 + "\r\n" }.joined())
    }

    @Test("The reason starts on a line of its own")
    func ownLine() async throws {
      let result = try await Command.run("run", "-c", "print('a', end='')\nraise SystemExit(7)", output: .terminal)
      #expect(result.output == "a\r\nbelljar: exited with status 7\r\n")
      #expect(result.status == 7)
    }
  }
}
