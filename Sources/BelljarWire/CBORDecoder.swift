extension CBOR {
  /// Decodes exactly one item that fills `bytes`.
  ///
  /// The bytes may come from a hostile child: every length is checked against what is left *before* anything is
  /// allocated, and nesting is bounded. Memory stays within a fixed multiple of the frame's size (some 40 bytes for each
  /// of the shortest items), and the stack within the depth.
  package init(decoding bytes: [UInt8], maximumDepth: Int = 16) throws(WireError) {
    var reader = Reader(bytes: bytes)
    self = try reader.item(depth: maximumDepth)
    guard reader.remaining == 0 else { throw WireError.trailingBytes(reader.remaining) }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    var remaining: Int { bytes.count - position }

    mutating func item(depth: Int) throws(WireError) -> CBOR {
      guard depth > 0 else { throw .tooDeep }
      let first = try byte()
      // Three bits have eight values, and MajorType names all eight.
      guard let type = MajorType(rawValue: first >> 5) else { throw .unsupportedItem(first) }
      let low = first & 0x1f
      switch type {
      case .unsigned: return .unsigned(try argument(low, of: first))
      case .negative: return .negative(try argument(low, of: first))
      case .bytes: return .bytes(Array(try slice(argument(low, of: first))))
      case .text:
        let content = try slice(argument(low, of: first))
        guard let text = String(validating: content, as: UTF8.self) else { throw .invalidText }
        return .text(text)
      case .array:
        let count = try itemCount(argument(low, of: first), bytesPerItem: 1)
        var items: [CBOR] = []
        for _ in 0..<count { items.append(try item(depth: depth - 1)) }
        return .array(items)
      case .map:
        let count = try itemCount(argument(low, of: first), bytesPerItem: 2)
        var entries: [Entry] = []
        for _ in 0..<count {
          let key = try item(depth: depth - 1)
          entries.append(Entry(key, try item(depth: depth - 1)))
        }
        return .map(entries)
      case .tag:
        let tag = try argument(low, of: first)
        return .tagged(tag, [try item(depth: depth - 1)])
      case .simple: return try simple(first)
      }
    }

    private mutating func simple(_ first: UInt8) throws(WireError) -> CBOR {
      switch first {
      case 0xf4: return .bool(false)
      case 0xf5: return .bool(true)
      case 0xf6: return .null
      case 0xfb: return .double(Double(bitPattern: try bigEndian(byteCount: 8)))
      default: throw .unsupportedItem(first)
      }
    }

    private mutating func argument(_ low: UInt8, of first: UInt8) throws(WireError) -> UInt64 {
      switch low {
      case 0..<24: return UInt64(low)
      case 24...27: return try bigEndian(byteCount: 1 << Int(low - 24))
      default: throw .unsupportedItem(first)
      }
    }

    /// Every item takes at least one byte, so a count beyond what is left is a lie, told before it costs anything.
    private func itemCount(_ claimed: UInt64, bytesPerItem: Int) throws(WireError) -> Int {
      guard claimed <= UInt64(remaining / bytesPerItem) else { throw .lengthBeyondEnd }
      return Int(claimed)
    }

    private mutating func slice(_ claimed: UInt64) throws(WireError) -> ArraySlice<UInt8> {
      guard claimed <= UInt64(remaining) else { throw .lengthBeyondEnd }
      let start = position
      position += Int(claimed)
      return bytes[start..<position]
    }

    private mutating func byte() throws(WireError) -> UInt8 {
      guard position < bytes.count else { throw .lengthBeyondEnd }
      defer { position += 1 }
      return bytes[position]
    }

    private mutating func bigEndian(byteCount: Int) throws(WireError) -> UInt64 {
      var value: UInt64 = 0
      for byte in try slice(UInt64(byteCount)) { value = value << 8 | UInt64(byte) }
      return value
    }
  }
}
