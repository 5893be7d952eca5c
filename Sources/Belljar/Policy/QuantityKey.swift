internal import BelljarWire

/// A limit's name in a policy file, where it is, and what it may be.
struct QuantityKey<Root>: Sendable {
  enum Field: Sendable {
    case time(any WritableKeyPath<Root, Duration> & Sendable, ClosedRange<Duration>)
    case amount(any WritableKeyPath<Root, ByteCount> & Sendable, ClosedRange<ByteCount>)
    case count(any WritableKeyPath<Root, Int> & Sendable, ClosedRange<Int>)
  }

  /// As in a file: `wall-time`.
  var name: String
  /// As in a sentence: "wall time".
  var title: String
  var field: Field

  init(_ name: String, _ title: String, _ field: Field) {
    self.name = name
    self.title = title
    self.field = field
  }
}

extension QuantityKey {
  func text(of root: Root) -> PolicyNode.Content {
    switch field {
    case .time(let path, _): .text(Quantity.text(root[keyPath: path]))
    case .amount(let path, _): .text(Quantity.text(root[keyPath: path]))
    case .count(let path, _): .number(String(root[keyPath: path]))
    }
  }

  func copy(from source: Root, to target: inout Root) {
    switch field {
    case .time(let path, _): target[keyPath: path] = source[keyPath: path]
    case .amount(let path, _): target[keyPath: path] = source[keyPath: path]
    case .count(let path, _): target[keyPath: path] = source[keyPath: path]
    }
  }

  func isAbove(_ ceiling: Root, in root: Root) -> Bool {
    switch field {
    case .time(let path, _): root[keyPath: path] > ceiling[keyPath: path]
    case .amount(let path, _): root[keyPath: path] > ceiling[keyPath: path]
    case .count(let path, _): root[keyPath: path] > ceiling[keyPath: path]
    }
  }
}

extension Limits {
  /// Room that CPython needs to get anywhere at all.
  static let minimumMemory = ByteCount.mebibytes(1)

  /// An address space that every Linux can count in; also keeps sums from overflowing.
  static let maximumMemory = ByteCount.gibibytes(1 << 14)

  static let longest = Duration.seconds(365 * 24 * 3600)

  static let keys: [QuantityKey<Limits>] = [
    QuantityKey("wall-time", "wall time", .time(\.wallTime, .milliseconds(1)...longest)),
    QuantityKey("cpu-time", "CPU time", .time(\.cpuTime, .milliseconds(1)...longest)),
    QuantityKey("memory", "memory", .amount(\.memory, minimumMemory...maximumMemory)),
    QuantityKey("output", "output", .amount(\.output, .bytes(0)...ByteCount.gibibytes(1))),
    QuantityKey("recursion", "recursion", .count(\.recursion, 10...1_000_000)),
    QuantityKey(
      "value-size", "value size",
      .amount(\.valueSize, .bytes(ValueCost.item)...ByteCount.bytes(WireProtocol.maximumValue))),
  ]
}

extension SessionLimits {
  static let keys: [QuantityKey<SessionLimits>] = [
    QuantityKey("wall-time", "session's wall time", .time(\.wallTime, .milliseconds(1)...Limits.longest)),
    QuantityKey("cpu-time", "session's CPU time", .time(\.cpuTime, .milliseconds(1)...Limits.longest)),
    QuantityKey("output", "session's output", .amount(\.output, .bytes(0)...ByteCount.gibibytes(1 << 10))),
    QuantityKey("calls", "session's number of calls", .count(\.calls, 0...Int.max)),
    QuantityKey("idle-time", "session's idle time", .time(\.idleTime, .milliseconds(1)...Limits.longest)),
    QuantityKey("lifetime", "session's lifetime", .time(\.lifetime, .milliseconds(1)...Limits.longest)),
  ]
}
