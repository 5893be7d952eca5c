import Belljar
import Testing

extension SandboxTests {
  @Suite("What may be imported")
  struct ImportFinderTests {
    @Test("An entry is a module, or a module with all below it")
    func entries() async throws {
      var policy = Policy.ample
      policy.modules = ModuleAllowlist(["collections", "html.*", "os.path"])
      let sandbox = try await Sandbox(policy: policy)
      #expect(
        try await sandbox.run("import collections, html.entities, os.path\nos.path.join('a', 'b')").value == "a/b")
      #expect(try await sandbox.run("import collections.abc").exception?.type == "ImportError")
      #expect(try await sandbox.run("import os").exception?.type == "ImportError")
      await sandbox.shutdown()
    }

    @Test("Of a module with chosen symbols a program gets those")
    func symbols() async throws {
      var policy = Policy.ample
      policy.modules = ModuleAllowlist(["json"])
      policy.modules.allow("math", symbols: ["pi", "sqrt"])
      policy.modules.allow("os", symbols: ["sep"])
      let sandbox = try await Sandbox(policy: policy)
      let allowed =
        "import math\nfrom math import sqrt\nfrom os import sep\n(sqrt(4), round(math.pi), math.__name__, sep)"
      #expect(try await sandbox.run(allowed).value == .tuple([2.0, 3, "math", "/"]))
      for program in ["import math\nmath.sin", "from math import sin", "import os\nos.getcwd", "import os\nos.sys"] {
        let outcome = try await sandbox.run(program)
        #expect(["AttributeError", "ImportError"].contains(outcome.exception?.type), "\(outcome)")
        #expect(outcome.denials.map(\.kind) == [.importing], "\(program)")
      }
      #expect(try await sandbox.run("from math import *\nsin").exception?.type == "NameError")
      #expect(try await sandbox.run("import math\nmath.nothing").denials.isEmpty)
      let missing = try await sandbox.run("import math\nmath.sin(1)")
      #expect(missing.exception?.message == "'math.sin' is not allowed here; the policy allows of 'math': pi, sqrt")
      await sandbox.shutdown()
    }

    @Test(
      "Python's own machinery finds nothing that is not allowed",
      arguments: [
        "importlib.import_module('marshal_')", "importlib.import_module('faulthandler')",
        "importlib.__import__('_ctypes')",
        "importlib.util.find_spec('posixpath2')", "sys.meta_path[0].find_spec('posix')",
      ])
    func machinery(expression: String) async throws {
      var policy = Policy.ample
      policy.modules = ModuleAllowlist(["importlib.*", "sys"])
      policy.modules.allow("importlib.util")
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run("import importlib.util, sys\n\(expression)")
      #expect(["ImportError", "ModuleNotFoundError"].contains(outcome.exception?.type), "\(outcome.termination)")
      #expect(
        try await sandbox.run("import sys\n(sys.path, sys.path_hooks, len(sys.meta_path))").value
          == .tuple([[], [], 1]))
      await sandbox.shutdown()
    }

    @Test(
      "A name that was mistyped is told the nearest allowed one",
      arguments: [("maths", "math"), ("itertols", "itertools")])
    func nearest(name: String, meant: String) async throws {
      let raised = try await exception(of: "import \(name)")
      #expect(raised.message.hasPrefix("import of '\(name)' is not allowed here; did you mean '\(meant)'?; allowed: "))
    }

    @Test(
      "At the hardened level a module leads to none that is not allowed, at the allowlist level it does",
      arguments: [
        "json.codecs.builtins.open", "json.__builtins__", "json.__loader__.get_data", "collections._sys.modules",
      ])
    func facades(expression: String) async throws {
      let program = "import json, collections\nx = \(expression)"
      #expect(try await SharedSandbox.standard.value.run(program).termination.isFinished)
      var policy = Policy.ample
      policy.image.namespace = .hardened
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run(program)
      #expect(
        ["AttributeError", "ImportError", "SyntaxError"].contains(outcome.exception?.type), "\(outcome.termination)")
      let allowed =
        "import json, collections.abc, html.entities\n(json.loads('[1]'), len(html.entities.html5) > 9, collections.abc.Sized.__name__)"
      #expect(try await sandbox.run(allowed).value == .tuple([[1], true, "Sized"]))
      await sandbox.shutdown()
    }
  }
}
