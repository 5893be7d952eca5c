internal import BelljarWire

/// Decodes one Swift value from a Python one.
struct ValueDecoder: Decoder {
  let value: PythonValue
  let path: ValuePath
  let depth: Int
  /// The type that is being decoded, for an error's sentence.
  let target: Any.Type

  var codingPath: [any CodingKey] { path.codingPath }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from value: PythonValue, path: @autoclosure () -> ValuePath, depth: Int
  ) throws -> Value {
    if let direct = type as? any DirectValue.Type {
      guard let result = direct.init(directly: value) as? Value else {
        throw BelljarError.mismatch(path(), expected: direct.expectation, found: value)
      }
      return result
    }
    let path = path()
    guard depth <= ValueCost.maximumDepth else { throw BelljarError.tooDeep(path, .valueMismatch) }
    let decoder = ValueDecoder(value: value, path: path, depth: depth, target: type)
    if let collection = type as? any DecodableCollection.Type, let result = try collection.init(decoder) as? Value {
      return result
    }
    return try type.init(from: decoder)
  }

  static func decode<Value: DirectValue>(
    direct type: Value.Type, from value: PythonValue, path: @autoclosure () -> ValuePath
  ) throws -> Value {
    guard let result = Value(directly: value) else {
      throw BelljarError.mismatch(path(), expected: Value.expectation, found: value)
    }
    return result
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try KeyedValueDecoding(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try UnkeyedValueDecoding(self) }

  func singleValueContainer() -> any SingleValueDecodingContainer { SingleValueDecoding(decoder: self) }

  func mismatch(_ kinds: String) -> BelljarError {
    BelljarError.mismatch(path, expected: "\(target) (\(kinds))", found: value)
  }

  /// A decoder of a part.
  func nested(_ value: PythonValue, _ step: ValuePathStep, _ target: Any.Type) -> ValueDecoder {
    ValueDecoder(value: value, path: path.appending(step), depth: depth + 1, target: target)
  }
}

struct SingleValueDecoding: SingleValueDecodingContainer {
  let decoder: ValueDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.value.isNone }

  func decode<Value: Decodable & DirectValue>(_ type: Value.Type) throws -> Value { try direct(type) }

  // The protocols' own defaults for these two come before a generic method, and refuse.
  func decode(_ type: Int128.Type) throws -> Int128 { try direct(type) }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try direct(type) }

  private func direct<Value: DirectValue>(_ type: Value.Type) throws -> Value {
    try ValueDecoder.decode(direct: type, from: decoder.value, path: decoder.path)
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try ValueDecoder.decode(type, from: decoder.value, path: decoder.path, depth: decoder.depth + 1)
  }
}

/// A Swift collection that is made of a Python one of the same kind, other than by its own `Codable` conformance.
protocol DecodableCollection {
  init(_ decoder: ValueDecoder) throws
}

extension Set: DecodableCollection where Element: Decodable {
  init(_ decoder: ValueDecoder) throws {
    self = []
    func add(_ item: PythonValue, _ step: @autoclosure () -> ValuePathStep) throws {
      insert(
        try ValueDecoder.decode(
          Element.self, from: item, path: decoder.path.appending(step()), depth: decoder.depth + 1))
    }
    if let items = decoder.value.setValue {
      for item in items { try add(item, .element) }
    } else if let items = decoder.value.arrayValue {
      for (index, item) in items.enumerated() { try add(item, .index(index)) }
    } else {
      throw decoder.mismatch("a set, a frozenset, a list or a tuple")
    }
  }
}

extension Dictionary: DecodableCollection where Key: Decodable, Value: Decodable {
  init(_ decoder: ValueDecoder) throws {
    self = [:]
    func add(_ key: PythonValue, _ value: PythonValue, _ step: @autoclosure () -> ValuePathStep) throws {
      let (path, depth) = (decoder.path, decoder.depth + 1)
      let decoded = try ValueDecoder.decode(Key.self, from: key, path: path.appending(.keyItself), depth: depth)
      let content = try ValueDecoder.decode(Value.self, from: value, path: path.appending(step()), depth: depth)
      guard updateValue(content, forKey: decoded) == nil else {
        throw BelljarError(.valueMismatch, "\(path.appending(step())): another key is the same as a \(Key.self)")
      }
    }
    switch decoder.value {
    case .dict(let entries): for entry in entries { try add(entry.key, entry.value, .key(entry.key)) }
    case .record(let record): for field in record.fields { try add(.str(field.name), field.value, .field(field.name)) }
    default: throw decoder.mismatch("a dict or a record")
    }
  }
}
