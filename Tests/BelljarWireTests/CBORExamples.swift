import BelljarWire
import Testing

/// An item and its bytes.
struct CBORExample: Sendable, CustomTestStringConvertible {
  let hex: String
  let item: CBOR

  init(_ hex: String, _ item: CBOR) {
    self.hex = hex
    self.item = item
  }

  var testDescription: String { hex }
}

/// RFC 8949, appendix A, as far as the wire speaks it.
enum CBORExamples {
  static let all = integers + doubles + simple + tags + strings + arrays + maps

  private static let integers = [
    CBORExample("00", .unsigned(0)), CBORExample("01", .unsigned(1)), CBORExample("0a", .unsigned(10)),
    CBORExample("17", .unsigned(23)), CBORExample("1818", .unsigned(24)), CBORExample("1819", .unsigned(25)),
    CBORExample("1864", .unsigned(100)), CBORExample("1903e8", .unsigned(1000)),
    CBORExample("1a000f4240", .unsigned(1_000_000)), CBORExample("1b000000e8d4a51000", .unsigned(1_000_000_000_000)),
    CBORExample("1bffffffffffffffff", .unsigned(.max)), CBORExample("3bffffffffffffffff", .negative(.max)),
    CBORExample("20", .negative(0)), CBORExample("29", .negative(9)), CBORExample("3863", .negative(99)),
    CBORExample("3903e7", .negative(999)),
  ]

  private static let doubles = [
    CBORExample("fb3ff199999999999a", .double(1.1)), CBORExample("fb7e37e43c8800759c", .double(1e300)),
    CBORExample("fbc010666666666666", .double(-4.1)), CBORExample("fb7ff0000000000000", .double(.infinity)),
    CBORExample("fbfff0000000000000", .double(-.infinity)),
  ]

  private static let simple = [
    CBORExample("f4", .bool(false)), CBORExample("f5", .bool(true)), CBORExample("f6", .null),
  ]

  private static let tags = [
    CBORExample("c249010000000000000000", .tagged(2, [.bytes([1, 0, 0, 0, 0, 0, 0, 0, 0])])),
    CBORExample("c349010000000000000000", .tagged(3, [.bytes([1, 0, 0, 0, 0, 0, 0, 0, 0])])),
    CBORExample("c074323031332d30332d32315432303a30343a30305a", .tagged(0, [.text("2013-03-21T20:04:00Z")])),
    CBORExample("c11a514b67b0", .tagged(1, [.unsigned(1_363_896_240)])),
    CBORExample("c1fb41d452d9ec200000", .tagged(1, [.double(1_363_896_240.5)])),
    CBORExample("d74401020304", .tagged(23, [.bytes([1, 2, 3, 4])])),
    CBORExample("d818456449455446", .tagged(24, [.bytes([0x64, 0x49, 0x45, 0x54, 0x46])])),
    CBORExample(
      "d82076687474703a2f2f7777772e6578616d706c652e636f6d", .tagged(32, [.text("http://www.example.com")])),
  ]

  private static let strings = [
    CBORExample("40", .bytes([])), CBORExample("4401020304", .bytes([1, 2, 3, 4])), CBORExample("60", .text("")),
    CBORExample("6161", .text("a")), CBORExample("6449455446", .text("IETF")), CBORExample("62225c", .text("\"\\")),
    CBORExample("62c3bc", .text("\u{fc}")), CBORExample("63e6b0b4", .text("\u{6c34}")),
    CBORExample("64f0908591", .text("\u{10151}")),
  ]

  private static let arrays = [
    CBORExample("80", .array([])), CBORExample("83010203", .array([.unsigned(1), .unsigned(2), .unsigned(3)])),
    CBORExample(
      "8301820203820405",
      .array([
        .unsigned(1), .array([.unsigned(2), .unsigned(3)]), .array([.unsigned(4), .unsigned(5)]),
      ])),
    CBORExample(
      "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
      .array((1...25).map { .unsigned($0) })),
  ]

  private static let maps = [
    CBORExample("a0", .map([])),
    CBORExample(
      "a201020304", .map([.init(.unsigned(1), .unsigned(2)), .init(.unsigned(3), .unsigned(4))])),
    CBORExample(
      "a26161016162820203",
      .map([.init(.text("a"), .unsigned(1)), .init(.text("b"), .array([.unsigned(2), .unsigned(3)]))])),
    CBORExample("826161a161626163", .array([.text("a"), .map([.init(.text("b"), .text("c"))])])),
    CBORExample(
      "a56161614161626142616361436164614461656145",
      .map(["a", "b", "c", "d", "e"].map { .init(.text($0), .text($0.uppercased())) })),
  ]
}
