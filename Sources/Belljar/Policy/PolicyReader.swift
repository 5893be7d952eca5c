/// Reads written policies onto one policy, the later over the earlier, and gathers all that is wrong with them.
package struct PolicyReader: Sendable {
  /// Where a value comes from.
  package enum Origin: Sendable, Hashable {
    case preset(String)
    case place(PolicyPlace)
  }

  package internal(set) var policy: Policy
  package internal(set) var mistakes: [PolicyFinding] = []
  /// By the keys that lead to it: `limits.memory`. A list that was added to has several.
  package internal(set) var origins: [String: [Origin]] = [:]

  /// Reads the file that `prelude-file` names; nil where a policy comes from no file.
  package var readPrelude: (@Sendable (PolicyNode) throws(PolicyFinding) -> String)?
  /// Whether a prelude may come from what is read.
  package var trustsPrelude: Bool

  /// Whether all that a file extends could be read: else it is not known what can be removed, nor what limits there are.
  package var isBaseKnown = true

  /// The ceilings that were named; the others follow the limits, which may change until all is read.
  var ceilings = Limits()
  var namedCeilings: Set<String> = []

  /// Starts from a preset.
  package init(preset: String, policy: Policy, trustsPrelude: Bool) {
    self.policy = policy
    self.trustsPrelude = trustsPrelude
    start(from: policy, named: preset)
  }

  mutating func start(from policy: Policy, named preset: String) {
    self.policy = policy
    origins = ["": [.preset(preset)]]
    namedCeilings = policy.ceilings == nil ? [] : Set(Limits.keys.map(\.name))
    ceilings = policy.ceilings ?? Limits()
  }

  /// Reads one written policy. What it extends must have been read before.
  package mutating func read(_ node: PolicyNode) {
    guard let members = node.members else {
      return refuse([], node, "a policy is a map of keys and values, and this is \(node.kind)")
    }
    for member in members { read(member) }
  }

  private mutating func read(_ member: PolicyNode.Member) {
    let (path, value) = ([member.name], member.value)
    switch member.name {
    case "extends": break
    case "modules": readModules(value)
    case "namespace": readName(path, value, NamespaceLevel.named) { $0.image.namespace = $1 }
    case "hide-dict-methods": readBool(path, value) { $0.image.hidesDictMethods = $1 }
    case "builtins": readBuiltins(value)
    case "features": readFeatures(value)
    case "prelude": readPreludeText(value)
    case "prelude-file": readPreludeFile(value)
    case "module-path": readTexts(path, value, \.image.modulePath, Policy.problem(path:))
    case "readable-paths": readReadablePaths(value)
    case "environment": readEnvironment(value)
    case "streams": readStreams(value)
    case "threads": readBool(path, value) { $0.image.allowsThreads = $1 }
    case "interpreter": readName(path, value, Image.Interpreter.named) { $0.image.interpreter = $1 }
    case "layers": readLayers(value)
    case "limits": readQuantities(path, value, Limits.keys) { $1.set(&$0.policy.limits, $2) }
    case "ceilings":
      readQuantities(path, value, Limits.keys) { reader, key, value in
        key.set(&reader.ceilings, value)
        reader.namedCeilings.insert(key.name)
      }
    case "session": readQuantities(path, value, SessionLimits.keys) { $1.set(&$0.policy.session, $2) }
    default:
      mistakes.append(
        PolicyFinding(path, at: member.place, member.name.isNotOne(of: PolicyKey.topLevel, called: "a policy's key")))
    }
  }

  /// What can only be told when all is read.
  package mutating func finish() {
    if let problem = ReadablePathRules.problem(withLayersOf: policy.image) {
      mistakes.append(PolicyFinding(["readable-paths"], at: place(of: "readable-paths"), problem))
    }
    guard !namedCeilings.isEmpty else {
      policy.ceilings = nil
      return
    }
    for key in Limits.keys where !namedCeilings.contains(key.name) {
      key.copy(from: policy.limits, to: &ceilings)
      origins["ceilings.\(key.name)"] = origins(of: "limits.\(key.name)")
    }
    policy.ceilings = ceilings
    for key in Limits.keys where isBaseKnown && key.isAbove(ceilings, in: policy.limits) {
      // Where the last word on either was written.
      let places = [place(of: "ceilings.\(key.name)"), place(of: "limits.\(key.name)")].compactMap(\.self)
      mistakes.append(
        PolicyFinding(
          ["ceilings", key.name], at: places.first,
          "limits.\(key.name) is \(key.written(policy.limits)), above ceilings.\(key.name), which is "
            + "\(key.written(ceilings)); raise the ceiling or lower the limit"))
    }
  }

  // MARK: - Origins

  /// Where the value with these keys comes from, first to last.
  package func origins(of path: String) -> [Origin] {
    origins[path] ?? origins[""] ?? []
  }

  /// Where the value with these keys was last written, if in a file.
  package func place(of path: String) -> PolicyPlace? {
    if case .place(let place)? = origins[path]?.last { place } else { nil }
  }

  mutating func note(_ path: [String], _ node: PolicyNode, isAddition: Bool = false) {
    guard let place = node.place else { return }
    let path = path.joined(separator: ".")
    origins[path] = (isAddition ? origins(of: path) : []) + [.place(place)]
  }

  mutating func refuse(_ path: [String], _ node: PolicyNode, _ sentence: String) {
    mistakes.append(PolicyFinding(path, at: node.place, sentence))
  }
}
