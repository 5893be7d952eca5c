import Testing

extension Command {
  @Suite("The policy's options")
  struct PolicyTests {
    @Test(
      "Each layer but no_new_privs can be given up, with a warning",
      arguments: [
        "session", "descriptors", "rlimits", "namespaces", "user", "capabilities", "landlock", "dumpable", "seccomp",
      ])
    func without(_ layer: String) async throws {
      let result = try await Command.run("run", "--without", layer, "-c", "print(42)")
      #expect(result.output == "42\n")
      #expect(
        result.errorOutput == "belljar: warning: the layer \(layer) is off; do not run code that you do not trust\n")
      #expect(result.status == 0)
    }

    @Test("The namespace layer can be given up, with a warning")
    func namespaceNone() async throws {
      let modules = "ctypes, os, socket, subprocess, fcntl, resource, mmap, signal, threading"
      let result = try await Command.run(
        "run", "--namespace", "none", "-c", "import \(modules)\nprint(open, exec, eval and 42)")
      #expect(result.output.hasSuffix(" 42\n"))
      #expect(result.errorOutput == Command.namespaceWarning + "\n")
      #expect(result.status == 0)
    }

    @Test("A warning stays under --quiet")
    func quietWarning() async throws {
      let result = try await Command.run("run", "--quiet", "--namespace", "none", "-c", "1 / 0")
      #expect(result.diagnostics == [Command.namespaceWarning])
    }

    @Test("The allowlist is the default")
    func allowlist() async throws {
      let result = try await Command.run("run", "--namespace", "allowlist", "-c", "import json, os")
      #expect(
        result.diagnostics == [
          "belljar: refused: import of os (line 1); to allow it: modules: {add: [os]}", "belljar: raised ImportError",
        ])
    }

    @Test("A refusal to code from elsewhere names its file")
    func refusalElsewhere() async throws {
      let directory = try TemporaryDirectory()
      let file = try directory.write("builtins: {allow: [exec]}\n", to: "policy.yaml")
      let program = "exec('\\nimport os')"
      let result = try await Command.run("run", "--policy", file, "-c", program)
      #expect(
        result.diagnostics.first
          == "belljar: refused: import of os (line 2 of <string>); to allow it: modules: {add: [os]}")
      let object = try OutcomeObject(try await Command.run("run", "--json", "--policy", file, "-c", program))
      #expect(object.array("denials")?.first?["file"] as? String == "<string>")
    }

    @Test("--allow adds modules, as often as it is given")
    func allow() async throws {
      let program = "import zoneinfo, quopri; print(42)"
      #expect(try await Command.run("run", "-c", program).status == 1)
      let result = try await Command.run("run", "--allow", "zoneinfo", "--allow", "quopri", "-c", program)
      #expect(result.output == "42\n")
      #expect(result.status == 0 && result.errorOutput.isEmpty)
    }

    @Test("Limits may be above the defaults")
    func raisedLimits() async throws {
      let result = try await Command.run(
        "run", "--memory", "512MiB", "--output", "2MiB", "-c",
        "data = bytearray(400 << 20)\nprint('x' * 1_500_000)")
      #expect(result.status == 0)
      #expect(result.outputBytes.count == 1_500_001)
    }
  }
}
