/// Writes CBOR heads one after the other, each in RFC 8949's preferred (shortest) form.
package struct CBORWriter: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// A writer of a frame's payload, with room for the header.
  init(frameOf payload: (inout CBORWriter) -> Void) {
    bytes = [UInt8](repeating: 0, count: Frame.headerLength)
    payload(&self)
    let length = UInt32(bytes.count - Frame.headerLength)
    for (index, shift) in ([24, 16, 8, 0] as [UInt32]).enumerated() {
      bytes[index] = UInt8(truncatingIfNeeded: length >> shift)
    }
  }

  package mutating func unsigned(_ value: UInt64) { head(.unsigned, value) }
  /// The value `-1 - n`.
  package mutating func negative(_ n: UInt64) { head(.negative, n) }
  package mutating func integer(_ value: Int) {
    if value >= 0 { unsigned(UInt64(value)) } else { negative(UInt64(-1 - value)) }
  }

  package mutating func byteString(_ content: some Collection<UInt8>) {
    head(.bytes, UInt64(content.count))
    // By doubling, large content would be copied several times.
    if content.count > 1 << 12 { bytes.reserveCapacity(bytes.count + content.count + (1 << 10)) }
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
