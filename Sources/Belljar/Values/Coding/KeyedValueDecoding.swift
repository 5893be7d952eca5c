/// Decodes a structure's members from a dictionary or a record.
struct KeyedValueDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoder: ValueDecoder
  private let members: [String: PythonValue]
  private let isRecord: Bool

  init(_ decoder: ValueDecoder) throws {
    self.decoder = decoder
    var members: [String: PythonValue] = [:]
    switch decoder.value {
    case .dict(let entries):
      isRecord = false
      members.reserveCapacity(entries.count)
      for entry in entries {
        guard case .str(let name) = entry.key else {
          throw BelljarError.mismatch(
            decoder.path.appending(.keyItself), expected: "a str, as \(decoder.target) is made of a dict with str keys",
            found: entry.key)
        }
        members[name] = entry.value
      }
    case .record(let record):
      isRecord = true
      members.reserveCapacity(record.fields.count)
      for field in record.fields { members[field.name] = field.value }
    default: throw decoder.mismatch("a dict with str keys, or a record")
    }
    self.members = members
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

  func decodeNil(forKey key: Key) throws -> Bool { members[key.stringValue]?.isNone ?? true }

  func decode<Value: Decodable & DirectValue>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try ValueDecoder.decode(
      direct: type, from: member(key, Value.expectation), path: decoder.path.appending(step(key.stringValue)))
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try ValueDecoder.decode(
      type, from: member(key, "\(type)"), path: decoder.path.appending(step(key.stringValue)), depth: decoder.depth + 1)
  }

  // The protocols' own defaults for these two come before a generic method, and refuse.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 {
    try ValueDecoder.decode(
      direct: type, from: member(key, "Int128"), path: decoder.path.appending(step(key.stringValue)))
  }

  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 {
    try ValueDecoder.decode(
      direct: type, from: member(key, "UInt128"), path: decoder.path.appending(step(key.stringValue)))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try nested(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try nested(key).unkeyedContainer()
  }

  func superDecoder() -> any Decoder { decoder("super") }
  func superDecoder(forKey key: Key) -> any Decoder { decoder(key.stringValue) }

  private func nested(_ key: Key) throws -> ValueDecoder {
    decoder.nested(try member(key, "\(decoder.target)"), step(key.stringValue), decoder.target)
  }

  private func decoder(_ name: String) -> ValueDecoder {
    decoder.nested(members[name] ?? .none, step(name), decoder.target)
  }

  private func step(_ name: String) -> ValuePathStep { isRecord ? .field(name) : .name(name) }

  private func member(_ key: Key, _ expectation: @autoclosure () -> String) throws -> PythonValue {
    guard let value = members[key.stringValue] else {
      throw BelljarError(
        .valueMismatch,
        "\(decoder.path.appending(step(key.stringValue))): expected \(expectation()), found no such "
          + (isRecord ? "field" : "key"))
    }
    return value
  }
}
