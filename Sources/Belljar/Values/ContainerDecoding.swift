internal import BelljarWire

/// Values that hold values.
extension ValueReader {
  mutating func items(_ count: Int, depth: Int) throws(WireError) -> [PythonValue] {
    try enter(depth, items: count)
    var items: [PythonValue] = []
    if Self.isBelieved(depth) { items.reserveCapacity(count) }
    for _ in 0..<count { items.append(try value(depth: depth + 1)) }
    return items
  }

  mutating func elements(_ count: Int, depth: Int) throws(WireError) -> Set<PythonValue> {
    try enter(depth, items: count)
    var items: Set<PythonValue> = []
    for _ in 0..<count {
      let item = try value(depth: depth + 1)
      guard item.isHashable, items.insert(item).inserted else { throw .malformedValue("element of a set") }
    }
    return items
  }

  mutating func entries(_ count: Int, depth: Int) throws(WireError) -> PythonDictionary {
    try enter(depth, items: 2 * count)
    var entries: [PythonDictionary.Entry] = []
    if Self.isBelieved(depth) { entries.reserveCapacity(count) }
    var keys: Set<PythonValue> = []
    for _ in 0..<count {
      let key = try value(depth: depth + 1)
      guard key.isHashable, keys.insert(key).inserted else { throw .malformedValue("key of a dict") }
      entries.append(PythonDictionary.Entry(key: key, value: try value(depth: depth + 1)))
    }
    return PythonDictionary(distinct: entries)
  }

  mutating func record(depth: Int) throws(WireError) -> PythonRecord {
    try expectArray(4, "record")
    guard case .unsigned(let number) = try reader.next(), let kind = ValueTag.RecordKind(rawValue: number) else {
      throw .malformedValue("record's kind")
    }
    let typeName = try textItem("type name")
    let count = try arrayHead("record's names")
    try enter(depth, items: 2 * count)
    var names: Set<String> = []
    var ordered: [String] = []
    for _ in 0..<count {
      let name = try textItem("record's name")
      guard names.insert(name).inserted else { throw .malformedValue("record's name") }
      ordered.append(name)
    }
    try expectArray(count, "record's values")
    var fields: [PythonRecord.Field] = []
    if Self.isBelieved(depth) { fields.reserveCapacity(count) }
    for name in ordered { fields.append(PythonRecord.Field(name: name, value: try value(depth: depth + 1))) }
    return PythonRecord(typeName: typeName, kind: kind == .dataclass ? .dataclass : .namedTuple, fields: fields)
  }

  /// Whether room is made for as many items as are claimed. Further in it grows with them: each of a hundred containers, one in
  /// the other, can claim all the bytes that follow.
  private static func isBelieved(_ depth: Int) -> Bool { depth < 2 }

  private mutating func enter(_ depth: Int, items count: Int) throws(WireError) {
    guard depth < ValueCost.maximumDepth else { throw .tooDeep }
    try charge(items: count)
  }
}

/// The parts of a value that are no values.
extension ValueReader {
  mutating func charge(items count: Int) throws(WireError) {
    guard budget.take(items: count) else { throw .valueTooLarge(maximum: budget.maximum) }
  }

  mutating func charge(bytes count: Int) throws(WireError) {
    guard budget.take(bytes: count) else { throw .valueTooLarge(maximum: budget.maximum) }
  }

  mutating func arrayHead(_ name: String) throws(WireError) -> Int {
    guard case .array(let count) = try reader.next() else { throw .malformedValue(name) }
    return count
  }

  mutating func expectArray(_ count: Int, _ name: String) throws(WireError) {
    guard try arrayHead(name) == count else { throw .malformedValue(name) }
  }

  mutating func text(_ content: ArraySlice<UInt8>) throws(WireError) -> String {
    try charge(bytes: content.count)
    return try CBORReader.text(content)
  }

  mutating func textItem(_ name: String) throws(WireError) -> String {
    guard case .text(let content) = try reader.next() else { throw .malformedValue(name) }
    return try text(content)
  }

  /// A text of a bounded length, which costs nothing beyond its item. Its reader refuses what is longer.
  mutating func shortText(_ name: String) throws(WireError) -> ArraySlice<UInt8> {
    guard case .text(let content) = try reader.next(), content.count <= 40 else { throw .malformedValue(name) }
    return content
  }

  mutating func double() throws(WireError) -> Double {
    guard case .double(let value) = try reader.next() else { throw .malformedValue("complex") }
    return value
  }

  mutating func smallInteger() throws(WireError) -> Int? {
    switch try reader.next() {
    case .unsigned(let value): Int(exactly: value)
    case .negative(let value): Int(exactly: value).map { ~$0 }
    default: nil
    }
  }
}
