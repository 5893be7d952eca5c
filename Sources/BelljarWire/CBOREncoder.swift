extension CBOR {
  /// The item in RFC 8949's preferred (shortest) form.
  package func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .unsigned(let value):
      Self.appendHead(.unsigned, value, to: &bytes)
    case .negative(let value):
      Self.appendHead(.negative, value, to: &bytes)
    case .bytes(let content):
      Self.appendHead(.bytes, UInt64(content.count), to: &bytes)
      bytes += content
    case .text(let content):
      Self.appendHead(.text, UInt64(content.utf8.count), to: &bytes)
      bytes += content.utf8
    case .array(let items):
      Self.appendHead(.array, UInt64(items.count), to: &bytes)
      for item in items { item.append(to: &bytes) }
    case .map(let entries):
      Self.appendHead(.map, UInt64(entries.count), to: &bytes)
      for entry in entries {
        entry.key.append(to: &bytes)
        entry.value.append(to: &bytes)
      }
    case .tagged(let tag, let content):
      Self.appendHead(.tag, tag, to: &bytes)
      for item in content { item.append(to: &bytes) }
    case .bool(let value):
      bytes.append(value ? 0xf5 : 0xf4)
    case .null:
      bytes.append(0xf6)
    case .double(let value):
      bytes.append(0xfb)
      Self.appendBigEndian(value.bitPattern, byteCount: 8, to: &bytes)
    }
  }

  private static func appendHead(_ type: MajorType, _ argument: UInt64, to bytes: inout [UInt8]) {
    let high = type.rawValue << 5
    switch argument {
    case 0..<24:
      bytes.append(high | UInt8(argument))
    case 24...0xff:
      bytes.append(high | 24)
      appendBigEndian(argument, byteCount: 1, to: &bytes)
    case 0x100...0xffff:
      bytes.append(high | 25)
      appendBigEndian(argument, byteCount: 2, to: &bytes)
    case 0x1_0000...0xffff_ffff:
      bytes.append(high | 26)
      appendBigEndian(argument, byteCount: 4, to: &bytes)
    default:
      bytes.append(high | 27)
      appendBigEndian(argument, byteCount: 8, to: &bytes)
    }
  }

  private static func appendBigEndian(_ value: UInt64, byteCount: Int, to bytes: inout [UInt8]) {
    for index in (0..<byteCount).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: value >> (UInt64(index) * 8)))
    }
  }
}
