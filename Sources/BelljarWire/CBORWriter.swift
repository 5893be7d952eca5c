/// Writes CBOR heads one after the other, each in RFC 8949's preferred (shortest) form.
package struct CBORWriter: Sendable {
  /// What has been written since the last of the ``pieces``.
  package private(set) var bytes: [UInt8] = []
  /// What precedes it, in order; only a writer of a frame makes any.
  private var pieces: [ArraySlice<UInt8>] = []
  /// Whether large content becomes a piece of its own, by reference, instead of being copied.
  private let keepsLarge: Bool

  package init() { keepsLarge = false }

  /// Content of this size is worth a piece of its own.
  private static let large = 1 << 16

  /// A writer of a frame's payload, with room for the header.
  private init(frameOf payload: (inout CBORWriter) -> Void) {
    keepsLarge = true
    bytes = [UInt8](repeating: 0, count: Frame.headerLength)
    payload(&self)
  }

  /// A frame, in pieces that are to be sent one after the other.
  static func frame(of payload: (inout CBORWriter) -> Void) -> [ArraySlice<UInt8>] {
    var writer = CBORWriter(frameOf: payload)
    let payloadLength = writer.pieces.reduce(writer.bytes.count) { $0 + $1.count } - Frame.headerLength
    let header = Frame.header(of: payloadLength)
    if writer.pieces.isEmpty {
      writer.bytes.replaceSubrange(..<Frame.headerLength, with: header)
      return [writer.bytes[...]]
    }
    writer.pieces[0].replaceSubrange(..<Frame.headerLength, with: header)
    return writer.pieces + (writer.bytes.isEmpty ? [] : [writer.bytes[...]])
  }

  package mutating func unsigned(_ value: UInt64) { head(.unsigned, value) }
  /// The value `-1 - n`.
  package mutating func negative(_ n: UInt64) { head(.negative, n) }
  package mutating func integer(_ value: Int) {
    if value >= 0 { unsigned(UInt64(value)) } else { negative(UInt64(-1 - value)) }
  }

  package mutating func byteString(_ content: ArraySlice<UInt8>) {
    guard keepsLarge, content.count >= Self.large else { return byteString(copying: content) }
    head(.bytes, UInt64(content.count))
    pieces.append(bytes[...])
    pieces.append(content)
    bytes = []
  }

  package mutating func byteString(copying content: some Collection<UInt8>) {
    head(.bytes, UInt64(content.count))
    // By doubling, large content would be copied several times.
    if content.count > 1 << 12 { bytes.reserveLarge(bytes.count + content.count + (1 << 10)) }
    bytes.append(contentsOf: content)
  }

  package mutating func text(_ text: String) {
    head(.text, UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Text that is known to be UTF-8.
  package mutating func text(utf8 content: some Collection<UInt8>) {
    head(.text, UInt64(content.count))
    bytes.append(contentsOf: content)
  }

  /// So many items are to follow.
  package mutating func array(_ count: Int) { head(.array, UInt64(count)) }
  /// So many pairs of items are to follow.
  package mutating func map(_ count: Int) { head(.map, UInt64(count)) }
  /// One item is to follow.
  package mutating func tag(_ tag: UInt64) { head(.tag, tag) }
  package mutating func bool(_ value: Bool) { bytes.append(value ? 0xf5 : 0xf4) }
  package mutating func null() { bytes.append(0xf6) }
  package mutating func double(_ value: Double) {
    bytes.append(0xfb)
    bigEndian(value.bitPattern, byteCount: 8)
  }

  private mutating func head(_ type: CBOR.MajorType, _ argument: UInt64) {
    let high = type.rawValue << 5
    switch argument {
    case 0..<24: bytes.append(high | UInt8(argument))
    case 24...0xff:
      bytes.append(high | 24)
      bigEndian(argument, byteCount: 1)
    case 0x100...0xffff:
      bytes.append(high | 25)
      bigEndian(argument, byteCount: 2)
    case 0x1_0000...0xffff_ffff:
      bytes.append(high | 26)
      bigEndian(argument, byteCount: 4)
    default:
      bytes.append(high | 27)
      bigEndian(argument, byteCount: 8)
    }
  }

  private mutating func bigEndian(_ value: UInt64, byteCount: Int) {
    for index in (0..<byteCount).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: value >> (UInt64(index) * 8)))
    }
  }
}
