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

    @Test("Of an entry for all below a package all can be imported that is there, and nothing else is refused for it")
    func tree() async throws {
      var policy = Policy.ample
      policy.modules = ModuleAllowlist(["xml.*"])
      let sandbox = try await Sandbox(policy: policy)
      let program =
        "import xml.etree.ElementTree, xml.dom.minidom\nxml.etree.ElementTree.fromstring('<a b=\"1\"/>').get('b')"
      #expect(try await sandbox.run(program).value == "1")
      let missing = try await sandbox.run("import xml.nothing")
      #expect(missing.exception?.type == "ModuleNotFoundError")
      #expect(missing.exception?.message == "No module named 'xml.nothing'")
      #expect(missing.denials.isEmpty)
      await sandbox.shutdown()
    }

    @Test(
      "What library code looks up for a program is found, and gives the program no module",
      arguments: [NamespaceLevel.allowlist, .hardened])
    func lookups(level: NamespaceLevel) async throws {
      var policy = Policy.ample
      policy.image.namespace = level
      policy.modules = ModuleAllowlist(["collections", "copy", "datetime", "operator", "pickle"])
      policy.modules.allow("random", symbols: ["random"])
      let sandbox = try await Sandbox(policy: policy)
      let program = """
        import collections, copy, datetime, operator, pickle
        Point = collections.namedtuple("Point", "x y")
        values = [operator.add, operator.itemgetter(1), Point(1, 2), Point.x, range(3), ValueError("v"), datetime.date.min]
        for protocol in range(6):
            for value in values:
                for back in pickle.loads(pickle.dumps(value, protocol)), copy.copy(value), copy.deepcopy(value):
                    print(type(back) is type(value), end=" ")
        print(datetime.datetime.strptime("2020", "%Y").year)
        """
      let outcome = try await sandbox.run(program)
      #expect(outcome.standardOutput == String(repeating: "True ", count: 126) + "2020\n", "\(outcome)")
      #expect(outcome.denials.isEmpty)
      for name in ["_operator", "_collections", "_strptime", "builtins", "warnings", "_random"] {
        let outcome = try await sandbox.run("import \(name)")
        #expect(
          outcome.exception?.message.hasPrefix("import of '\(name)' is not allowed here") == true,
          "\(outcome.termination)")
        #expect(outcome.denials.map(\.name) == [name])
      }
      #expect(
        try await sandbox.run("import pickle\npickle.loads(b'cposix\\ngetpid\\n.')").exception?.type == "ImportError")
      // Above this level the name itself is refused.
      if level == .allowlist {
        let mimicry = try await sandbox.run("d = {}\n(__import__('_operator', d, d, [], 0), 1)")
        #expect(mimicry.value == .tuple([.none, 1]))
        #expect(try await sandbox.run("d = {}\n__import__('_random', d, d, [], 0)").exception?.type == "ImportError")
      }
      await sandbox.shutdown()
    }

    @Test("A refusal names the file that asked, if that is not the program")
    func askers() async throws {
      let directory = try TemporaryDirectory()
      let file = try directory.file(
        "pricing_rules.py",
        "import json\ndef fetch():\n  try:\n    import socket\n  except ModuleNotFoundError: return 0".utf8)
      var policy = Policy.ample
      policy.image.modulePath = [directory.path]
      policy.image.prelude = "def later():\n\n  import ctypes"
      policy.image.builtins.allowed = ["compile", "exec"]
      policy.modules.allow("pricing_rules")
      policy.modules.allow("importlib")
      let sandbox = try await Sandbox(policy: policy)
      func places(_ program: String) async throws -> [String] {
        try await sandbox.run(program).denials.map { "\($0.name ?? "") \($0.line ?? 0) \($0.file ?? "program")" }
      }
      let ofModule = try await places("import pricing_rules\npricing_rules.fetch()")
      #expect(ofModule == ["socket 4 \(file)"])
      #expect(try await places("later()") == ["ctypes 3 <prelude>"])
      #expect(try await places("exec('x = 1\\nopen(x)')") == ["open 2 <string>"])
      #expect(try await places("import importlib\n\nimportlib.import_module('socket')") == ["socket 3 program"])
      #expect(try await places("\nimport socket") == ["socket 2 program"])
      let long = try await sandbox.run("exec(compile('import os', 'x' * 1000 + '.py', 'exec'))")
      #expect(long.denials.map(\.file) == [String(repeating: "x", count: 253) + ".py"])
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
      // In sys.modules up to 3.12, and no module.
      if try await run("import typing\nhasattr(typing, 'io')").value == true { policy.modules.allow("typing.io") }
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run(program)
      #expect(
        ["AttributeError", "ImportError", "SyntaxError"].contains(outcome.exception?.type), "\(outcome.termination)")
      let allowed =
        "import json, collections.abc, html.entities\n(json.loads('[1]'), len(html.entities.html5) > 9, collections.abc.Sized.__name__)"
      #expect(try await sandbox.run(allowed).value == .tuple([[1], true, "Sized"]))
      await sandbox.shutdown()
    }

    @Test(
      "os.path belongs to os: who allows os allows it, and at the hardened level it leads back to no more than os",
      arguments: [NamespaceLevel.allowlist, .hardened])
    func pathOfTheSystem(level: NamespaceLevel) async throws {
      var policy = Policy.ample
      policy.modules.allow("os")
      policy.image.namespace = level
      let sandbox = try await Sandbox(policy: policy)
      let program = """
        import os, os.path
        from os.path import join
        (os.path.join("a", "b"), join("a", "b"), os.path.basename("a/b"))
        """
      #expect(try await sandbox.run(program).value == .tuple(["a/b", "a/b", "b"]))
      let inner = try await sandbox.run("import os\nos.path.genericpath")
      #expect(inner.termination.isFinished == (level == .allowlist), "\(inner.termination)")
      #expect(try await sandbox.run("import posixpath").exception?.type == "ImportError")
      await sandbox.shutdown()
    }

    @Test("Of os, its path alone can be allowed, and leads to nothing else of os")
    func pathAlone() async throws {
      var policy = Policy.ample
      policy.modules.allow("os", symbols: ["path"])
      let sandbox = try await Sandbox(policy: policy)
      #expect(try await sandbox.run("from os.path import join\njoin('a', 'b')").value == "a/b")
      for attempt in ["import os\nos.path.os.getcwd", "import os\nos.path.genericpath", "import os\nos.getcwd"] {
        let type = try await sandbox.run(attempt).exception?.type
        #expect(["AttributeError", "ImportError"].contains(type), "\(attempt)")
      }
      await sandbox.shutdown()
    }
  }
}
