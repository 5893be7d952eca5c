import Belljar
import BelljarWire
import Testing

@Suite("Forms of values that are refused")
struct ValueRefusalTests {
  private func decode(_ bytes: [UInt8], size: Int = 1 << 20) throws -> PythonValue {
    try PythonValue(decoding: bytes[...], maximumSize: size)
  }

  private func text(_ text: String) -> [UInt8] { CBOR.text(text).encoded() }

  @Test(
    "A second form of a value, and what is no value",
    arguments: [
      // Big integers that fit, have leading zeros, or are none.
      "c240", "c24101", "c248ffffffffffffffff", "c24a00010000000000000000", "c348ffffffffffffffff", "c2f6", "c201",
      "c26161", "c280",
      // Heads that are longer than need be.
      "1800", "5800", "d8c001", "9800", "b800", "1b00000000ffffffff",
      // Sets and keys that stand twice, or cannot be hashed.
      "d90102820101", "da50590001820101", "d9010201", "d9010281 80", "d9010281a0", "d90102 81d9010280", "a201010102",
      "a18001", "a1a001",
      "a1da50590000818001", "a1da505900066161 01",
      // Fractions.
      "d81e8101", "d81e820100", "d81e820120", "d81e820204", "d81e83010101", "d81e82f60 1", "d81e82fb3ff000000000000001",
      "d81ec24101",
      // UUIDs.
      "d8254f00112233445566778899aabbccddee", "d8255100112233445566778899aabbccddeeff00", "d82501",
      // Complex numbers.
      "d9a7f8820000", "d9a7f881fb0000000000000000", "d9a7f8fb0000000000000000",
      // Timedeltas: order, keys, bounds.
      "d903eaa225000100", "d903eaa10100", "d903eaa3010025000200", "d903eaa201001a00", "d903eaa20100251a000f4240",
      "d903eaa201002520",
      "d903eaa2011b00004e94914f0000 2500", "d903eaa2013b00004e94914eff002500", "d903eaa2011bffffffffffffffff2500",
      "d903eaa201fb00000000000000002500",
      // Records: kinds, counts, names.
      "da5059000584026161818061", "da505900058400616181617880", "da505900058400616180 8101",
      "da50590005840061 61826178617882 0101",
      "da505900058300616180", "da505900058400 01 8080", "da5059000584006161a080",
      // Tags that are not known, and nothing behind one.
      "c100", "c400", "d9d9f700", "da5059000700", "da5059ffff00", "c0", "da50590000", "da50590000 01",
      "da5059000061 61", "da5059000641 61",
      // Items that the codec does not have.
      "f7", "f97e00", "9fff", "ff", "",
    ])
  func refused(hex: String) {
    #expect(throws: WireError.self) { try decode(bytes(hex: hex.filter { $0 != " " })) }
  }

  @Test(
    "A decimal in another form than str() gives",
    arguments: [
      "1.50e3", "+1", "01", "", ".5", "inf", "nan", "NaN0", "1E5", "0.0000001", "1 ", "1e1000000000000000000",
    ])
  func decimals(form: String) {
    #expect(throws: WireError.malformedValue("Decimal")) { try decode(bytes(hex: "da50590002") + text(form)) }
  }

  @Test(
    "A day or a time that is none, or has another form",
    arguments: [
      ("d903ec", "2023-02-29"), ("d903ec", "2024-2-29"), ("d903ec", "2024-02-29T00:00:00"),
      ("c0", "2024-02-29T00:00:00Z"),
      ("c0", "2024-02-29T00:00:00"), ("c0", "2024-02-29T00:00:00+00:00:01"), ("c0", "2024-02-29T00:00:00-00:00"),
      ("c0", "2024-02-29T00:00:00.5+00:00"), ("c0", "2024-02-29 00:00:00+00:00"), ("da50590003", "24:00:00"),
      ("da50590003", ""),
      ("da50590003", "00:00:00.000000"), ("d903ec", String(repeating: "0", count: 1000)),
    ])
  func days(tag: String, form: String) {
    #expect(throws: WireError.self) { try decode(bytes(hex: tag) + text(form)) }
  }

  @Test(
    "A datetime that has the standard's form comes in no other",
    arguments: ["2024-02-29T00:00:00+00:00", "2024-02-29T00:00:00-01:30"])
  func otherDateTimes(form: String) throws {
    let array = bytes(hex: "da5059000482") + text(form)
    #expect(throws: WireError.malformedValue("datetime")) { try decode(array + [0xf6]) }
    #expect(throws: Never.self) { try decode(array + text("UTC")) }
    #expect(throws: WireError.malformedValue("zone")) { try decode(array + [0x00]) }
  }

  @Test("A text that is not UTF-8")
  func invalidText() {
    #expect(throws: WireError.invalidText) { try decode([0x61, 0xff]) }
    #expect(throws: WireError.invalidText) { try decode([0xda, 0x50, 0x59, 0, 6, 0x61, 0xff]) }
    // A lone surrogate.
    #expect(throws: WireError.invalidText) { try decode([0x63, 0xed, 0xa0, 0x80]) }
  }

  @Test("Bytes that follow a value")
  func trailing() { #expect(throws: WireError.trailingBytes(2)) { try decode([0x01, 0x01, 0x01]) } }

  @Test(
    "A head that claims more than there is",
    arguments: [
      "9a ffffffff", "9bffffffffffffffff", "ba80000000", "bb7fffffffffffffff", "5bffffffffffffffff",
      "7b7fffffffffffffff", "da50590000 9bffffffffffffffff", "d901029affffffff", "da505900058400616 19affffffff",
    ])
  func claims(hex: String) {
    #expect(throws: WireError.lengthBeyondEnd) { try decode(bytes(hex: hex.filter { $0 != " " }) + [0, 0, 0]) }
  }
}
