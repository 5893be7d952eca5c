import Belljar
import CFaultShim
import Glibc
import Testing

extension SandboxTests.Faults {
  /// What the worker does once, before it forks children, is made to fail.
  @Suite("A step of the worker's start fails", .serialized)
  struct WorkerStartFaultTests {
    @Test("empty the bounding set")
    func boundingSet() async throws {
      await #expect(processExitsWith: .success) {
        // An ordinary user without a user namespace has nothing to empty.
        let hasNamespaces = try await Self.standardEnforces(.namespaces)
        let mayDrop = hasNamespaces || geteuid() == 0
        try await Self.expectFailure(
          at: "empty the bounding set", layer: .capabilities, isMet: mayDrop, calls: [cfault_prctl],
          each: [{ $0.arguments[0] == 24 }])
      }
    }

    @Test("leave root")
    func leaveRoot() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectFailure(
          at: "leave root", layer: .user, isMet: geteuid() == 0,
          calls: [cfault_setgroups, cfault_setresgid, cfault_setresuid],
          each: [cfault_setgroups, cfault_setresgid, cfault_setresuid].map { number in
            { $0.number == number.rawValue }
          })
      }
    }

    @Test("enter namespaces: every call of it")
    func namespaces() async throws {
      await #expect(processExitsWith: .success) {
        let isMet = try await Self.standardEnforces(.namespaces)
        let newUser: UInt64 = 0x1000_0000
        let newPid: UInt64 = 0x2000_0000
        try await Self.expectFailure(
          at: "enter namespaces", layer: .namespaces, isMet: isMet,
          calls: [
            cfault_unshare, cfault_mount, cfault_pivot_root, cfault_umount2, cfault_chdir, cfault_prctl,
          ],
          each: [
            { $0.number == cfault_prctl.rawValue && $0.arguments[0] == 4 && $0.arguments[1] == 1 },
            { $0.number == cfault_unshare.rawValue && $0.arguments[0] == newUser },
            { $0.number == cfault_unshare.rawValue && $0.arguments[0] & newUser == 0 && $0.arguments[0] != newPid },
            { $0.number == cfault_unshare.rawValue && $0.arguments[0] == newPid },
            { $0.number == cfault_mount.rawValue },
            { $0.number == cfault_pivot_root.rawValue },
            { $0.number == cfault_umount2.rawValue },
            { $0.number == cfault_chdir.rawValue },
          ])
      }
    }

    @Test("create the Landlock ruleset")
    func landlock() async throws {
      await #expect(processExitsWith: .success) {
        let isMet = try await Self.standardEnforces(.landlock)
        // The first call of the number asks for the version, with a flag.
        try await Self.expectFailure(
          at: "create the Landlock ruleset", layer: .landlock, isMet: isMet, calls: [cfault_landlock_create],
          each: [{ $0.arguments[2] == 1 }, { $0.arguments[2] == 0 }])
      }
    }

    @Test("standard streams")
    func standardStreams() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(
          at: "standard streams", calls: [cfault_dup2],
          each: [{ $0.arguments[1] == 0 }, { $0.arguments[1] == 1 }, { $0.arguments[1] == 4 }])
      }
    }

    @Test("install the handler of refused calls")
    func refusalHandler() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(
          at: "install the handler of refused calls", calls: [cfault_sigaltstack], each: [{ _ in true }])
      }
    }

    @Test("start the reaper: the fork, and each call that makes it what it is")
    func reaper() async throws {
      await #expect(processExitsWith: .success) {
        guard try await Self.standardEnforces(.namespaces) else {
          // No pid namespace, no reaper: the worker's first fork is a child.
          return try await Aftermath.expectNothingLeft(of: nil)
        }
        let injector = try FaultInjector(
          calls: [cfault_clone, cfault_setsid, cfault_dup2, cfault_close_range, cfault_prctl, cfault_capset])
        try await Self.expectRefusal(at: "start the reaper", injector, by: .worker, cfault_clone)
        for call in [cfault_setsid, cfault_dup2, cfault_close_range, cfault_prctl, cfault_capset] {
          try await Self.expectRefusal(at: "start the reaper", injector, by: .reaper, call)
        }
        injector.fail(nil)
        let sandbox = try await Sandbox(policy: .ample)
        try await Aftermath.expectRuns(in: sandbox)
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
    }

    private static func standardEnforces(_ layer: Layer) async throws -> Bool {
      let sandbox = try await Sandbox(policy: .ample)
      let isolation = try await sandbox.run("pass").isolation
      try await Aftermath.expectNothingLeft(of: sandbox)
      return isolation.enforced.contains(layer)
    }

    private static func expectRefusal(
      at step: String, _ injector: FaultInjector, by caller: FaultInjector.Caller, _ number: cfault_number
    ) async throws {
      injector.fail { $0.number == number.rawValue && $0.caller == caller ? EDOM : nil }
      let error = try await belljarError { try await Sandbox(policy: .ample) }
      #expect(error.code == .layerUnavailable)
      #expect(error.step == step, "\(number): \(error)")
      #expect(error.errorNumber == EDOM, "\(number): \(error)")
      try await Aftermath.expectNothingLeft(of: nil)
    }

    /// A step that no policy can do without.
    private static func expectRefusal(
      at step: String, calls: [cfault_number], each faults: [@Sendable (FaultInjector.Call) -> Bool]
    ) async throws {
      let injector = try FaultInjector(calls: calls)
      for fault in faults {
        injector.fail { call in fault(call) && call.caller == .worker ? EDOM : nil }
        let error = try await belljarError { try await Sandbox(policy: .ample) }
        #expect(error.step == step)
        #expect(error.errorNumber == EDOM)
        try await Aftermath.expectNothingLeft(of: nil)
      }
      injector.fail(nil)
      let sandbox = try await Sandbox(policy: .ample)
      try await Aftermath.expectRuns(in: sandbox)
      try await Aftermath.expectNothingLeft(of: sandbox)
    }

    /// A layer's step: where the layer is required nothing starts; where it is preferred its absence is reported, and
    /// what runs is sound.
    private static func expectFailure(
      at step: String, layer: Layer, isMet: Bool, calls: [cfault_number],
      each faults: [@Sendable (FaultInjector.Call) -> Bool]
    ) async throws {
      let injector = try FaultInjector(calls: calls)
      var required = Policy.ample
      required.image.layers[layer] = .required
      var preferred = Policy.ampleUnrestricted
      preferred.image.layers[layer] = .preferred
      for fault in faults {
        injector.fail { call in fault(call) && call.caller == .worker ? EDOM : nil }
        guard isMet else { continue }
        let error = try await belljarError { try await Sandbox(policy: required) }
        #expect(error.code == .layerUnavailable)
        #expect(error.step == step)
        #expect(error.errorNumber == EDOM)
        #expect(injector.count > 0)
        try await Aftermath.expectNothingLeft(of: nil)

        let sandbox = try await Sandbox(policy: preferred)
        let outcome = try await sandbox.run("import os\nprint(os.getpid() == 1)")
        #expect(outcome.standardOutput == "False\n")
        #expect(outcome.isolation.missing[layer]?.contains(step) == true)
        #expect(!outcome.isolation.enforced.contains(layer) || layer == .capabilities)
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
      injector.fail(nil)
      let sandbox = try await Sandbox(policy: .ample)
      try await Aftermath.expectRuns(in: sandbox)
      try await Aftermath.expectNothingLeft(of: sandbox)
    }
  }
}
