extension CBOR {
  /// The item in RFC 8949's preferred (shortest) form.
  package func encoded() -> [UInt8] {
    var writer = CBORWriter()
    write(to: &writer)
    return writer.bytes
  }

  package func write(to writer: inout CBORWriter) {
    switch self {
    case .unsigned(let value): writer.unsigned(value)
    case .negative(let value): writer.negative(value)
    case .bytes(let content): writer.byteString(content)
    case .text(let content): writer.text(content)
    case .array(let items):
      writer.array(items.count)
      for item in items { item.write(to: &writer) }
    case .map(let entries):
      writer.map(entries.count)
      for entry in entries {
        entry.key.write(to: &writer)
        entry.value.write(to: &writer)
      }
    case .tagged(let tag, let content):
      writer.tag(tag)
      for item in content { item.write(to: &writer) }
    case .bool(let value): writer.bool(value)
    case .null: writer.null()
    case .double(let value): writer.double(value)
    }
  }
}
