import Belljar
import Glibc
import LinuxIsolation
import Testing

extension Containment {
  /// The real worker on kernels older than this one, by pretence: it makes use of no Landlock newer than the version
  /// under test, and asks for exactly the accesses of that version. Versions newer than the kernel's own cannot be
  /// pretended. What a pretence cannot show is an old kernel's own faults.
  @Suite("Landlock of each version, and none")
  struct LandlockVersionTests {
    /// 1 to 6, as far as this kernel goes.
    static let versions = Array((1...6).prefix(KernelSupport.probe().landlockABI ?? 0))

    private static func policy(_ version: Int, without layers: Layer...) -> Policy {
      var policy = Policy.kernelLayersAlone
      policy.image.newestLandlock = version
      for layer in layers { policy.image.layers[layer] = .off }
      return policy
    }

    // MARK: Each version does what it can, and no more

    @Test(
      "With neither filter nor namespaces before it, Landlock refuses exactly what its version knows",
      arguments: versions)
    func alone(version: Int) async throws {
      let expected = [
        "list EACCES",
        version >= 3 ? "truncate EACCES" : "truncate let through",
        version >= 4 ? "bind EACCES" : "bind let through",
        version >= 6 ? "connect EPERM" : "connect let through",
        version >= 6 ? "signal EPERM" : "signal let through",
      ]
      // Version 2's moving of files and 5's device control show no difference here: without any rule, no file can be
      // moved under version 1 either, and no device opened under 4.
      #expect(try await Self.probe(Self.policy(version, without: .seccomp, .namespaces)) == expected)
    }

    @Test("Without Landlock nothing of that is refused once filter and namespaces are gone too")
    func nothingAlone() async throws {
      let probed = try await Self.probe(Self.policy(0, without: .seccomp, .namespaces))
      #expect(probed == ["list", "truncate", "bind", "connect", "signal"].map { "\($0) let through" })
    }

    private static func probe(_ policy: Policy) async throws -> [String] {
      let file = try OpenToAllFile()
      let listener = try AbstractListener()
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run(
        """
        import errno, os, socket

        def attempt(name, action):
            try:
                action()
                print(name, "let through")
            except OSError as error:
                print(name, errno.errorcode[error.errno])

        attempt("list", lambda: os.listdir("/"))
        attempt("truncate", lambda: os.truncate("\(file.path)", 0))
        attempt("bind", lambda: socket.socket().bind(("127.0.0.1", 0)))
        attempt("connect", lambda: socket.socket(socket.AF_UNIX).connect("\\0\(listener.name)"))
        attempt("signal", lambda: os.kill(os.getppid(), 0))
        """)
      await sandbox.shutdown()
      #expect(Ending(outcome.termination) == .finished, "\(outcome.termination)")
      return outcome.standardOutput.split(separator: "\n").map(String.init)
    }

    // MARK: The whole policy under each version

    @Test(
      "Under each version programs run, attacks are contained, and the outcome says that it is enforced",
      arguments: versions)
    func contained(version: Int) async throws {
      let sandbox = try await Sandbox(policy: Self.policy(version))
      try await Self.expectContained(AttackCorpus.attacks.filter { Self.governed.contains($0.group) }, in: sandbox)
      let outcome = try await sandbox.run("import json; print(json.dumps([6 * 7]))")
      #expect(outcome.standardOutput == "[42]\n")
      #expect(outcome.isolation.enforced.contains(.landlock))
      #expect(outcome.isolation.missing[.landlock] == nil)
      await sandbox.shutdown()
    }

    /// What touches anything that any version of Landlock governs.
    private static let governed: Set<String> = ["files", "network", "processes"]

    @Test("Without Landlock every attack is contained all the same, and the outcome says what is missing and why")
    func absent() async throws {
      let sandbox = try await Sandbox(policy: Self.policy(0))
      try await Self.expectContained(AttackCorpus.attacks, in: sandbox)
      let isolation = try await sandbox.run("pass").isolation
      #expect(isolation.requested.contains(.landlock))
      #expect(!isolation.enforced.contains(.landlock))
      #expect(isolation.missing[.landlock]?.contains("landlock_create_ruleset") == true)
      await sandbox.shutdown()
    }

    private static func expectContained(_ attacks: [Attack], in sandbox: Sandbox) async throws {
      #expect(!attacks.isEmpty)
      for attack in attacks {
        let outcome = try await attack.run(in: sandbox)
        #expect(AttackReport.breaches(by: attack, in: outcome) == [], "\(attack.testDescription)")
      }
    }

    // MARK: A policy that insists

    @Test("Without Landlock a policy that requires it starts nothing, and the error names the step")
    func required() async throws {
      var policy = Self.policy(0)
      policy.image.layers[.landlock] = .required
      let error = await #expect(throws: BelljarError.self) { _ = try await Sandbox(policy: policy) }
      #expect(error?.code == .layerUnavailable)
      #expect(error?.step == "create the Landlock ruleset")
      #expect(error?.errorNumber == KernelSupport.probe().landlockErrorNumber ?? EOPNOTSUPP)
    }

    @Test("Without Landlock a policy that gives it up by name runs, and nothing is missing")
    func givenUp() async throws {
      let sandbox = try await Sandbox(policy: Self.policy(0, without: .landlock))
      let outcome = try await sandbox.run("print(6 * 7)")
      #expect(outcome.standardOutput == "42\n")
      #expect(!outcome.isolation.requested.contains(.landlock))
      #expect(outcome.isolation.missing[.landlock] == nil)
      await sandbox.shutdown()
    }
  }
}
