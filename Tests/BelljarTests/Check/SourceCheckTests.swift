import Belljar
import Testing

extension SandboxTests {
  @Suite("The look at a source")
  struct SourceCheckTests {
    static let shared = Task { try await SourceCheck() }

    /// A program, and what is found in it: line, column, severity and kind, and a part of the sentence.
    struct Example: Sendable, CustomTestStringConvertible {
      var source: String
      var findings: [String]
      var testDescription: String { source.debugDescription }

      init(_ source: String, _ findings: String...) {
        self.source = source
        self.findings = findings
      }
    }

    @Test("What is looked for is found, with its line and column", arguments: Example.all)
    func found(_ example: Example) async throws {
      let report = try await Self.shared.value.check(example.source)
      #expect(report.unreadable == nil)
      #expect(report.findings.map(\.description) == example.findings)
      #expect(report.omitted == 0)
    }

    @Test("Ordinary programs have no finding", arguments: Example.harmless)
    func harmless(_ source: String) async throws {
      let report = try await Self.shared.value.check(source)
      #expect(report.findings.map(\.description) == [])
      #expect(report.unreadable == nil)
    }

    @Test("A module that the policy allows is not reported, and one that reaches beyond the program is an info")
    func policy() async throws {
      var policy = Policy.standard
      policy.modules.allow("zoneinfo")
      policy.modules.allow("email.*")
      policy.modules.allow("os", symbols: ["sep"])
      let check = try await SourceCheck(policy: policy)
      let source = "import zoneinfo, email.message\nfrom os import sep\nfrom os import getcwd\n"
      let report = try await check.check(source)
      await check.shutdown()
      #expect(
        report.findings.map(\.description) == [
          "2:1: info: imports os, which reaches beyond the program (import)",
          "3:1: danger: imports os.getcwd, which the policy does not allow (import)",
        ])
    }

    @Test("No more than a thousand findings come, and the rest is counted")
    func many() async throws {
      let report = try await Self.shared.value.check(String(repeating: "eval\n", count: 1200))
      #expect(report.findings.count == 1000)
      #expect(report.omitted == 200)
      #expect(report.severity == .danger)
    }

    @Test(
      "A source that cannot be read is told so in one sentence",
      arguments: [
        ("x = (", "it is not Python: '(' was never closed (line 1)"),
        ("x = 1\0", "it is not Python: source code string cannot contain null bytes"),
        ("# coding: no-such\nx = 1", "it is not Python: unknown encoding: no-such"),
        (String(repeating: "(", count: 5000), "it is not Python: too many nested parentheses (line 1)"),
        (String(repeating: "-", count: 200_000) + "1", "it is nested too deeply, or too large, to be parsed"),
      ])
    func unreadable(_ source: String, _ reason: String) async throws {
      let report = try await Self.shared.value.check(source)
      #expect(report.findings.isEmpty)
      // The words are Python's, and some differ from version to version.
      if reason.hasPrefix("it is not Python") {
        #expect(report.unreadable?.hasPrefix("it is not Python: ") == true, "\(report.unreadable ?? "nil")")
      } else {
        #expect(report.unreadable != nil)
      }
    }

    @Test("Bytes that are not UTF-8 are no Python, and with a coding cookie they are")
    func encodings() async throws {
      let check = try await Self.shared.value
      let bad = try await check.check(bytes: Array("x = '".utf8) + [0xff] + Array("'".utf8))
      #expect(bad.unreadable?.hasPrefix("it is not Python: ") == true)
      let latin = try await check.check(bytes: Array("# coding: latin-1\nx = '".utf8) + [0xff] + Array("'; eval".utf8))
      #expect(latin.findings.map(\.line) == [2])
      #expect(latin.unreadable == nil)
    }

    @Test("A source of 8 MiB gives one result, and one byte more is refused in one sentence")
    func large() async throws {
      let check = try await Self.shared.value
      let most = 8 << 20
      let report = try await check.check(bytes: Array(repeating: UInt8(ascii: "#"), count: most))
      #expect(report.findings.isEmpty)
      let dense = try await check.check(
        bytes: Array("x=[".utf8) + Array(repeating: "1,", count: most / 2 - 4).joined().utf8 + Array("]".utf8))
      // So much syntax is more than is parsed within the limits; nothing else ends.
      #expect(dense.unreadable != nil || dense.findings.isEmpty)
      await #expect(throws: BelljarError.self) {
        try await check.check(bytes: Array(repeating: UInt8(ascii: "#"), count: most + 1))
      }
    }
  }
}
