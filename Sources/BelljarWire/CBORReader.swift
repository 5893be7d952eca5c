/// Reads CBOR heads one after the other, without making anything of them: the tree of ``CBOR``, a Python object and a
/// value of the host's are all made by it, so that what is legal is decided once.
///
/// The bytes may come from a hostile child: every length is checked against what is left before anybody can allocate by
/// it. Nesting is the caller's to bound.
package struct CBORReader: Sendable {
  /// The start of an item, with its content where that has no items of its own.
  package enum Head: Sendable, Equatable {
    case unsigned(UInt64)
    /// The value `-1 - n`.
    case negative(UInt64)
    case bytes(ArraySlice<UInt8>)
    /// Not yet validated: see ``CBORReader/text(_:)``.
    case text(ArraySlice<UInt8>)
    /// So many items follow, of at least one byte each.
    case array(Int)
    /// So many pairs of items follow.
    case map(Int)
    /// One item follows.
    case tag(UInt64)
    case bool(Bool)
    case null
    case double(Double)
  }

  private let bytes: ArraySlice<UInt8>
  private let shortestOnly: Bool
  private var position: Int

  /// - Parameters:
  ///   - bytes: What is read, from its start.
  ///   - shortestOnly: Refuses a head that is longer than it need be, so that each item has one form.
  package init(_ bytes: ArraySlice<UInt8>, shortestOnly: Bool = false) {
    self.bytes = bytes
    self.shortestOnly = shortestOnly
    position = bytes.startIndex
  }

  /// Bytes that have not been read.
  package var remaining: Int { bytes.endIndex - position }

  package mutating func next() throws(WireError) -> Head {
    let first = try byte()
    let low = first & 0x1f
    // Three bits have eight values, and MajorType names all eight.
    guard let type = CBOR.MajorType(rawValue: first >> 5) else { throw .unsupportedItem(first) }
    switch type {
    case .unsigned: return .unsigned(try argument(low, of: first))
    case .negative: return .negative(try argument(low, of: first))
    case .bytes: return .bytes(try slice(argument(low, of: first)))
    case .text: return .text(try slice(argument(low, of: first)))
    case .array: return .array(try itemCount(argument(low, of: first), bytesPerItem: 1))
    case .map: return .map(try itemCount(argument(low, of: first), bytesPerItem: 2))
    case .tag: return .tag(try argument(low, of: first))
    case .simple: return try simple(first)
    }
  }

  /// A text's content, which must be UTF-8.
  package static func text(_ content: ArraySlice<UInt8>) throws(WireError) -> String {
    guard let text = String(validating: content, as: UTF8.self) else { throw .invalidText }
    return text
  }

  private mutating func simple(_ first: UInt8) throws(WireError) -> Head {
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
    case 24...27:
      let byteCount = 1 << Int(low - 24)
      let value = try bigEndian(byteCount: byteCount)
      let fitsLess = byteCount == 1 ? value < 24 : value >> UInt64(byteCount * 4) == 0
      guard !shortestOnly || !fitsLess else { throw .unsupportedItem(first) }
      return value
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
    guard position < bytes.endIndex else { throw .lengthBeyondEnd }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func bigEndian(byteCount: Int) throws(WireError) -> UInt64 {
    var value: UInt64 = 0
    for byte in try slice(UInt64(byteCount)) { value = value << 8 | UInt64(byte) }
    return value
  }
}
