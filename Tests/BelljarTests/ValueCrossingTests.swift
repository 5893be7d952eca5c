import Belljar
import Foundation
import Testing

extension SandboxTests {
  @Suite("Values cross between Python and Swift")
  struct ValueCrossingTests {
    @Test(
      "What an expression gives is the value that it is",
      arguments: [
        ("None", .none), ("True", true), ("-7", -7), ("2**63 - 1", .int(.max)), ("1.5", 1.5), ("'caf\u{e9}'", "café"),
        ("b'\\0\\xff'", .bytes([0, 255])), ("[1, 'a', None]", [1, "a", nil]), ("(1, (2,))", .tuple([1, .tuple([2])])),
        ("{'a': 1, 2: 'b'}", ["a": 1, 2: "b"]), ("{1, 2}", .set([1, 2])), ("frozenset([1])", .frozenset([1])),
        ("1 - 2j", .complex(PythonComplex(real: 1, imaginary: -2))), ("[]", []), ("()", .tuple([])), ("{}", .dict([:])),
      ] as [(String, PythonValue)])
    func builtIn(expression: String, value: PythonValue) async throws {
      let sandbox = try await SharedSandbox.standard.value
      #expect(try await sandbox.evaluate(expression) == value)
      // And back: the program sees what Swift sent as what it was.
      let same = try await sandbox.evaluate(
        "type(x) is type(\(expression)) and x == \(expression)", inputs: ["x": value], as: Bool.self)
      #expect(same)
    }

    @Test(
      "Objects that cross by name are no keys, and that says where",
      arguments: [
        ("{C(): 1}", "result{…}: an object of class __main__.C can be no dict's key and in no set when it crosses"),
        ("[{(1, C())}]", "result[0]{…}[1]: an object of class"),
      ])
    func keys(expression: String, message: String) async throws {
      let outcome = try await SharedSandbox.standard.value.run("class C: pass\n\(expression)")
      #expect(outcome.termination.isFinished)
      #expect(outcome.value == nil)
      #expect(outcome.valueFailure?.hasPrefix(message) == true, "\(outcome.valueFailure ?? "nil")")
    }
  }
}
