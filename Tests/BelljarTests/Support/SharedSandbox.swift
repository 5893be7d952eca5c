import Belljar

/// Sandboxes that many tests use, each started once. They end with the test process.
enum SharedSandbox {
  static let standard = start(.ample)
  static let unrestricted = start(.ampleUnrestricted)

  private static func start(_ policy: Policy) -> Task<Sandbox, any Error> {
    Task { try await Sandbox(policy: policy) }
  }
}

extension Policy {
  /// The standard policy with limits of time that no slow machine reaches.
  static var ample: Policy {
    var policy = Policy.standard
    policy.limits.wallTime = .seconds(120)
    policy.limits.cpuTime = .seconds(120)
    return policy
  }

  /// ``ample`` with all builtins and every import.
  static var ampleUnrestricted: Policy {
    var policy = Policy.ample
    policy.image.namespace = .unrestricted
    return policy
  }
}
