import Foundation
import Testing

extension Command {
  @Suite("Policies from files")
  struct PolicyFileTests {
    @Test("A file decides what runs, and options refine it")
    func refined() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write(
        "modules: [math]\nlimits: {wall-time: 30 s, output: 10 B}\n", to: "policy.yaml")
      let program = "import math; print(math.floor(1.5))"
      #expect(try await Command.run("run", "--policy", path, "-c", program).output == "1\n")
      let refused = try await Command.run("run", "--policy", path, "-c", "import json")
      #expect(refused.status == 1)
      #expect(try await Command.run("run", "--policy", path, "--allow", "json", "-c", "import json").status == 0)
      let long = "print('x' * 100)"
      #expect(try await Command.run("run", "--policy", path, "-c", long).status == 123)
      #expect(try await Command.run("run", "--policy", path, "--output", "1KB", "-c", long).status == 0)
    }

    @Test(
      "The rule of a refusal, put into a policy file, allows what was refused",
      arguments: [
        ("namespace: allowlist", "import sys"), ("namespace: allowlist", "import xml.dom"),
        ("namespace: allowlist", "eval('1')"), ("namespace: restricted", "().__class__"),
        ("namespace: hardened", "import operator\noperator.attrgetter('__code__')(lambda: 0)"),
        (
          "namespace: audited",
          "import io\ntry: io.open('x')\nexcept FileNotFoundError: pass\nexcept OSError as e: e.errno == 1 or 1/0"
        ),
      ])
    func rule(namespace: String, program: String) async throws {
      let directory = try TemporaryDirectory()
      let before = try directory.write("\(namespace)\n", to: "before.yaml")
      let refused = try await Command.run("run", "--json", "--policy", before, "-c", program)
      func denials(_ result: CommandResult) throws -> [[String: Any]] {
        try OutcomeObject(result).array("denials")?.filter { $0["layer"] as? String == "namespace" } ?? []
      }
      let denial = try #require(try denials(refused).first, "\(refused)")
      let rule = try #require(denial["rule"] as? String)
      let after = try directory.write("extends: before.yaml\n\(rule)\n", to: "after.yaml")
      let allowed = try await Command.run("run", "--json", "--policy", after, "-c", program)
      #expect(try denials(allowed).isEmpty, "\(allowed)")
    }

