import Belljar

/// Sandboxes that many tests use, each started once.
///
/// They end with the test process.
/// Tests that might break a sandbox have one of their own kind, so that a failure stays where it belongs.
enum SharedSandbox {
  static let standard = start(.standard)
  static let kernelLayersAlone = start(.kernelLayersAlone)

  static let standardForResources = start(.standard)
  static let kernelLayersAloneForResources = start(.kernelLayersAlone)

  static let hostileBytes = start(.kernelLayersAlone)

  /// Whether this machine gives a layer.
  static func enforces(_ layer: Layer) async throws -> Bool {
    try await kernelLayersAlone.value.run("pass").isolation.enforced.contains(layer)
  }

  /// The minor version of the worker's CPython, by its own account: for what legitimately differs between versions.
  static func pythonMinorVersion() async throws -> Int {
    let outcome = try await kernelLayersAlone.value.run("import sys; print(sys.version_info[1])")
    guard let minor = Int(outcome.standardOutput.dropLast()) else { throw NotAVersion(outcome: outcome) }
    return minor
  }

  struct NotAVersion: Error {
    let outcome: Outcome
  }

  private static func start(_ policy: Policy) -> Task<Sandbox, any Error> {
    Task { try await Sandbox(policy: policy) }
  }
}
