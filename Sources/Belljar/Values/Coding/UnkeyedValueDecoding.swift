/// Decodes a sequence's elements from a list or a tuple.
struct UnkeyedValueDecoding: UnkeyedDecodingContainer {
  private let decoder: ValueDecoder
  private let items: [PythonValue]
  private(set) var currentIndex = 0

  init(_ decoder: ValueDecoder) throws {
    guard let items = decoder.value.arrayValue else { throw decoder.mismatch("a list or a tuple") }
    self.decoder = decoder
    self.items = items
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex == items.count }

  mutating func decodeNil() throws -> Bool {
    guard try item("None").isNone else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable & DirectValue>(_ type: Value.Type) throws -> Value {
    try direct(type)
  }

  // The protocols' own defaults for these two come before a generic method, and refuse.
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try direct(type) }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try direct(type) }

  private mutating func direct<Value: DirectValue>(_ type: Value.Type) throws -> Value {
    let value = try ValueDecoder.decode(direct: type, from: item(Value.expectation), path: path)
    currentIndex += 1
    return value
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try ValueDecoder.decode(type, from: item("\(type)"), path: path, depth: decoder.depth + 1)
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    let container = try nested().container(keyedBy: type)
    currentIndex += 1
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let container = try nested().unkeyedContainer()
    currentIndex += 1
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let result = try nested()
    currentIndex += 1
    return result
  }

  private var path: ValuePath { decoder.path.appending(.index(currentIndex)) }

  private func nested() throws -> ValueDecoder {
    decoder.nested(try item("\(decoder.target)"), .index(currentIndex), decoder.target)
  }

  private func item(_ expectation: @autoclosure () -> String) throws -> PythonValue {
    guard currentIndex < items.count else {
      throw BelljarError(.valueMismatch, "\(path): expected \(expectation()), found the end of \(items.count) elements")
    }
    return items[currentIndex]
  }
}
