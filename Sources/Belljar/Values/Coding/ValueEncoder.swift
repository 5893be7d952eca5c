internal import BelljarWire

/// Encodes one Swift value into a node.
struct ValueEncoder: Encoder {
  let node: ValueNode
  let path: ValuePath
  let depth: Int

  var codingPath: [any CodingKey] { path.codingPath }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The Python value of a Swift one.
  static func value(of value: some Encodable, path: @autoclosure () -> ValuePath, depth: Int) throws -> PythonValue {
    if let direct = value as? any DirectValue { return try self.value(of: direct, path: path()) }
    let path = path()
    try checkDepth(depth, path)
    if let collection = value as? any EncodableCollection { return try collection.pythonValue(path, depth) }
    let node = ValueNode()
    try value.encode(to: ValueEncoder(node: node, path: path, depth: depth))
    return try node.finished(path)
  }

  static func value(of value: some DirectValue, path: @autoclosure () -> ValuePath) throws -> PythonValue {
    do throws(UnsupportedValue) {
      return try value.pythonValue()
    } catch {
      throw BelljarError(.valueUnsupported, "\(path()): \(error.reason)")
    }
  }

  /// Asked by whatever can throw: a class's `encode(to:)` that follows references in a circle would otherwise never end.
  static func checkDepth(_ depth: Int, _ path: @autoclosure () -> ValuePath) throws {
    guard depth <= ValueCost.maximumDepth else { throw BelljarError.tooDeep(path(), .valueUnsupported) }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedValueEncoding(node: node, path: path, depth: depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    UnkeyedValueEncoding(node: node, path: path, depth: depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleValueEncoding(node: node, path: path, depth: depth)
  }
}

struct SingleValueEncoding: SingleValueEncodingContainer {
  let node: ValueNode
  let path: ValuePath
  let depth: Int

  var codingPath: [any CodingKey] { path.codingPath }

  func encodeNil() { node.setValue(.none) }

  func encode(_ value: some Encodable & DirectValue) throws { try direct(value) }

  // The protocols' own defaults for these two come before a generic method, and refuse.
  func encode(_ value: Int128) throws { try direct(value) }
  func encode(_ value: UInt128) throws { try direct(value) }

  private func direct(_ value: some DirectValue) throws {
    node.setValue(try ValueEncoder.value(of: value, path: path))
  }

  func encode(_ value: some Encodable) throws {
    node.setValue(try ValueEncoder.value(of: value, path: path, depth: depth + 1))
  }
}

/// A Swift collection that is a Python one of the same kind, other than its own `Codable` conformance would make it.
protocol EncodableCollection {
  func pythonValue(_ path: ValuePath, _ depth: Int) throws -> PythonValue
}

extension Set: EncodableCollection where Element: Encodable {
  func pythonValue(_ path: ValuePath, _ depth: Int) throws -> PythonValue {
    var items: Set<PythonValue> = []
    for element in self {
      let item = try ValueEncoder.value(of: element, path: path.appending(.element), depth: depth + 1)
      try requireHashable(item, path.appending(.element), "an element of a set")
      items.insert(item)
    }
    return .set(items)
  }
}

extension Dictionary: EncodableCollection where Key: Encodable, Value: Encodable {
  func pythonValue(_ path: ValuePath, _ depth: Int) throws -> PythonValue {
    var entries: [PythonDictionary.Entry] = []
    entries.reserveCapacity(count)
    for (key, value) in self {
      let keyValue = try ValueEncoder.value(of: key, path: path.appending(.keyItself), depth: depth + 1)
      try requireHashable(keyValue, path.appending(.keyItself), "a dict's key")
      let content = try ValueEncoder.value(of: value, path: path.appending(.key(keyValue)), depth: depth + 1)
      entries.append(PythonDictionary.Entry(key: keyValue, value: content))
    }
    return .dict(PythonDictionary(entries))
  }
}

private func requireHashable(_ value: PythonValue, _ path: @autoclosure () -> ValuePath, _ place: String) throws {
  guard value.isHashable else { throw BelljarError(.valueUnsupported, "\(path()): \(value.cannotBe(place))") }
}
