import BelljarWire
import Testing

@Suite("The examples of RFC 8949")
struct CBORExampleTests {
  @Test("An example is decoded to its item", arguments: CBORExamples.all)
  func decoding(example: CBORExample) throws {
    #expect(try CBOR(decoding: bytes(hex: example.hex)) == example.item)
  }

  @Test("An item is encoded to its example's bytes", arguments: CBORExamples.all)
  func encoding(example: CBORExample) {
    #expect(example.item.encoded() == bytes(hex: example.hex))
  }

  @Test("NaN keeps its bits both ways", arguments: ["fb7ff8000000000000", "fb7ff8000000000001", "fbfff8000000000000"])
  func notANumber(hex: String) throws {
    let item = try CBOR(decoding: bytes(hex: hex))
    guard case .double(let value) = item else { throw WireError.unknownMessage }
    #expect(value.isNaN)
    #expect(item.encoded() == bytes(hex: hex))
  }

  @Test("An example cut short at any byte is refused", arguments: CBORExamples.all)
  func cutShort(example: CBORExample) {
    let whole = bytes(hex: example.hex)
    for length in whole.indices {
      #expect(throws: WireError.lengthBeyondEnd, "\(length) bytes") { try CBOR(decoding: Array(whole[..<length])) }
    }
  }

  @Test("An example that bytes follow is refused", arguments: CBORExamples.all)
  func trailingBytes(example: CBORExample) {
    let whole = bytes(hex: example.hex)
    #expect(throws: WireError.trailingBytes(1)) { try CBOR(decoding: whole + [0]) }
    #expect(throws: WireError.trailingBytes(whole.count)) { try CBOR(decoding: whole + whole) }
  }

  @Test("The smallest and largest integers are encoded and come back")
  func integerBoundaries() throws {
    for value in [Int.min, Int.min + 1, -257, -256, -25, -24, -1, 0, 23, 24, 255, 256, 65535, 65536, Int.max] {
      var reader = FieldReader(message: "test", fields: [try CBOR(decoding: CBOR(value).encoded())])
      #expect(try reader.integer() == value)
    }
  }

  @Test("The head grows exactly where its argument no longer fits")
  func headSizes() {
    let boundaries: [(UInt64, Int)] = [
      (23, 1), (24, 2), (0xff, 2), (0x100, 3), (0xffff, 3), (0x1_0000, 5), (0xffff_ffff, 5), (0x1_0000_0000, 9),
    ]
    for (value, size) in boundaries { #expect(CBOR.unsigned(value).encoded().count == size, "\(value)") }
  }

  @Test(
    "An argument in a head longer than needed is read as what it says", arguments: ["1805", "190005", "1a00000005"])
  func longHeads(hex: String) throws {
    #expect(try CBOR(decoding: bytes(hex: hex)) == .unsigned(5))
  }
}
