/// Encodes a sequence's elements into a list.
struct UnkeyedValueEncoding: UnkeyedEncodingContainer {
  let node: ValueNode
  let path: ValuePath
  let depth: Int

  init(node: ValueNode, path: ValuePath, depth: Int) {
    (self.node, self.path, self.depth) = (node, path, depth)
    node.becomeList()
  }

  var codingPath: [any CodingKey] { path.codingPath }
  var count: Int { node.count }

  func encodeNil() throws { try append(.none) }

  func encode(_ value: some Encodable & DirectValue) throws { try direct(value) }

  // The protocols' own defaults for these two come before a generic method, and refuse.
  func encode(_ value: Int128) throws { try direct(value) }
  func encode(_ value: UInt128) throws { try direct(value) }

  private func direct(_ value: some DirectValue) throws {
    try append(ValueEncoder.value(of: value, path: nextPath))
  }

  func encode(_ value: some Encodable) throws {
    try append(ValueEncoder.value(of: value, path: nextPath, depth: depth + 1))
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    let path = nextPath
    return KeyedEncodingContainer(KeyedValueEncoding<Nested>(node: nested(), path: path, depth: depth + 1))
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    let path = nextPath
    return UnkeyedValueEncoding(node: nested(), path: path, depth: depth + 1)
  }

  func superEncoder() -> any Encoder {
    let path = nextPath
    return ValueEncoder(node: nested(), path: path, depth: depth + 1)
  }

  private var nextPath: ValuePath { path.appending(.index(count)) }

  private func nested() -> ValueNode {
    let child = ValueNode()
    node.append(child)
    return child
  }

  private func append(_ value: PythonValue) throws {
    try ValueEncoder.checkDepth(depth, nextPath)
    node.append(value)
  }
}
