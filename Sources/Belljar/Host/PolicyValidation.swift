internal import BelljarWire

extension Policy {
  /// What a run may raise its limits to.
  var highestLimits: Limits { ceilings ?? limits }

  /// Refuses what cannot mean anything before a process is started for it.
  package func validate() throws(BelljarError) {
    try limits.validate()
    if let ceilings {
      try ceilings.validate()
      try limits.validate(under: self)
    }
    try session.validate()
    for module in modules.names {
      guard Self.isModuleName(module) else {
        throw BelljarError(
          .invalidPolicy, "'\(module)' is not a module's name; give a dotted name such as 'collections.abc'.")
      }
    }
    try validateNames()
    guard image.layers[.process] != .off else {
      throw BelljarError(.invalidPolicy, "The layer 'process' cannot be given up; every run has a process of its own.")
    }
  }

  /// Names go to CPython's import as C strings, and an empty or relative one means something else there.
  static func isModuleName(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return !parts.isEmpty && parts.allSatisfy(isIdentifier)
  }

  static func isIdentifier(_ part: some StringProtocol) -> Bool {
    guard let first = part.unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
    return part.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
  }
}

extension Limits {
  func validate() throws(BelljarError) {
    for key in Self.keys { try key.validate(self) }
  }

  /// A run may lower its policy's limits, and raise them to the ceilings if there are any.
  func validate(under policy: Policy) throws(BelljarError) {
    try validate()
    for key in Self.keys where key.isAbove(policy.highestLimits, in: self) {
      let most = key.description(of: policy.highestLimits)
      throw BelljarError(
        .limitAboveCeiling,
        "The \(key.title) limit of \(key.description(of: self)) is above the policy's "
          + (policy.ceilings == nil ? "\(most); a run may only lower it." : "ceiling of \(most); give that at most."))
    }
  }
}

extension SessionLimits {
  func validate() throws(BelljarError) {
    for key in Self.keys { try key.validate(self) }
  }
}

extension QuantityKey {
  func description(of root: Root) -> String {
    switch field {
    case .time(let path, _): "\(root[keyPath: path])"
    case .amount(let path, _): "\(root[keyPath: path])"
    case .count(let path, _): "\(root[keyPath: path])"
    }
  }

  func validate(_ root: Root) throws(BelljarError) {
    switch field {
    case .time(let path, let range): try check(root[keyPath: path], in: range)
    case .amount(let path, let range): try check(root[keyPath: path], in: range)
    case .count(let path, let range): try check(root[keyPath: path], in: range)
    }
  }

  private func check<Value: Comparable>(_ value: Value, in range: ClosedRange<Value>) throws(BelljarError) {
    guard !range.contains(value) else { return }
    throw BelljarError(
      .invalidPolicy,
      "The \(title) limit of \(value) is out of range; give one from \(range.lowerBound) to \(range.upperBound).")
  }
}

extension Sandbox {
  static func validate(source: [UInt8]) throws(BelljarError) {
    guard source.count > WireProtocol.maximumSource else { return }
    throw BelljarError(
      .sourceTooLarge,
      "The source has \(source.count) bytes and may have \(WireProtocol.maximumSource); pass data as input instead.")
  }
}
