import Belljar
import Testing

extension SandboxTests {
  @Suite("Nothing is kept between runs")
  struct FreshnessTests {
    @Test("A global of one run is unknown to the next")
    func globals() async throws {
      #expect(try await output(of: "leak = 1\nprint(leak)") == "1\n")
      #expect(try await exception(of: "print(leak)").message == "name 'leak' is not defined")
    }

    @Test("A module that one run patches is whole in the next")
    func patchedModule() async throws {
      let use = "import json\nprint(json.dumps([1]))"
      #expect(try await output(of: "import json\njson.dumps = lambda value: 'patched'\n" + use) == "patched\n")
      #expect(try await output(of: use) == "[1]\n")
    }

    @Test("A builtin that one run replaces is whole in the next")
    func patchedBuiltin() async throws {
      let use = "print(len([1, 2]))"
      // Without the namespace layer, which has them read-only.
      let sandbox = try await SharedSandbox.unrestricted.value
      let patched = try await sandbox.run("import builtins\nbuiltins.len = lambda value: 99\n" + use)
      #expect(patched.standardOutput == "99\n")
      #expect(try await sandbox.run(use).standardOutput == "2\n")
    }

    @Test("An attribute that one run adds to a class of the library is not there in the next")
    func patchedClass() async throws {
      let use = "import fractions\nprint(hasattr(fractions.Fraction, 'leak'))"
      #expect(try await output(of: "import fractions\nfractions.Fraction.leak = 1\n" + use) == "True\n")
      #expect(try await output(of: use) == "False\n")
    }

    @Test(
      "Random numbers differ from run to run",
      arguments: [
        "import random\nprint(random.getrandbits(64))", "import uuid\nprint(uuid.uuid4())",
        "import secrets\nprint(secrets.token_hex(16))", "import random\nprint(random.SystemRandom().getrandbits(64))",
      ])
    func randomness(program: String) async throws {
      var numbers: Set<String> = []
      for _ in 0..<6 { numbers.insert(try await output(of: program)) }
      #expect(numbers.count == 6)
    }

    @Test("Each worker hashes strings by a seed of its own")
    func hashSeed() async throws {
      var hashes: Set<String> = [try await output(of: "print(hash('x'))")]
      for _ in 0..<2 {
        let sandbox = try await Sandbox()
        hashes.insert(try await sandbox.run("print(hash('x'))").standardOutput)
        await sandbox.shutdown()
      }
      #expect(hashes.count == 3)
    }

    @Test("The first names of a program's namespace are those of a fresh module")
    func firstNames() async throws {
      let names = try await output(of: "print(*sorted(name for name in dir() if not name.startswith('__')))")
      #expect(names == "\n")
    }
  }
}
