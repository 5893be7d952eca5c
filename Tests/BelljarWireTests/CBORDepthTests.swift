import BelljarWire
import Testing

@Suite("Nesting")
struct CBORDepthTests {
  /// What surrounds an item with one more level: an array, a map's value and its key, a tag.
  private static let wrappers: [[UInt8]] = [[0x81], [0xa1, 0x00], [0xc0]]

  @Test("Items nest up to the cap and no further", arguments: wrappers, [1, 2, 16, 40])
  func cap(wrapper: [UInt8], depth: Int) throws {
    func nested(_ levels: Int) -> [UInt8] { Array(repeatElement(wrapper, count: levels - 1).joined()) + [0x00] }
    #expect(throws: Never.self) { try CBOR(decoding: nested(depth), maximumDepth: depth) }
    #expect(throws: WireError.tooDeep) { try CBOR(decoding: nested(depth + 1), maximumDepth: depth) }
  }

  @Test("Keys nest no deeper than values")
  func keys() throws {
    func nested(_ levels: Int) -> [UInt8] {
      [UInt8](repeating: 0xa1, count: levels - 1) + [UInt8](repeating: 0x00, count: levels)
    }
    #expect(throws: Never.self) { try CBOR(decoding: nested(16)) }
    #expect(throws: WireError.tooDeep) { try CBOR(decoding: nested(17)) }
  }

  @Test("The cap is 16 levels unless it is said otherwise")
  func standardCap() throws {
    #expect(throws: Never.self) { try CBOR(decoding: [UInt8](repeating: 0x81, count: 15) + [0x80]) }
    #expect(throws: WireError.tooDeep) { try CBOR(decoding: [UInt8](repeating: 0x81, count: 16) + [0x80]) }
  }

  @Test("A million levels cost no stack", arguments: [0x81, 0xc0] as [UInt8])
  func million(first: UInt8) {
    #expect(throws: WireError.tooDeep) { try CBOR(decoding: [UInt8](repeating: first, count: 1_000_000)) }
  }

  @Test("Siblings do not count as depth")
  func siblings() throws {
    let item = try CBOR(decoding: [0x98, 200] + [UInt8](repeating: 0x80, count: 200), maximumDepth: 2)
    #expect(item == .array([CBOR](repeating: .array([]), count: 200)))
  }
}
