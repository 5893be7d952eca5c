internal import BelljarWire

extension Policy {
  /// Refuses what cannot mean anything before a process is started for it.
  func validate() throws(BelljarError) {
    try limits.validate()
    try session.validate()
    for module in modules.names {
      // Names go to CPython's import as C strings, and an empty or relative one means something else there.
      let parts = module.split(separator: ".", omittingEmptySubsequences: false)
      guard !parts.isEmpty, parts.allSatisfy(Self.isIdentifier) else {
        throw BelljarError(
          .invalidPolicy, "'\(module)' is not a module's name; give a dotted name such as 'collections.abc'.")
      }
    }
    guard image.layers[.process] != .off else {
      throw BelljarError(.invalidPolicy, "The layer 'process' cannot be given up; every run has a process of its own.")
    }
  }

  private static func isIdentifier(_ part: Substring) -> Bool {
    guard let first = part.unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
    return part.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
  }
}

extension Limits {
  /// Room that CPython needs to get anywhere at all.
  static let minimumMemory = ByteCount.mebibytes(1)

  /// An address space that every Linux can count in; also keeps sums from overflowing.
  static let maximumMemory = ByteCount.gibibytes(1 << 14)

  private static let maximumValue = ByteCount.bytes(WireProtocol.maximumValue)
  private static let maximumOutput = ByteCount.gibibytes(1)
  static let longest = Duration.seconds(365 * 24 * 3600)

  func validate() throws(BelljarError) {
    try Self.check("wall time", wallTime, in: .milliseconds(1)...Self.longest)
    try Self.check("CPU time", cpuTime, in: .milliseconds(1)...Self.longest)
    try Self.check("memory", memory, in: Self.minimumMemory...Self.maximumMemory)
    try Self.check("output", output, in: .bytes(0)...Self.maximumOutput)
    try Self.check("recursion", recursion, in: 10...1_000_000)
    try Self.check("value size", valueSize, in: .bytes(ValueCost.item)...Self.maximumValue)
  }

  /// A run may lower its policy's limits and never raise one.
  func validate(under ceiling: Limits) throws(BelljarError) {
    try validate()
    try Self.check("wall time", wallTime, under: ceiling.wallTime)
    try Self.check("CPU time", cpuTime, under: ceiling.cpuTime)
    try Self.check("memory", memory, under: ceiling.memory)
    try Self.check("output", output, under: ceiling.output)
    try Self.check("recursion", recursion, under: ceiling.recursion)
    try Self.check("value size", valueSize, under: ceiling.valueSize)
  }

  static func check<Value: Comparable>(
    _ name: String, _ value: Value, in range: ClosedRange<Value>
  ) throws(BelljarError) {
    guard !range.contains(value) else { return }
    throw BelljarError(
      .invalidPolicy,
      "The \(name) limit of \(value) is out of range; give one from \(range.lowerBound) to \(range.upperBound).")
  }

  private static func check<Value: Comparable>(
    _ name: String, _ value: Value, under ceiling: Value
  ) throws(BelljarError) {
    guard value > ceiling else { return }
    throw BelljarError(
      .limitAboveCeiling,
      "The \(name) limit of \(value) is above the policy's \(ceiling); a run may only lower it.")
  }
}

extension SessionLimits {
  func validate() throws(BelljarError) {
    let times = [
      ("wall time", wallTime), ("CPU time", cpuTime), ("idle time", idleTime), ("lifetime", lifetime),
    ]
    for (name, value) in times {
      try Limits.check("session's \(name)", value, in: .milliseconds(1)...Limits.longest)
    }
    try Limits.check("session's output", output, in: .bytes(0)...ByteCount.gibibytes(1 << 10))
    try Limits.check("session's number of calls", calls, in: 0...Int.max)
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
