import Foundation
import Testing

extension Command {
  @Suite("Bad policy files")
  struct BadPolicyTests {
    /// A file of `BadPolicies`, and what stands on standard error for it.
    struct Case: Sendable, CustomTestStringConvertible {
      var file: String
      var testDescription: String { file }

      static let directory = Bundle.module.resourceURL?.appendingPathComponent("BadPolicies").path ?? ""

      /// Those in its folders are extended by others.
      static let all: [Case] = ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
        .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".json") }.map(Case.init)

      var path: String { "\(Self.directory)/\(file)" }

      func expected() throws -> String {
        let name = file.prefix { $0 != "." }
        return try String(contentsOfFile: "\(Self.directory)/\(name).expected", encoding: .utf8)
      }
    }

    @Test("There are at least forty")
    func count() { #expect(Case.all.count >= 40) }

    @Test("Each gives all of its mistakes with their places, and 125, and nothing runs", arguments: Case.all)
    func mistakes(_ policy: Case) async throws {
      for arguments in [["run", "--policy", policy.path, "-c", "print('ran')"], ["policy", "lint", policy.path]] {
        let result = try await Command.run(arguments)
        #expect(result.status == 125, "\(arguments)")
        #expect(result.output.isEmpty, "\(arguments)")
        #expect(
          result.errorOutput.replacing(Case.directory + "/", with: "") == (try policy.expected()), "\(arguments)")
      }
    }

    @Test("A file of 100 MB is refused without being read to its end")
    func huge() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("threads: false\n#", to: "huge.yaml")
      // What follows has no blocks on the disk; reading it all would give zeros.
      try #require(truncate(path, 100_000_000) == 0)
      try await expect("\(path) is longer than 1 MiB, the most that a policy's file may be", for: path)
    }

    @Test("A device without an end is refused")
    func endless() async throws {
      try await expect("/dev/zero is longer than 1 MiB, the most that a policy's file may be", for: "/dev/zero")
    }

    @Test(
      "What is not UTF-8 is refused with its place",
      arguments: [
        ([0x61, 0x3a, 0x0a, 0x62, 0xff], "the byte 0xff at 2:2"), ([0x61, 0xc3], "the byte 0xc3 at 1:2"),
        ([0xff, 0xfe, 0x61, 0x00], "the byte 0xff at 1:1"), ([0xed, 0xa0, 0x80], "the byte 0xed at 1:1"),
      ])
    func notUTF8(_ mistake: (bytes: [UInt8], place: String)) async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write(mistake.bytes, to: "policy.yaml")
      try await expect("\(path) is not UTF-8: \(mistake.place); save it as UTF-8", for: path)
    }

    @Test("A file that is not there, and a directory")
    func unreadable() async throws {
      try await expect("cannot read /no/such.yaml: No such file or directory", for: "/no/such.yaml")
      try await expect("cannot read /: Is a directory", for: "/")
    }

    @Test("A file that may not be read")
    func forbidden() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("threads: 5\n", to: "secret.yaml", mode: 0)
      // Permissions do not bind root.
      try await expect(
        geteuid() == 0
          ? "\(path):1:10: threads is the number 5; write true or false" : "cannot read \(path): Permission denied",
        for: path)
    }

    @Test("A chain of files that is too long")
    func chain() async throws {
      let directory = try TemporaryDirectory()
      for number in 1...17 { _ = try directory.write("extends: \(number + 1).yaml\n", to: "\(number).yaml") }
      let names = (1...17).map { "\(directory.path)/\($0).yaml" }
      try await expect(
        "\(names[15]):1:10: more than 16 files extend one another: \(names.joined(separator: " extends "))",
        for: names[0])
    }

    @Test("A circle through a symbolic link")
    func link() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("extends: other.yaml\n", to: "one.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: directory.path + "/other.yaml", withDestinationPath: "one.yaml")
      try await expect(
        "\(path):1:10: these files extend one another without end: \(path) extends \(directory.path)/other.yaml",
        for: path)
    }

    @Test("A prelude that is not there, and one that is not UTF-8")
    func prelude() async throws {
      let directory = try TemporaryDirectory()
      _ = try directory.write([0xff], to: "bad.py")
      let missing = try directory.write("prelude-file: none.py\n", to: "missing.yaml")
      try await expect(
        "\(missing):1:15: cannot read \(directory.path)/none.py: No such file or directory", for: missing,
        "--trust-prelude")
      let bad = try directory.write("prelude-file: bad.py\n", to: "bad.yaml")
      try await expect(
        "\(bad):1:15: \(directory.path)/bad.py is not UTF-8: the byte 0xff at 1:1; save it as UTF-8", for: bad,
        "--trust-prelude")
    }

    @Test("A name that would forge a line stays on its own")
    func forged() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write(#""a\nbelljar: all is well\e[2J": 1"#, to: "policy.yaml")
      let result = try await Command.run("policy", "lint", path)
      #expect(result.status == 125)
      #expect(result.errorOutput.split(separator: "\n").count == 1)
      #expect(!result.errorBytes.contains(0x1b))
    }

    private func expect(
      _ sentence: String, for path: String, _ options: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let result = try await Command.run(["run", "--policy", path] + options + ["-c", "print('ran')"])
      #expect(result.status == 125, sourceLocation: sourceLocation)
      #expect(result.output.isEmpty, sourceLocation: sourceLocation)
      #expect(result.errorOutput == "belljar: \(sentence)\n", sourceLocation: sourceLocation)
    }
  }
}
