/// One message of the wire: a CBOR array whose first item is the message's name.
package protocol Message: Sendable {
  /// The names, one per case. A `Kind` is what the phase tables speak of.
  associatedtype Kind: RawRepresentable<String> & Hashable & Sendable

  var kind: Kind { get }
  var fields: [CBOR] { get }
  init(kind: Kind, fields: inout FieldReader) throws(WireError)
}

extension Message {
  /// The message as a whole frame, ready to be written piece by piece. Large content is not copied for it.
  package func framePieces() -> [ArraySlice<UInt8>] {
    let item = CBOR.array([.text(kind.rawValue)] + fields)
    return CBORWriter.frame { item.write(to: &$0) }
  }

  /// The message as a whole frame.
  package func frame() -> [UInt8] {
    let pieces = framePieces()
    return pieces.count == 1 ? Array(pieces[0]) : Array(pieces.joined())
  }

  package init(payload: [UInt8]) throws(WireError) {
    let message = try CBOR(decoding: payload, maximumItems: WireProtocol.maximumItems)
    guard case .array(let items) = message, case .text(let name)? = items.first, let kind = Kind(rawValue: name)
    else { throw WireError.unknownMessage }
    var reader = FieldReader(message: name, fields: items.dropFirst())
    try self.init(kind: kind, fields: &reader)
    try reader.finish()
  }
}

/// Takes a message's fields in order, each of exactly the expected type.
package struct FieldReader {
  let message: String
  var fields: ArraySlice<CBOR>

  package init(message: String, fields: ArraySlice<CBOR>) {
    self.message = message
    self.fields = fields
  }

  package mutating func item() throws(WireError) -> CBOR {
    guard let item = fields.popFirst() else { throw .malformedMessage(message) }
    return item
  }

  package mutating func text() throws(WireError) -> String {
    guard case .text(let value) = try item() else { throw .malformedMessage(message) }
    return value
  }

  package mutating func bytes() throws(WireError) -> ArraySlice<UInt8> {
    guard case .bytes(let value) = try item() else { throw .malformedMessage(message) }
    return value
  }

  package mutating func bool() throws(WireError) -> Bool {
    guard case .bool(let value) = try item() else { throw .malformedMessage(message) }
    return value
  }

  package mutating func integer() throws(WireError) -> Int {
    guard let value = Self.integer(try item()) else { throw .malformedMessage(message) }
    return value
  }

  package mutating func optionalText() throws(WireError) -> String? {
    switch try item() {
    case .null: return nil
    case .text(let value): return value
    default: throw .malformedMessage(message)
    }
  }

  package mutating func optionalInteger() throws(WireError) -> Int? {
    let item = try item()
    if item == .null { return nil }
    guard let value = Self.integer(item) else { throw .malformedMessage(message) }
    return value
  }

  package mutating func identifier() throws(WireError) -> UInt64 {
    guard case .unsigned(let value) = try item() else { throw .malformedMessage(message) }
    return value
  }

  package mutating func texts() throws(WireError) -> [String] {
    try list { reader throws(WireError) in try reader.text() }
  }

  package mutating func integers() throws(WireError) -> [Int] {
    try list { reader throws(WireError) in try reader.integer() }
  }

  /// An array whose every item is an array of fields that `element` takes.
  package mutating func records<Element>(
    _ element: (inout FieldReader) throws(WireError) -> Element
  ) throws(WireError) -> [Element] {
    guard case .array(let items) = try item() else { throw .malformedMessage(message) }
    var result: [Element] = []
    for case let item in items {
      guard case .array(let fields) = item else { throw .malformedMessage(message) }
      var reader = FieldReader(message: message, fields: fields[...])
      result.append(try element(&reader))
      try reader.finish()
    }
    return result
  }

  package mutating func record<Element>(
    _ element: (inout FieldReader) throws(WireError) -> Element
  ) throws(WireError) -> Element {
    guard case .array(let fields) = try item() else { throw .malformedMessage(message) }
    var reader = FieldReader(message: message, fields: fields[...])
    let result = try element(&reader)
    try reader.finish()
    return result
  }

  package func finish() throws(WireError) {
    guard fields.isEmpty else { throw .malformedMessage(message) }
  }

  private mutating func list<Element>(
    _ element: (inout FieldReader) throws(WireError) -> Element
  ) throws(WireError) -> [Element] {
    guard case .array(let items) = try item() else { throw .malformedMessage(message) }
    var reader = FieldReader(message: message, fields: items[...])
    var result: [Element] = []
    while !reader.fields.isEmpty { result.append(try element(&reader)) }
    return result
  }

  private static func integer(_ item: CBOR) -> Int? {
    switch item {
    case .unsigned(let value): return Int(exactly: value)
    case .negative(let value): return Int(exactly: value).map { -1 - $0 }
    default: return nil
    }
  }
}
