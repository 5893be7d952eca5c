import BelljarWire
import Testing

@Suite("Heads of one form")
struct CBORShortestTests {
  @Test(
    "A head that is longer than it need be is refused where each item has one form",
    arguments: [
      "1800", "1817", "190000", "1900ff", "1a0000ffff", "1b00000000ffffffff", "3817", "5800", "7800", "9800", "b800",
      "d800",
    ])
  func longer(hex: String) throws {
    var lenient = CBORReader(bytes(hex: hex)[...])
    #expect(throws: Never.self) { try lenient.next() }
    var strict = CBORReader(bytes(hex: hex)[...], shortestOnly: true)
    #expect(throws: WireError.unsupportedItem(bytes(hex: hex)[0])) { try strict.next() }
  }

  @Test(
    "The shortest head is taken", arguments: ["17", "1818", "190100", "1a00010000", "1b0000000100000000", "c0", "d818"])
  func shortest(hex: String) throws {
    var strict = CBORReader(bytes(hex: hex)[...], shortestOnly: true)
    #expect(throws: Never.self) { try strict.next() }
    #expect(strict.remaining == 0)
  }
}
