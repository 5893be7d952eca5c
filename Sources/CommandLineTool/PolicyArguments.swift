import ArgumentParser
import Belljar
import BelljarPolicy

/// What programs may do, and for tests and teaching, what protects the machine from them.
struct PolicyArguments: ParsableArguments {
  @OptionGroup var modules: ModuleArguments

  @Flag(help: "Require every layer; without it namespaces and Landlock are used where the machine has them.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "How much of Python the program is shown: \(Self.levels). none is full builtins and every import, so that the kernel "
        + "layers stand alone, for tests and teaching. (default: the policy's)",
      valueName: "level"),
    transform: Self.namespaceLevel)
  var namespace: NamespaceLevel?

  @Option(
    name: .customLong("without"),
    help: ArgumentHelp(
      "Give up one kernel layer: \(Self.removableLayers). For tests and teaching.", valueName: "layer"),
    transform: Self.layer)
  var omittedLayers: [Layer] = []

  mutating func validate() throws {
    guard omittedLayers.count <= 1 else {
      throw ValidationError("give --without once: never more than one kernel layer is off")
    }
  }

  func policy(limits: LimitArguments) throws -> Policy {
    var policy = try modules.policy()
    if strict {
      for layer in Layer.allCases { policy.image.layers[layer] = .required }
    }
    if let namespace { policy.image.namespace = namespace }
    for layer in omittedLayers { policy.image.layers[layer] = .off }
    policy.limits = limits.applied(to: policy.limits)
    return policy
  }

  private static var removableLayers: String {
    Layer.allCases.filter { $0 != .process }.map(\.rawValue).joined(separator: ", ")
  }

  @Sendable private static func layer(_ name: String) throws -> Layer {
    guard let layer = Layer(rawValue: name) else {
      throw ValidationError("no layer has this name; there are \(removableLayers)")
    }
    guard layer != .process else {
      throw ValidationError("the process of its own cannot be given up; there are \(removableLayers)")
    }
    return layer
  }

  /// The option's own word for the weakest.
  private static var levels: String {
    NamespaceLevel.named.map { $0.value == .unrestricted ? "none" : $0.key }.joined(separator: ", ")
  }

  @Sendable private static func namespaceLevel(_ name: String) throws -> NamespaceLevel {
    if name == "none" { return .unrestricted }
    guard let level = NamespaceLevel.named.first(where: { $0.key == name })?.value else {
      throw ValidationError("no level has this name; there are \(levels)")
    }
    return level
  }
}

extension Policy {
  /// A sentence for each thing that a run gives up.
  var warnings: [String] {
    var warnings: [String] = []
    if image.namespace == .unrestricted {
      warnings.append("warning: the namespace layer is off; only the kernel layers hold the program")
    }
    for layer in Layer.allCases where image.layers[layer] == .off {
      warnings.append("warning: the layer \(layer.rawValue) is off; do not run code that you do not trust")
    }
    return warnings
  }
}
