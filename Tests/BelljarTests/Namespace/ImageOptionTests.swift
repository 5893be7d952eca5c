import Belljar
import Testing

extension SandboxTests {
  @Suite("What the image gives a program")
  struct ImageOptionTests {
    @Test("A feature gives its modules and builtins, and those that it brings")
    func features() async throws {
      var policy = Policy.ample
      policy.modules = ModuleAllowlist([])
      policy.image.features = [.random, .time]
      let sandbox = try await Sandbox(policy: policy)
      let program = "import random, math, hashlib, time\n(random.random() < 1, math.pi > 3, time.time() > 0)"
      #expect(try await sandbox.run(program).value == .tuple([true, true, true]))
      #expect(try await sandbox.run("import time\ntime.sleep(0)").exception?.type == "AttributeError")
      #expect(try await sandbox.run("import json").exception?.type == "ImportError")
      await sandbox.shutdown()
    }

    @Test("What each feature brings with it, directly and through others")
    func implied() {
      #expect(Feature.closure(of: [.help]) == [.help, .regex])
      #expect(Feature.closure(of: [.random]) == [.random, .hashlib, .math])
      #expect(Feature.closure(of: [.encodings]) == [.encodings, .codecs])
      #expect(Feature.closure(of: []) == [])
    }

    @Test("Each feature's image can be built and used", arguments: Feature.allCases)
    func each(feature: Feature) async throws {
      var policy = Policy.ample
      policy.modules = ModuleAllowlist([])
      policy.image.builtins.denied = ["input", "help", "SystemExit", "KeyboardInterrupt"]
      policy.image.streams = Streams(input: false, output: false, errorOutput: false)
      policy.image.features = [feature]
      let sandbox = try await Sandbox(policy: policy)
      let uses: [Feature: String] = [
        .codecs: "__import__('codecs').encode('a', 'utf-8')", .datetime: "__import__('datetime').date.min.year",
        .encodings: "'é'.encode('latin-1')", .exit: "SystemExit, exit", .future: "__import__('__future__').annotations",
        .hashlib: "__import__('hashlib').sha256(b'').hexdigest()", .help: "help",
        .itertools: "__import__('itertools').count",
        .math: "__import__('math').pi", .random: "__import__('random').random()",
        .regex: "__import__('re').match('a', 'a')",
        .site: "license()", .stdin: "input()", .stdout: "print('x')", .stderr: "__import__('sys').stderr.write('x')",
        .time: "__import__('time').time()", .traceback: "compile('1', 'x', 'eval')",
        .unicodedata: "__import__('unicodedata').name('a')",
      ]
      let expression = try #require(uses[feature])
      let outcome = try await sandbox.run("x = \(expression)", standardInput: .bytes(Array("line\n".utf8)))
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.standardOutput == (feature == .stdout ? "x\n" : ""))
      #expect(outcome.standardError == (feature == .stderr ? "x" : ""))
      await sandbox.shutdown()
    }

    @Test("A denied stream leads nowhere, in a copy of a session too")
    func streams() async throws {
      var policy = Policy.ample
      policy.image.streams = Streams(input: false, output: false, errorOutput: true)
      policy.modules.allow("sys")
      let sandbox = try await Sandbox(policy: policy)
      let program = "import sys\nprint('lost' * 100000)\nsys.stderr.write('kept')\nrepr(sys.stdin.read())"
      let outcome = try await sandbox.run(program, standardInput: .bytes(Array("never read".utf8)))
      #expect(outcome.value == "''")
      #expect(outcome.output.bytes.isEmpty)
      #expect(outcome.standardError == "kept")
      try await sandbox.withSession { session in
        #expect(try await session.run("print('lost')").output.bytes.isEmpty)
        let copy = try await session.fork()
        let copied = try await copy.run("import sys\nprint('lost', flush=True)\nsys.stderr.write('kept')")
        #expect(copied.termination.isFinished, "\(copied.termination)")
        #expect(copied.output.bytes.isEmpty)
        #expect(copied.standardError == "kept")
        await copy.close()
      }
      await sandbox.shutdown()
    }

    @Test("The environment is the policy's, and nothing of the host's")
    func environment() async throws {
      var policy = Policy.ample
      policy.modules.allow("os")
      policy.image.environment = ["GREETING": "hello = there", "EMPTY": ""]
      let sandbox = try await Sandbox(policy: policy)
      let environment = try await sandbox.run("import os\ndict(os.environ)").value
      #expect(environment?["GREETING"] == "hello = there")
      #expect(environment?["EMPTY"] == "")
      #expect(environment?["PATH"] == nil)
      #expect(environment?["HOME"] == nil)
      await sandbox.shutdown()
    }

    @Test("A module is found on the policy's own path, while the worker starts")
    func modulePath() async throws {
      let directory = try TemporaryDirectory()
      _ = try directory.file("pricing_rules.py", "def vat(x): return x * 2".utf8)
      var policy = Policy.ample
      policy.image.modulePath = [directory.path]
      policy.modules.allow("pricing_rules")
      let sandbox = try await Sandbox(policy: policy)
      #expect(try await sandbox.run("import pricing_rules\npricing_rules.vat(4)").value == 8)
      await sandbox.shutdown()
    }

    @Test("A prelude's names are there in every run, unchanged by the last")
    func prelude() async throws {
      var policy = Policy.ample
      policy.image.prelude = "import math\ntable = {'pi': math.pi}\ndef area(r): return table['pi'] * r * r"
      let sandbox = try await Sandbox(policy: policy)
      for _ in 0..<3 {
        #expect(
          try await sandbox.run("n = len(table)\ntable['more'] = 1\n(n, area(1) > 3)").value == .tuple([1, true]))
      }
      let inSession = try await sandbox.withSession { try await $0.evaluate("area(0)", as: Double.self) }
      #expect(inSession == 0)
      await sandbox.shutdown()
    }

    @Test(
      "A prelude meets the lockdown, and one that fails is one error that says so",
      arguments: [
        ("import socket", "import of 'socket' is not allowed"), ("1/0", "ZeroDivisionError: division by zero"),
        ("x = (", "SyntaxError"), ("raise SystemExit(3)", "it exited with status 3"),
      ])
    func failingPrelude(source: String, reason: String) async throws {
      var policy = Policy.ample
      policy.image.prelude = source
      let error = try await #require(throws: BelljarError.self) {
        let sandbox = try await Sandbox(policy: policy)
        defer { Task { await sandbox.shutdown() } }
        return try await sandbox.run("1")
      }
      #expect(error.message.contains("prelude"), "\(error.message)")
      #expect(error.message.contains(reason), "\(error.message)")
    }
  }
}
