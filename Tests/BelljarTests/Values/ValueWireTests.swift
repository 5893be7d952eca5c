import Belljar
import BelljarWire
import FoundationEssentials
import Testing

@Suite("Values on the wire")
struct ValueWireTests {
  static let size = 1 << 20

  @Test("Any value comes back as it was, at the same cost both ways", arguments: 0..<20 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = RandomValue(seed: seed)
    for _ in 0..<200 {
      let value = random.value()
      var writer = CBORWriter()
      var written = ValueBudget(maximum: Self.size)
      try value.write(to: &writer, budget: &written, allowingOpaque: true)
      var reader = CBORReader(writer.bytes[...], shortestOnly: true)
      var read = ValueBudget(maximum: Self.size)
      let back = try PythonValue(from: &reader, budget: &read)
      #expect(reader.remaining == 0)
      #expect(read.remaining == written.remaining)
      // NaN is not equal to itself, but its text is.
      guard back == value || back.description == value.description else {
        Issue.record("\(value) came back as \(back)")
        continue
      }
    }
  }

  @Test(
    "A value has the one form that is agreed",
    arguments: [
      (nil, "f6"), (true, "f5"), (7, "07"), (-7, "26"), (9_223_372_036_854_775_808, "1b8000000000000000"),
      (18_446_744_073_709_551_615, "1bffffffffffffffff"), (18_446_744_073_709_551_616, "c249010000000000000000"),
      (-9_223_372_036_854_775_809, "3b8000000000000000"), (-18_446_744_073_709_551_616, "3bffffffffffffffff"),
      (-18_446_744_073_709_551_617, "c349010000000000000000"), (-18_446_744_073_709_551_872, "c3490100000000000000ff"),
      (1.5, "fb3ff8000000000000"), ("a", "6161"), (.bytes([1]), "4101"), ([1], "8101"), (["a": 1], "a1616101"),
      (.tuple([1]), "da505900008101"), (.frozenset([1]), "da505900018101"), (.set([1]), "d901028101"),
      (.complex(PythonComplex(real: 0, imaginary: 1)), "d9a7f882fb0000000000000000fb3ff0000000000000"),
      (.timedelta(.microseconds(-1)), "d903eaa20120251a000f423f"), (.timedelta(.zero), "d903eaa201002500"),
    ] as [(PythonValue, String)])
  func form(value: PythonValue, hex: String) throws {
    #expect(try value.encoded(maximumSize: 1000) == bytes(hex: hex))
    #expect(try PythonValue(decoding: bytes(hex: hex)[...], maximumSize: 1000) == value)
  }

  @Test("Days, times and what Python alone has: the one form")
  func otherForms() throws {
    let date = try #require(PythonDate("2024-02-29"))
    func dateTime(_ text: String, _ zone: String? = nil) throws -> PythonValue {
      .datetime(PythonDateTime(date: date, time: try #require(PythonTime(text)), zone: zone))
    }
    func text(_ text: String) -> [UInt8] { CBOR.text(text).encoded() }
    let cases: [(PythonValue, [UInt8])] = [
      (.date(date), bytes(hex: "d903ec") + text("2024-02-29")),
      (.time(try #require(PythonTime("01:02:03"))), bytes(hex: "da50590003") + text("01:02:03")),
      (try dateTime("00:00:00+00:00"), [0xc0] + text("2024-02-29T00:00:00+00:00")),
      (try dateTime("00:00:00.000001-01:30"), [0xc0] + text("2024-02-29T00:00:00.000001-01:30")),
      (try dateTime("00:00:00"), bytes(hex: "da5059000482") + text("2024-02-29T00:00:00") + [0xf6]),
      (try dateTime("00:00:00+00:00:01"), bytes(hex: "da5059000482") + text("2024-02-29T00:00:00+00:00:01") + [0xf6]),
      (
        try dateTime("00:00:00+01:00", "Europe/Oslo"),
        bytes(hex: "da5059000482") + text("2024-02-29T00:00:00+01:00") + text("Europe/Oslo")
      ),
      (.decimal(try #require(PythonDecimal("-1.5E+3"))), bytes(hex: "da50590002") + text("-1.5E+3")),
      (.fraction(try #require(PythonFraction("-1/2"))), bytes(hex: "d81e822002")),
      (
        .uuid(try #require(UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF"))),
        bytes(hex: "d8255000112233445566778899aabbccddeeff")
      ),
      (
        .record(PythonRecord(typeName: "m.P", kind: .namedTuple, fields: [.init(name: "x", value: 1)])),
        bytes(hex: "da505900058401") + text("m.P") + [0x81] + text("x") + [0x81, 0x01]
      ),
      (.opaque(PythonOpaque(typeName: "m.C")), bytes(hex: "da50590006") + text("m.C")),
    ]
    for (value, form) in cases {
      #expect(try value.encoded(maximumSize: 1000, allowingOpaque: true) == form, "\(value)")
      #expect(try PythonValue(decoding: form[...], maximumSize: 1000) == value)
      // Whatever is cut short is refused, at whatever byte.
      for length in form.indices {
        #expect(throws: WireError.self) { try PythonValue(decoding: form[..<length], maximumSize: 1000) }
      }
    }
  }
}
