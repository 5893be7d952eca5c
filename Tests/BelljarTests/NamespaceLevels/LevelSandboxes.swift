import Belljar

extension NamespaceLevel {
  /// From the weakest to the strictest; `emptyBuiltins` stands apart.
  static let ladder: [NamespaceLevel] = [.unrestricted, .allowlist, .restricted, .hardened, .audited]

  /// Those above the allowlist.
  static let strict: [NamespaceLevel] = [.restricted, .hardened, .audited]

  /// A sandbox of this level, that all tests share.
  var sandbox: Sandbox {
    get async throws {
      guard let task = Self.sandboxes[self] else { throw NoSandbox() }
      return try await task.value
    }
  }

  private static let sandboxes = Dictionary(
    uniqueKeysWithValues: allCases.map { level in
      (
        level,
        Task {
          var policy = Policy.ample
          // The rows begin with what the facades of the hardened level would not lead to.
          policy.modules.allow("sys")
          policy.image.namespace = level
          // Each level has a worker of its own: no more children than are needed.
          return try await Sandbox(
            policy: policy, configuration: Sandbox.Configuration(maximumConcurrentRuns: 2, waitingChildren: 1))
        }
      )
    })

  private struct NoSandbox: Error {}
}
