/// Encodes a structure's members into a dictionary.
struct KeyedValueEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: ValueNode
  let path: ValuePath
  let depth: Int

  init(node: ValueNode, path: ValuePath, depth: Int) {
    (self.node, self.path, self.depth) = (node, path, depth)
    node.becomeDict()
  }

  var codingPath: [any CodingKey] { path.codingPath }

  func encodeNil(forKey key: Key) throws { try set(key, .none) }

  func encode(_ value: some Encodable & DirectValue, forKey key: Key) throws { try direct(value, key) }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    try set(key, ValueEncoder.value(of: value, path: path(key), depth: depth + 1))
  }

  // The protocols' own defaults for these two come before a generic method, and refuse.
  func encode(_ value: Int128, forKey key: Key) throws { try direct(value, key) }
  func encode(_ value: UInt128, forKey key: Key) throws { try direct(value, key) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    KeyedEncodingContainer(KeyedValueEncoding<Nested>(node: nested(key), path: path(key), depth: depth + 1))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    UnkeyedValueEncoding(node: nested(key), path: path(key), depth: depth + 1)
  }

  func superEncoder() -> any Encoder { encoder("super") }
  func superEncoder(forKey key: Key) -> any Encoder { encoder(key.stringValue) }

  private func direct(_ value: some DirectValue, _ key: Key) throws {
    try set(key, ValueEncoder.value(of: value, path: path(key)))
  }

  private func encoder(_ name: String) -> ValueEncoder {
    let child = ValueNode()
    node.set(name, child)
    return ValueEncoder(node: child, path: path.appending(.name(name)), depth: depth + 1)
  }

  private func path(_ key: Key) -> ValuePath { path.appending(.name(key.stringValue)) }

  private func nested(_ key: Key) -> ValueNode {
    let child = ValueNode()
    node.set(key.stringValue, child)
    return child
  }

  private func set(_ key: Key, _ value: PythonValue) throws {
    try ValueEncoder.checkDepth(depth, path(key))
    node.set(key.stringValue, value)
  }
}

/// A member that is nil is None: what is left out, a program would have to ask for before it can use it.
///
/// Each type has a method of its own, as the protocol's defaults, which leave a member out, come before a generic one.
extension KeyedValueEncoding {
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int128?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: UInt128?, forKey key: Key) throws { try optional(value, key) }

  func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
  }

  private func optional(_ value: (some DirectValue)?, _ key: Key) throws {
    if let value { try direct(value, key) } else { try encodeNil(forKey: key) }
  }
}
