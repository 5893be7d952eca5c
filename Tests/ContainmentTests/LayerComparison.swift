import Belljar
import Testing

/// The same look at a child with every layer, and with one given up.
struct LayerComparison<Look: Sendable>: Sendable {
  let kept: Look
  let removed: Look

  init(without layer: Layer, look: (Sandbox) async throws -> Look) async throws {
    kept = try await look(try await SharedSandbox.kernelLayersAlone.value)
    let weaker = try await Sandbox(policy: .kernelLayersAlone(without: layer))
    do {
      removed = try await look(weaker)
      await weaker.shutdown()
    } catch {
      await weaker.shutdown()
      throw error
    }
  }
}

extension LayerComparison where Look == ObservedChild {
  /// Looks from outside, through `/proc`.
  init(without layer: Layer) async throws {
    try await self.init(without: layer) { sandbox in try await ObservedChild(in: sandbox) }
  }
}

extension LayerComparison where Look == String {
  /// Looks from inside, by what a program prints.
  init(without layer: Layer, program: String) async throws {
    try await self.init(without: layer) { sandbox in try await sandbox.run(program).standardOutput }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where the machine does not give a layer to begin with: its removal would show nothing.
  static func needs(_ layer: Layer) -> Self {
    .enabled("this machine does not give the layer") { try await SharedSandbox.enforces(layer) }
  }
}
