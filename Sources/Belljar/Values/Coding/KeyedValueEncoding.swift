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

  func encode(_ value: some Encodable & DirectValue, forKey key: Key) throws {
    try set(key, ValueEncoder.value(of: value, path: path(key)))
  }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    try set(key, ValueEncoder.value(of: value, path: path(key), depth: depth + 1))
  }

  // A member that is nil is None: what is left out, a program would have to ask for before it can use it.
  func encodeIfPresent<Value: Encodable & DirectValue>(_ value: Value?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
  }

  func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { try encodeNil(forKey: key) }
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    KeyedEncodingContainer(KeyedValueEncoding<Nested>(node: nested(key), path: path(key), depth: depth + 1))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    UnkeyedValueEncoding(node: nested(key), path: path(key), depth: depth + 1)
  }

  func superEncoder() -> any Encoder { encoder("super") }
  func superEncoder(forKey key: Key) -> any Encoder { encoder(key.stringValue) }

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
