import Belljar
import Testing

extension SandboxTests {
  @Suite("Namespace")
  struct NamespaceTests {
    private static let allowed = ModuleAllowlist.standard.entries.joined(separator: ", ")

    @Test(
      "A refused import says what is allowed, and is listed with its name and line",
      arguments: ["os", "sys", "subprocess", "socket", "ctypes", "importlib", "builtins", "no_such_module"])
    func refusedImport(module: String) async throws {
      let outcome = try await run("import math\n\nimport \(module)")
      let raised = try #require(outcome.termination.exception, "\(outcome.termination)")
      #expect(raised.type == "ImportError")
      #expect(raised.message == "import of '\(module)' is not allowed here; allowed: \(Self.allowed)")
      expect(outcome.denials, module, line: 3)
      let remedy = "allow the module: policy.modules.allow(\"\(module)\") or --allow \(module)"
      #expect(outcome.denials.first?.remedy == remedy)
    }

    @Test(
      "Every spelling of an import is refused",
      arguments: [
        ("from os import path", "os"), ("import os.path", "os.path"), ("import os as o", "os"),
        ("from os.path import join", "os.path"), ("__import__('os')", "os"), ("__import__(name='os')", "os"),
        ("import json, os", "os"),
      ])
    func spellings(statement: String, name: String) async throws {
      let outcome = try await run(statement)
      let raised = try #require(outcome.termination.exception, "\(outcome.termination)")
      #expect(raised.type == "ImportError")
      #expect(raised.message.hasPrefix("import of '\(name)' is not allowed here; allowed: __future__, "))
      expect(outcome.denials, name, line: 1)
    }

    @Test("A refusal that the program catches is listed, and the program finishes")
    func caughtRefusal() async throws {
      let outcome = try await run(
        "def load():\n    try:\n        import socket\n    except ImportError:\n        print('no')\nload()")
      #expect(outcome.termination.isFinished)
      #expect(outcome.standardOutput == "no\n")
      #expect(outcome.exception == nil)
      expect(outcome.denials, "socket", line: 3)
    }

    @Test("An allowed module beside the refused ones is not refused")
    func allowedNeighbour() async throws {
      #expect(try await output(of: "__import__('math')\nfrom math import pi\nprint(pi > 3)") == "True\n")
    }

    @Test("A module that the policy adds can be imported, and its neighbour cannot")
    func addedModule() async throws {
      var policy = Policy.ample
      policy.modules = ModuleAllowlist(["math"])
      policy.modules.allow("graphlib")
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run(
        "import graphlib\nprint(*graphlib.TopologicalSorter({1: [2]}).static_order())\nimport json")
      #expect(outcome.standardOutput == "2 1\n")
      #expect(
        outcome.termination.exception?.message == "import of 'json' is not allowed here; allowed: graphlib, math")
      await sandbox.shutdown()
    }

    @Test("With the namespace unrestricted the same builtins and imports are there")
    func unrestricted() async throws {
      let sandbox = try await SharedSandbox.unrestricted.value
      let outcome = try await sandbox.run(
        "import os, sys, subprocess, socket, ctypes\nprint(eval('1 + 1'), callable(open))")
      #expect(outcome.termination.isFinished, "\(outcome.termination)")
      #expect(outcome.standardOutput == "2 True\n")
    }

    /// A denial on the program's word is only ever made by Belljar: its parts are compared.
    private func expect(
      _ denials: [Denial], _ name: String, line: Int, location: SourceLocation = #_sourceLocation
    ) {
      #expect(denials.count == 1, sourceLocation: location)
      #expect(denials.first?.source == .program, sourceLocation: location)
      #expect(denials.first?.kind == .importing, sourceLocation: location)
      #expect(denials.first?.name == name, sourceLocation: location)
      #expect(denials.first?.line == line, sourceLocation: location)
    }
  }
}
