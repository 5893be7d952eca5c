package import Belljar

/// What stands between an attack and the machine.
package enum Column: Sendable, Hashable {
  /// A level of the namespace layer, and every kernel layer.
  case level(NamespaceLevel)
  /// No namespace layer, and every kernel layer but one. Never are two given up, so that no demonstration endangers the machine.
  case without(Layer)

  /// The generations of the namespace layer, the oldest first.
  package static let levels: [Column] = NamespaceLevel.allCases.map(Column.level)

  /// The kernel's layers that can be given up. `no_new_privs` is not among them: Landlock and seccomp would go with it.
  package static let layers: [Column] =
    Layer.allCases.filter { $0 != .process && $0 != .noNewPrivileges }.map(Column.without)

  package static let all = levels + layers

  /// Whether it is a level of the namespace layer, under every kernel layer.
  package var isLevel: Bool { if case .level = self { true } else { false } }

  /// Such as `allowlist`, or `without seccomp`.
  package var name: String {
    switch self {
    case .level(let level): level.writtenName
    case .without(let layer): "without \(layer.rawValue)"
    }
  }

  /// The policy that a column stands for.
  func policy(modules: [String], builtins: [String], flag: String) -> Policy {
    var policy = Policy(limits: Card.standardLimits)
    // A layer that the machine lacks is told by its absence in the outcomes, not by refusing to show anything.
    switch self {
    case .level(let level): policy.image.namespace = level
    case .without(let layer):
      policy.image.namespace = .unrestricted
      policy.image.layers[layer] = .off
    }
    for module in modules { policy.modules.allow(module) }
    policy.image.builtins.allowed = Set(builtins)
    policy.image.environment = [Secret.flagVariable: flag]
    return policy
  }
}
