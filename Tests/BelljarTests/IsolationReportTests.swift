import Belljar
import Testing

extension SandboxTests {
  @Suite("The report of the isolation")
  struct IsolationReportTests {
    @Test("The standard policy requests every layer, has all that it requires, and accounts for the rest")
    func standard() async throws {
      let isolation = try await run("pass").isolation
      #expect(isolation.requested == Layer.allCases)
      let required = Layer.allCases.filter { Image.standardLayers[$0] == .required }
      #expect(Set(isolation.enforced).isSuperset(of: required))
      expectAccountedFor(isolation)
    }

    @Test("The strict policy has every layer, or says which this machine lacks")
    func strict() async throws {
      do {
        let sandbox = try await Sandbox(policy: .strict)
        let isolation = try await sandbox.run("pass").isolation
        #expect(isolation.requested == Layer.allCases)
        #expect(isolation.enforced == Layer.allCases)
        #expect(isolation.missing.isEmpty)
        await sandbox.shutdown()
      } catch let error as BelljarError {
        #expect(error.code == .layerUnavailable)
        let missing = try await run("pass").isolation.missing
        #expect(!missing.isEmpty, "\(error)")
      }
    }

    @Test(
      "A layer that is off is neither requested nor enforced, and the others are as before",
      arguments: Layer.allCases.filter { $0 != .process && $0 != .noNewPrivileges })
    func off(layer: Layer) async throws {
      var policy = Policy.ample
      policy.image.layers[layer] = .off
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run("print(1)")
      #expect(outcome.standardOutput == "1\n")
      let isolation = outcome.isolation
      #expect(isolation.requested == Layer.allCases.filter { $0 != layer })
      #expect(!isolation.enforced.contains(layer))
      expectAccountedFor(isolation)
      await sandbox.shutdown()
    }

    @Test("A run that was cancelled before it began reports the isolation it would have had")
    func cancelled() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let outcome = try await Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await sandbox.run("pass")
      }.value
      let isolation = try await sandbox.run("pass").isolation
      #expect(outcome.isolation == isolation)
    }

    /// Each requested layer is enforced or missing with a reason, and nothing else is either.
    private func expectAccountedFor(_ isolation: Isolation, location: SourceLocation = #_sourceLocation) {
      #expect(
        Set(isolation.enforced).union(isolation.missing.keys) == Set(isolation.requested), sourceLocation: location)
      #expect(Set(isolation.enforced).isDisjoint(with: isolation.missing.keys), sourceLocation: location)
      #expect(isolation.missing.values.allSatisfy { !$0.isEmpty }, sourceLocation: location)
    }
  }
}
