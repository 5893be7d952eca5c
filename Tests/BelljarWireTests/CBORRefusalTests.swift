import BelljarWire
import Testing

@Suite("CBOR that the wire does not speak")
struct CBORRefusalTests {
  @Test(
    "RFC 8949's indefinite lengths are refused at the item that begins them",
    arguments: [
      ("5f42010243030405ff", 0x5f), ("7f657374726561646d696e67ff", 0x7f), ("9fff", 0x9f),
      ("9f018202039f0405ffff", 0x9f), ("83018202039f0405ff", 0x9f), ("83019f0203ff820405", 0x9f),
      ("9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff", 0x9f), ("bf61610161629f0203ffff", 0xbf),
      ("826161bf61626163ff", 0xbf), ("bf6346756ef563416d7421ff", 0xbf),
    ] as [(String, UInt8)])
  func indefiniteLengths(hex: String, first: UInt8) {
    #expect(throws: WireError.unsupportedItem(first)) { try CBOR(decoding: bytes(hex: hex)) }
  }

  @Test(
    "Half and single floats are refused",
    arguments: [
      "f90000", "f98000", "f93c00", "f93e00", "f97bff", "f90001", "f9c400", "f97c00", "f97e00", "f9fc00", "fa47c35000",
      "fa7f7fffff", "fa7f800000", "fa7fc00000", "faff800000",
    ])
  func shortFloats(hex: String) throws {
    let item = bytes(hex: hex)
    #expect(throws: WireError.unsupportedItem(item[0])) { try CBOR(decoding: item) }
  }

  @Test("Of the simple values only true, false and null are spoken")
  func simpleValues() {
    for first in UInt8(0xe0)...0xff where ![0xf4, 0xf5, 0xf6, 0xfb].contains(first) {
      for rest in [[], [0], [0xff], [UInt8](repeating: 0, count: 8)] as [[UInt8]] {
        #expect(throws: WireError.unsupportedItem(first)) { try CBOR(decoding: [first] + rest) }
      }
    }
  }

  @Test("The reserved and indefinite arguments 28 to 31 are refused in every major type")
  func reservedArguments() {
    for type in UInt8(0)..<8 {
      for low in UInt8(28)...31 {
        let first = type << 5 | low
        #expect(throws: WireError.unsupportedItem(first)) {
          try CBOR(decoding: [first] + [UInt8](repeating: 0, count: 16))
        }
      }
    }
  }

  @Test(
    "A text that is not UTF-8 is refused",
    arguments: [
      "61ff", "6180", "61c3", "62c328", "62c0af", "63eda080", "63e082af", "64f0808080", "64f4908080", "65f888808080",
    ])
  func invalidText(hex: String) {
    #expect(throws: WireError.invalidText) { try CBOR(decoding: bytes(hex: hex)) }
  }

  @Test("A NUL in a text is text")
  func zeroInText() throws {
    #expect(try CBOR(decoding: bytes(hex: "63610062")) == .text("a\0b"))
  }

  @Test("No bytes are no item")
  func empty() {
    #expect(throws: WireError.lengthBeyondEnd) { try CBOR(decoding: []) }
  }

  @Test("Every first byte alone is either a whole item or refused")
  func firstBytes() {
    for first in UInt8.min...UInt8.max {
      guard let item = try? CBOR(decoding: [first]) else { continue }
      #expect(item.encoded() == [first])
    }
  }
}
