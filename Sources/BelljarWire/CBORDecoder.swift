extension CBOR {
  /// Decodes exactly one item that fills `bytes`.
  ///
  /// The bytes may come from a hostile child. Memory stays within a fixed multiple of the frame's size (some 40 bytes for
  /// each of the shortest items), and the stack within the depth.
  package init(
    decoding bytes: [UInt8], maximumDepth: Int = 16, maximumItems: Int = .max
  ) throws(WireError) {
    var reader = CBORReader(bytes[...])
    var items = maximumItems
    self = try Self.item(from: &reader, depth: maximumDepth, &items)
    guard reader.remaining == 0 else { throw WireError.trailingBytes(reader.remaining) }
  }

  private static func item(
    from reader: inout CBORReader, depth: Int, _ remainingItems: inout Int
  ) throws(WireError) -> CBOR {
    guard depth > 0 else { throw .tooDeep }
    guard remainingItems > 0 else { throw .tooManyItems }
    remainingItems -= 1
    switch try reader.next() {
    case .unsigned(let value): return .unsigned(value)
    case .negative(let value): return .negative(value)
    case .bytes(let content): return .bytes(content)
    case .text(let content): return .text(try CBORReader.text(content))
    case .array(let count):
      var items: [CBOR] = []
      for _ in 0..<count { items.append(try item(from: &reader, depth: depth - 1, &remainingItems)) }
      return .array(items)
    case .map(let count):
      var entries: [Entry] = []
      for _ in 0..<count {
        let key = try item(from: &reader, depth: depth - 1, &remainingItems)
        entries.append(Entry(key, try item(from: &reader, depth: depth - 1, &remainingItems)))
      }
      return .map(entries)
    case .tag(let tag): return .tagged(tag, [try item(from: &reader, depth: depth - 1, &remainingItems)])
    case .bool(let value): return .bool(value)
    case .null: return .null
    case .double(let value): return .double(value)
    }
  }
}
