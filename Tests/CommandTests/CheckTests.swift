import Foundation
import Testing

extension Command {
  @Suite("belljar check")
  struct CheckTests {
    private static let advice = "belljar: this is advice: a program without findings can do all that is looked for\n"

    @Test("A finding is a line with file, line, column, severity and kind, and the exit status is 1")
    func found() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("x = 1\ny = eval('x')\n", to: "program.py")
      let result = try await Command.run("check", path)
      #expect(result.output == "\(path):2:5: danger: names eval, which runs text as code (call)\n")
      #expect(result.errorOutput == Self.advice)
      #expect(result.status == 1)
    }

    @Test("A program without findings prints nothing and is not run", arguments: [["-c", "print(42)"], ["-"]])
    func harmless(_ arguments: [String]) async throws {
      let result = try await Command.run(["check"] + arguments, input: .text("print(42)"))
      #expect(result.output.isEmpty && result.errorOutput.isEmpty)
      #expect(result.status == 0)
    }

    @Test(
      "The exit status is 1 for findings of the chosen severity or worse",
      arguments: [
        ("info", "é = 1", 1), ("warning", "é = 1", 0), ("warning", "while True: pass", 1),
        ("danger", "while True: pass", 0),
        ("danger", "exec('x')", 1),
      ] as [(String, String, Int32)])
    func severity(_ severity: String, _ code: String, _ status: Int32) async throws {
      let result = try await Command.run("check", "--fail-on", severity, "-c", code)
      #expect(result.status == status)
      // What is found is told, whatever the status.
      #expect(result.output.split(separator: "\n").count == 1)
    }

    @Test("An allowed module is not reported")
    func allowed() async throws {
      #expect(try await Command.run("check", "-c", "import zoneinfo").status == 1)
      #expect(try await Command.run("check", "--allow", "zoneinfo", "-c", "import zoneinfo").status == 0)
    }

    @Test("A policy file says what is allowed, and its mistakes are told as by run")
    func policy() async throws {
      let directory = try TemporaryDirectory()
      let policy = try directory.write("modules: {add: [zoneinfo]}", to: "policy.yaml")
      #expect(try await Command.run("check", "--policy", policy, "-c", "import zoneinfo").status == 0)
      #expect(try await Command.run("check", "--policy", "pysandbox", "-c", "import math").status == 1)
      let mistaken = try directory.write("modles: []", to: "mistaken.yaml")
      let result = try await Command.run("check", "--policy", mistaken, "-c", "pass")
      #expect(result.status == 125)
      #expect(
        result.errorOutput == "belljar: \(mistaken):1:1: 'modles' is not a policy's key; the nearest is 'modules'\n")
    }

    @Test("--json prints one object with exactly the documented keys")
    func json() async throws {
      let result = try await Command.run("check", "--json", "-c", "import os")
      let object = try OutcomeObject(result)
      #expect(Set(object.members.keys) == ["schema", "file", "findings", "omitted"])
      #expect(object.integer("schema") == 1 && object.string("file") == "-c" && object.integer("omitted") == 0)
      let finding = try #require(object.array("findings")?.first)
      #expect(Set(finding.keys.map(\.self)) == ["severity", "kind", "line", "column", "message"])
      #expect(finding["severity"] as? String == "danger" && finding["kind"] as? String == "import")
      #expect(finding["line"] as? Int == 1 && finding["column"] as? Int == 1)
      #expect(result.errorOutput.isEmpty)
      #expect(result.status == 1)
    }

    @Test("JSON without findings has an empty array")
    func emptyJSON() async throws {
      let result = try await Command.run("check", "--json", "-c", "x = 1")
      #expect(try OutcomeObject(result).array("findings")?.isEmpty == true)
      #expect(result.status == 0)
    }

    @Test(
      "What cannot be looked at earns one sentence and 125",
      arguments: [
        (["-c", "x = ("], "-c was not looked at: it is not Python: '(' was never closed (line 1)"),
        (["/nonexistent.py"], "cannot read /nonexistent.py: No such file or directory"),
        ([], "there is no program: give a FILE, -c CODE, or - for standard input"),
        (["a.py", "-c", "x"], "there are two programs: give either a FILE or -c CODE"),
        (
          ["--fail-on", "much", "-c", "x"],
          "The value 'much' is invalid for '--fail-on <severity>': write info, warning or danger"
        ),
      ] as [([String], String)])
    func unreadable(_ arguments: [String], _ sentence: String) async throws {
      let result = try await Command.run(["check"] + arguments)
      #expect(result.diagnostics.first == "belljar: \(sentence)")
      #expect(result.output.isEmpty)
      #expect(result.status == 125)
    }

    @Test("Hostile sources earn one sentence and 125")
    func hostile() async throws {
      let directory = try TemporaryDirectory()
      let sources: [(bytes: [UInt8], sentence: String)] = [
        (
          Array(repeating: UInt8(ascii: "x"), count: 10_000_000), "is longer than 8 MiB, the most that can be passed on"
        ),
        (Array("x = '".utf8) + [0xff, 0x27], "was not looked at: it is not Python: "),
        (Array("x = 1".utf8) + [0], "was not looked at: it is not Python: "),
        (Array(repeating: UInt8(ascii: "["), count: 1_000_000), "was not looked at: it is"),
        (Array(repeating: UInt8(ascii: "~"), count: 1_000_000) + [UInt8(ascii: "1")], "was not looked at: "),
      ]
      for (number, source) in sources.enumerated() {
        let path = directory.path + "/\(number).py"
        try Data(source.bytes).write(to: URL(filePath: path))
        let result = try await Command.run("check", path)
        #expect(result.status == 125, "\(number): \(result)")
        #expect(result.output.isEmpty)
        #expect(result.errorOutput.hasPrefix("belljar: \(path) \(source.sentence)"), "\(result.errorOutput)")
        #expect(result.errorOutput.split(separator: "\n").count == 1)
      }
    }

    @Test("A file's name cannot forge a line or reach the terminal")
    func forgedName() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("eval", to: "a\u{1b}[2J\nb.py")
      let result = try await Command.run("check", path)
      #expect(result.outputBytes.allSatisfy { $0 >= 0x20 || $0 == 0x0a })
      #expect(result.output.split(separator: "\n").count == 1)
      #expect(result.output.contains(#"a\x1b[2J\x0ab.py:1:1: danger: "#))
    }

    @Test("The help tells every option and every exit status")
    func help() async throws {
      let result = try await Command.run("check", "--help")
      for part in [
        "-c <code>", "--allow <module>", "--fail-on <severity>", "--json", "0 nothing", "1 something", "125",
      ] {
        // On one line, wherever the help breaks its own.
        let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(part), "\(part) is not told")
      }
    }
  }
}
