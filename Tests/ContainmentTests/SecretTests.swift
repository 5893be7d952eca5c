import Belljar
import Foundation
import Testing

extension Containment {
  @Suite("Secrets")
  struct SecretTests {
    @Test("Nothing of the host's environment is in a child's environment, arguments or first stack")
    func hostEnvironmentStaysOut() async throws {
      let environment = ProcessInfo.processInfo.environment.filter { $0.key != "TZ" && !$0.value.isEmpty }
      try #require(!environment.isEmpty, "without an environment this test shows nothing")

      let sandbox = try await SharedSandbox.kernelLayersAlone.value
      let outcome = try await sandbox.run(Self.program)

      let text = outcome.standardOutput
      guard case .finished = outcome.termination else {
        Issue.record("ended otherwise: \(outcome.termination)")
        return
      }
      for (name, value) in environment {
        #expect(!text.contains("\(name)=\(value)") && !text.contains("'\(name)': "), "found \(name)")
      }
    }

    /// Prints all that a process gets from the one that started it.
    private static let program = """
      import ctypes, os, sys

      print(dict(os.environ))
      print(getattr(sys, "argv", None), getattr(sys, "orig_argv", None), sys.flags)

      # The kernel puts the arguments and the environment between these two.
      libc = ctypes.CDLL(None)
      libc.getauxval.restype = ctypes.c_ulong
      start, end = libc.getauxval(ctypes.c_ulong(25)), libc.getauxval(ctypes.c_ulong(31))
      print(ctypes.string_at(start, end - start))
      """
  }
}
