internal import BelljarWire
internal import Glibc
internal import LinuxIsolation

/// Makes, once, the isolation that children inherit, and finds out which layers this machine can give.
///
/// A layer that is required and cannot be had ends the worker; a preferred one is noted as missing.
struct IsolationBuilder {
  private var demands: [LockdownLayer: ImageDescription.Demand]
  private var missing: [Readiness.Missing] = []
  private(set) var layers: Set<LockdownLayer> = []

  private let newestLandlock: Int
  private let readablePaths: [String]

  init(requests: [ImageDescription.LayerRequest], newestLandlock: Int, readablePaths: [String]) {
    self.newestLandlock = newestLandlock
    self.readablePaths = readablePaths
    demands = Dictionary(
      requests.compactMap { request in
        LockdownLayer(rawValue: request.name).map { ($0, request.demand) }
      }, uniquingKeysWith: { first, _ in first })
  }

  var readiness: Readiness {
    Readiness(
      enforced: LockdownLayer.allCases.filter { layers.contains($0) }.map(\.rawValue), missing: missing)
  }

  /// Which files the filter may let programs look for, now that it is known what bounds them.
  var files: FilterRules.Files {
    readablePaths.isEmpty ? .none : layers.contains(.namespaces) ? .contentsAndStatus : .contents
  }

  mutating func build() throws(StepFailure) {
    // What needs nothing made in advance; the child's own step fails closed.
    for layer in [.process, .session, .descriptors, .rlimits, .noNewPrivileges, .dumpable, .seccomp]
      as [LockdownLayer] where demand(layer) != .off
    {
      layers.insert(layer)
    }
    // While this is still root: without a user namespace the privilege to do so ends with root.
    try attempt(.capabilities, "empty the bounding set") { () throws(SystemCallFailure) in
      try Capabilities.emptyBoundingSet()
    }
    try attempt(.user, "leave root") { () throws(SystemCallFailure) in try UserIdentity.leaveRoot() }
    let readable = try findReadablePaths()
    try attempt(.namespaces, "enter namespaces") { () throws(SystemCallFailure) in
      try Namespaces.enter(root: RootTree(readable: readable))
    }
    try attempt(.landlock, "create the Landlock ruleset") { [newestLandlock] () throws(SystemCallFailure) in
      let ruleset = try LandlockRuleset(version: newestLandlock, readable: readable)
      try systemCall("dup2") { dup2(ruleset.descriptor.number, ChildLockdown.rulesetDescriptor) }
    }
    // Once more: a new user namespace came with a full set.
    try attempt(.capabilities, "empty the bounding set") { () throws(SystemCallFailure) in
      try Capabilities.emptyBoundingSet()
    }
    guard readable.isEmpty || layers.contains(.namespaces) || layers.contains(.landlock) else {
      throw StepFailure(
        step: "confine readable paths", code: Int(EOPNOTSUPP),
        detail: "neither a mount namespace nor Landlock is there, and the filter cannot tell one path from another")
    }
  }

  /// After root is given up, and before the root goes.
  private func findReadablePaths() throws(StepFailure) -> [ReadablePath] {
    guard !readablePaths.isEmpty else { return [] }
    do throws(ReadablePath.Problem) {
      let found = try ReadablePath.find(readablePaths)
      // Relative paths mean the same with and without a root of their own.
      unsafe chdir("/")
      return found
    } catch {
      throw StepFailure(step: StepFailure.readablePath + error.path, code: 0, detail: error.reason)
    }
  }

  private func demand(_ layer: LockdownLayer) -> ImageDescription.Demand { demands[layer] ?? .preferred }

  private mutating func attempt(
    _ layer: LockdownLayer, _ step: String, _ body: () throws(SystemCallFailure) -> Void
  ) throws(StepFailure) {
    guard demand(layer) != .off else { return }
    do throws(SystemCallFailure) {
      try body()
      layers.insert(layer)
    } catch {
      let failure = StepFailure(step: step, code: Int(error.code), detail: error.description)
      guard demand(layer) != .required else { throw failure }
      missing.append(Readiness.Missing(layer: layer.rawValue, failure: failure))
    }
  }
}
