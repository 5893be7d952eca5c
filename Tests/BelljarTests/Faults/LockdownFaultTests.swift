import Belljar
import CFaultShim
import Glibc
import Testing

extension SandboxTests.Faults {
  /// Each call that a lockdown step makes is made to fail, in the child alone, while a sandbox serves.
  ///
  /// Each test is a process of its own, for a filter is for good; macros cannot take its arguments from a list.
  @Suite("A lockdown step fails", .serialized)
  struct LockdownFaultTests {
    @Test("arrange descriptors")
    func arrange() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "arrange descriptors", calls: [cfault_dup2]) { $0.arguments[1] == 3 }
      }
    }

    @Test("create a session")
    func session() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "create a session", calls: [cfault_setsid])
      }
    }

    @Test("close descriptors")
    func closeDescriptors() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "close descriptors", calls: [cfault_close_range]) { $0.arguments[0] == 5 }
      }
    }

    @Test("drop capabilities: the ambient set")
    func ambientCapabilities() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "drop capabilities", calls: [cfault_prctl]) { $0.arguments[0] == 47 }
      }
    }

    @Test("drop capabilities: the others")
    func capabilities() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "drop capabilities", calls: [cfault_capset])
      }
    }

    @Test("set no_new_privs")
    func noNewPrivileges() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "set no_new_privs", calls: [cfault_prctl]) { $0.arguments[0] == 38 }
      }
    }

    @Test("restrict by Landlock")
    func landlock() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "restrict by Landlock", calls: [cfault_landlock_restrict], needs: .landlock)
      }
    }

    @Test("close the ruleset")
    func closeRuleset() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "close the ruleset", calls: [cfault_close_range]) { $0.arguments[0] == 4 }
      }
    }

    @Test("start the exit holder: clone")
    func holder() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "start the exit holder", calls: [cfault_clone], needs: .namespaces)
      }
    }

    @Test("start the exit holder: its own filter")
    func holderFilter() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(
          at: "start the exit holder", calls: [cfault_seccomp], by: .other, needs: .namespaces)
      }
    }

    @Test("set resource limits: each of the nine")
    func limits() async throws {
      await #expect(processExitsWith: .success) {
        let resources: [UInt64] = [9, 0, 6, 1, 4, 7, 3, 8, 12]
        try await Self.expectRefusals(
          at: "set resource limits", calls: [cfault_prlimit],
          each: resources.map { resource in { $0.arguments[1] == resource } })
      }
    }

    @Test("become undumpable")
    func dumpable() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "become undumpable", calls: [cfault_prctl]) { $0.arguments[0] == 4 }
      }
    }

    @Test("load the seccomp filter: the filter")
    func filter() async throws {
      await #expect(processExitsWith: .success) {
        try await Self.expectRefusal(at: "load the seccomp filter", calls: [cfault_seccomp])
      }
    }

    private static func expectRefusal(
      at step: String, calls: [cfault_number], by caller: FaultInjector.Caller = .child, needs layer: Layer? = nil,
      where isMeant: @escaping @Sendable (FaultInjector.Call) -> Bool = { _ in true }
    ) async throws {
      try await expectRefusals(at: step, calls: calls, by: caller, needs: layer, each: [isMeant])
    }

    /// Expects that runs fail with the step's name while a call fails, that none of their code runs, and that all is well
    /// afterwards.
    private static func expectRefusals(
      at step: String, calls: [cfault_number], by caller: FaultInjector.Caller = .child, needs layer: Layer? = nil,
      each faults: [@Sendable (FaultInjector.Call) -> Bool]
    ) async throws {
      let before = try await MixedRuns.descriptorsAfterOneRun()
      let injector = try FaultInjector(calls: calls)
      let opened = MixedRuns.openDescriptors - before
      let sandbox = try await Sandbox(policy: .ample, configuration: .init(waitingChildren: 1))
      let isolation = try await sandbox.run("pass").isolation
      // Where the machine lacks the layer there is no such step; then its neighbours are all there is to show.
      if let layer, !isolation.enforced.contains(layer) { return try await Aftermath.expectNothingLeft(of: sandbox) }

      for fault in faults {
        injector.fail { call in
          // EDOM is nobody's own error: what comes back is what was injected.
          fault(call) && call.caller == caller ? EDOM : nil
        }
        // Those that wait have been locked down already, so several runs are needed to meet one that has not.
        var failure: BelljarError?
        for _ in 0..<50 where failure == nil {
          do {
            let outcome = try await sandbox.run("print('ran')")
            #expect(outcome.standardOutput == "ran\n")
          } catch let error as BelljarError {
            failure = error
          }
        }
        let error = try #require(failure)
        #expect(error.code == .layerUnavailable)
        #expect(error.step == step)
        #expect(error.errorNumber == EDOM)
        #expect(error.message.contains("'\(step)'"))
        #expect(injector.count > 0)

        // A few more may have been past the step when their sibling failed. After them nothing waits, and no run gets
        // anywhere.
        var failuresInARow = 0
        for _ in 0..<20 where failuresInARow < 5 {
          do {
            _ = try await sandbox.run("print('ran')")
            failuresInARow = 0
          } catch let error as BelljarError {
            #expect(error.step == step)
            failuresInARow += 1
          }
        }
        #expect(failuresInARow == 5)

        // And a sandbox does not start.
        let start = try await belljarError { try await Sandbox(policy: .ample) }
        #expect(start.step == step)

        injector.fail(nil)
        // A child that met the fault may be reported only now, and fails a run that waits.
        for _ in 0..<20 {
          do {
            _ = try await sandbox.run("pass")
            break
          } catch let error as BelljarError {
            #expect(error.step == step)
          }
        }
        try await Aftermath.expectRuns(in: sandbox)
      }
      try await Aftermath.expectNothingLeft(of: sandbox, descriptors: before + opened)
    }
  }
}
