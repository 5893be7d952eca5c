import ArgumentParser
import Belljar

/// What programs may do, and for tests and teaching, what protects the machine from them.
struct PolicyArguments: ParsableArguments {
  @Option(
    name: .customLong("allow"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Let the program import a module. May be given again.", valueName: "module"))
  var allowedModules: [String] = []

  @Flag(help: "Require every layer; without it namespaces and Landlock are used where the machine has them.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "How much of Python the program is shown: \(Self.namespaceLevels). With none it has all builtins and every import, so "
        + "that the kernel layers stand alone. For tests and teaching.",
      valueName: "level"),
    transform: Self.namespaceLevel)
  var namespace: NamespaceLevel = .allowlist

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

  func policy(limits: LimitArguments) -> Policy {
    var policy = strict ? Policy.strict : Policy.standard
    for module in allowedModules { policy.modules.allow(module) }
    policy.image.namespace = namespace
    for layer in omittedLayers { policy.image.layers[layer] = .off }
    policy.limits = limits.applied(to: policy.limits)
    return policy
  }

  /// A sentence for each thing given up.
  var warnings: [String] {
    var warnings: [String] = []
    if namespace == .unrestricted {
      warnings.append("warning: the namespace layer is off; only the kernel layers hold the program")
    }
    for layer in omittedLayers {
      warnings.append("warning: the layer \(layer.rawValue) is off; do not run code that you do not trust")
    }
    return warnings
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

  private static let namespaceLevels = NamespaceLevel.allCases.map(word).joined(separator: ", ")

  /// A level's name as it is written in a command: `none`, `empty-builtins`.
  private static func word(_ level: NamespaceLevel) -> String {
    guard level != .unrestricted else { return "none" }
    return level.rawValue.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
  }

  @Sendable private static func namespaceLevel(_ name: String) throws -> NamespaceLevel {
    guard let level = NamespaceLevel.allCases.first(where: { word($0) == name }) else {
      throw ValidationError("no namespace level has this name; there are \(namespaceLevels)")
    }
    return level
  }
}