    @Test("A ceiling binds the options too")
    func ceiling() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("ceilings: {output: 2 MiB}\n", to: "policy.yaml")
      #expect(
        try await Command.run("run", "--policy", path, "--output", "2MiB", "-c", "print('x' * 1500000)").status == 0)
      let result = try await Command.run("run", "--policy", path, "--output", "3MiB", "-c", "print('ran')")
      #expect(result.status == 125 && result.output.isEmpty)
      #expect(
        result.errorOutput
          == "belljar: The output limit of 3 MiB is above the policy's ceiling of 2 MiB; give that at most.\n")
    }

    @Test("Each preset runs a program", arguments: ["standard", "strict", "pysandbox", "learning"])
    func presets(_ preset: String) async throws {
      let result = try await Command.run("run", "--policy", preset, "-c", "1 / 0")
      // Where this machine lacks a layer, strict does not start.
      #expect(result.status == 1 || (preset == "strict" && result.status == 125), "\(result)")
    }

    @Test("A layer that a file gives up is told, as with --without")
    func warning() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("layers: {dumpable: off}\n", to: "policy.yaml")
      let result = try await Command.run("run", "--policy", path, "-c", "print(42)")
      #expect(result.output == "42\n")
      #expect(
        result.errorOutput == "belljar: warning: the layer dumpable is off; do not run code that you do not trust\n")
    }

    @Test("lint warns of what is risky and what has no effect, with its place, and the status is 0")
    func cautions() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write(
        """
        namespace: unrestricted
        modules:
          - math
          - subprocess
          - os: [sep]
        builtins: {allow: [open], deny: [open]}
        features: [stdin]
        streams: {stdin: false}
        environment: {PYTHONPATH: /tmp}
        threads: true
        layers: {landlock: off, seccomp: preferred}
        limits: {wall-time: 2 s}
        session: {output: 1 KiB}
        readable-paths: [/etc, /etc/services]

        """, to: "policy.yaml")
      let result = try await Command.run("policy", "lint", path)
      #expect(result.status == 0 && result.output.isEmpty)
      #expect(
        result.diagnostics.map { $0.replacing("belljar: warning: \(path):", with: "") } == [
          "1:12: unrestricted is for tests and teaching; only the kernel layers hold the program",
          "11:20: the layer landlock is off; do not run code that you do not trust",
          "11:34: the layer seccomp is only preferred, so programs also run without it; standard requires it",
          "4:5: the module subprocess starts processes; the kernel layers still hold, and the namespace layer does not",
          "14:17: '/etc' is a whole top-level directory; name what programs need of it",
          "10:10: threads need a clone that the filter otherwise refuses; allow them only to programs that need them",
          "13:19: session.output is below what one run may have, so no run of a session gets all of that",
          "6:33: 'open' is both allowed and denied; it is denied",
          "8:18: streams.stdin is false, and the feature stdin gives the stream all the same",
          "9:27: PYTHONPATH has no effect on Python itself, which has started before; programs see it",
          "6:19: builtins has no effect while namespace is unrestricted",
        ])
    }

    @Test("show tells the effective policy and where each value comes from")
    func show() async throws {
      let directory = try TemporaryDirectory()
      _ = try directory.write("extends: learning\nstreams: {stdin: false}\n", to: "base.yaml")
      let path = try directory.write(
        "extends: base.yaml\nlimits: {memory: 64 MiB}\nmodules: {add: [zoneinfo]}\n", to: "team.yaml")
      let result = try await Command.run("policy", "show", path)
      #expect(result.status == 0 && result.errorOutput.isEmpty)
      let lines = result.output.replacing(directory.path + "/", with: "").split(separator: "\n")
      for line in [
        "  memory: 64 MiB  # team.yaml:2:18", "  stdin: false  # base.yaml:2:18", "  wall-time: 10 s  # learning",
        "modules:  # learning, then team.yaml:3:10", "  - zoneinfo",
      ] {
        #expect(lines.contains(Substring(line)), "\(line)")
      }
      let json = try await Command.run("policy", "show", "--json", path)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(json.outputBytes)) as? [String: Any])
      let sources = try #require(object["sources"] as? [String: String])
      #expect(sources["limits.memory"] == "\(path):2:18" && sources["limits.output"] == "learning")
      let policy = try #require(object["policy"] as? [String: Any])
      #expect((policy["limits"] as? [String: Any])?["memory"] as? String == "64 MiB")
    }

    @Test("What show prints is a policy that shows the same")
    func shownAgain() async throws {
      let directory = try TemporaryDirectory()
      for preset in ["standard", "strict", "pysandbox", "learning"] {
        let first = try await Command.run("policy", "show", "--json", preset)
        let text = try await Command.run("policy", "show", preset)
        let path = try directory.write(text.outputBytes, to: "\(preset).yaml")
        let second = try await Command.run("policy", "show", "--json", path)
        let policies = try [first, second].map { result in
          let object = try #require(try JSONSerialization.jsonObject(with: Data(result.outputBytes)) as? NSDictionary)
          return try #require(object["policy"] as? NSDictionary)
        }
        #expect(policies[0] == policies[1], "\(preset)")
      }
    }

    @Test("explain tells of one key, and of all")
    func explain() async throws {
      let one = try await Command.run("policy", "explain", "limits.memory")
      #expect(
        one.output == """
          limits.memory: Address space beyond the warmed interpreter's.
            write: an amount: 64 KiB, 200 MB
            default: 256 MiB
            enforced by: rlimits

          """)
      let all = try await Command.run("policy", "explain")
      #expect(all.status == 0)
      for key in ["extends:", "modules:", "layers.no_new_privs:", "ceilings.wall-time:", "session.idle-time:"] {
        #expect(all.output.contains("\n\(key)") || all.output.hasPrefix(key), "\(key)")
      }
    }
  }
}
