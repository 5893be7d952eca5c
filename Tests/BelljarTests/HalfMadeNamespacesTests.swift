import Belljar
import CLinuxShim
import LinuxIsolation
import Testing

extension SandboxTests {
  /// What a container's profile may do: user namespaces are allowed, and a later step is not.
  @Suite("Namespaces that can only be half made", .serialized)
  struct HalfMadeNamespacesTests {
    @Test("Where mount is refused, namespaces are missing and the program is no pid 1")
    func mount() async throws {
      await #expect(processExitsWith: .success) { try await Self.expectSoundRuns(withoutCall: 165) }
    }

    @Test("Where pivot_root is refused, namespaces are missing and the program is no pid 1")
    func pivotRoot() async throws {
      await #expect(processExitsWith: .success) { try await Self.expectSoundRuns(withoutCall: 155) }
    }

    private static func expectSoundRuns(withoutCall number: UInt32) async throws {
      try refuse(number)
      var policy = Policy.standard
      policy.image.namespace = .unrestricted
      let sandbox = try await Sandbox(policy: policy)
      for _ in 0..<4 {
        let outcome = try await sandbox.run("import os; print(os.getpid())")
        #expect(outcome.standardOutput != "1\n")
        #expect(outcome.isolation.missing[.namespaces] != nil)
        #expect(!outcome.isolation.enforced.contains(.namespaces))
      }
      // A pid 1 would not get its own SIGABRT.
      #expect(try await sandbox.run("import os; os.abort()").termination == .crashed(signal: 6))
      await sandbox.shutdown()
    }

    /// EPERM for one call of this process, and of the worker that it will start.
    private static func refuse(_ number: UInt32) throws {
      try ProcessAttributes.setNoNewPrivileges()
      try SeccompProgram(instructions: [
        sock_filter(code: 0x20, jt: 0, jf: 0, k: 0),
        sock_filter(code: 0x15, jt: 0, jf: 1, k: number),
        sock_filter(code: 0x06, jt: 0, jf: 0, k: 0x0005_0001),
        sock_filter(code: 0x06, jt: 0, jf: 0, k: 0x7fff_0000),
      ]).install()
    }
  }
}
