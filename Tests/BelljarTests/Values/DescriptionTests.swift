import Belljar
import FoundationEssentials
import Testing

@Suite("Values are shown as Python's repr() has them")
struct DescriptionTests {
  // CPython 3.11 has written the right column.
  @Test(
    "A float",
    arguments: [
      (0.0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1.5, "-1.5"), (0.1, "0.1"), (100, "100.0"),
      (123456.789, "123456.789"),
      (1e15, "1000000000000000.0"), (9_007_199_254_740_992, "9007199254740992.0"), (1e16, "1e+16"),
      (12345678901234568, "1.2345678901234568e+16"), (1.5e16, "1.5e+16"), (1e22, "1e+22"), (1e100, "1e+100"),
      (0.0001, "0.0001"), (0.00012, "0.00012"), (0.00001, "1e-05"), (1.5e-7, "1.5e-07"),
      (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
    ])
  func floats(value: Double, text: String) { #expect(PythonValue.float(value).description == text) }

  @Test(
    "A complex number",
    arguments: [
      (0.0, 2.0, "2j"), (1, 2, "(1+2j)"), (-1.5, -0.5, "(-1.5-0.5j)"), (-0.0, 0, "(-0+0j)"), (0, -0.0, "-0j"),
      (1, .infinity, "(1+infj)"), (1, .nan, "(1+nanj)"), (1e16, 1e-7, "(1e+16+1e-07j)"),
    ])
  func complexNumbers(real: Double, imaginary: Double, text: String) {
    #expect(PythonValue.complex(PythonComplex(real: real, imaginary: imaginary)).description == text)
  }

  @Test(
    "A str",
    arguments: [
      ("", "''"), ("it's", "\"it's\""), ("\"", "'\"'"), ("'\"", "'\\'\"'"), ("a\\b", "'a\\\\b'"),
      ("\n\r\t\0\u{1b}", "'\\n\\r\\t\\x00\\x1b'"),
      ("\u{7f}\u{80}\u{a0}\u{ad}", "'\\x7f\\x80\\xa0\\xad'"), ("caf\u{e9} \u{1F40D}", "'caf\u{e9} \u{1F40D}'"),
      ("\u{200b}\u{2028}\u{202e}", "'\\u200b\\u2028\\u202e'"), ("\u{e0001}", "'\\U000e0001'"),
      ("e\u{301}", "'e\u{301}'"),
    ])
  func texts(value: String, text: String) { #expect(PythonValue.str(value).description == text) }

  @Test(
    "A bytes",
    arguments: [
      ([], "b''"), (Array("it's".utf8), "b\"it's\""), (Array("'\"".utf8), "b'\\'\"'"),
      ([0, 10, 92, 127, 128, 255], "b'\\x00\\n\\\\\\x7f\\x80\\xff'"),
    ])
  func bytes(value: [UInt8], text: String) { #expect(PythonValue.bytes(value).description == text) }

  @Test("Containers")
  func containers() {
    let value: PythonValue = [
      nil, true, false, -7, .tuple([]), .tuple([1]), .tuple([1, 2]), ["a": [:], 1: []], .set([]), .set([2, 1]),
      .frozenset([]), .frozenset(["x"]),
    ]
    #expect(
      value.description
        == "[None, True, False, -7, (), (1,), (1, 2), {'a': {}, 1: []}, set(), {1, 2}, frozenset(), frozenset({'x'})]")
  }

  @Test("Numbers, days and times")
  func others() throws {
    let date = try #require(PythonDate(year: 2024, month: 2, day: 29))
    func time(_ text: String) throws -> PythonTime { try #require(PythonTime(text)) }
    func dateTime(_ text: String, zone: String? = nil) throws -> PythonValue {
      .datetime(PythonDateTime(date: date, time: try time(text), zone: zone))
    }
    let cases: [(PythonValue, String)] = [
      (.decimal(try #require(PythonDecimal("-1.5e3"))), "Decimal('-1.5E+3')"),
      (.fraction(try #require(PythonFraction("6/-4"))), "Fraction(-3, 2)"),
      (.date(date), "datetime.date(2024, 2, 29)"), (.time(try time("01:02:00")), "datetime.time(1, 2)"),
      (.time(try time("01:02:03")), "datetime.time(1, 2, 3)"),
      (.time(try time("01:02:00.000004")), "datetime.time(1, 2, 0, 4)"),
      (.time(try time("01:02:00+00:00")), "datetime.time(1, 2, tzinfo=datetime.timezone.utc)"),
      (try dateTime("00:00:00"), "datetime.datetime(2024, 2, 29, 0, 0)"),
      (
        try dateTime("00:00:00-01:30"),
        "datetime.datetime(2024, 2, 29, 0, 0, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=81000)))"
      ),
      (
        try dateTime("00:00:01+01:00", zone: "Europe/Oslo"),
        "datetime.datetime(2024, 2, 29, 0, 0, 1, tzinfo=zoneinfo.ZoneInfo(key='Europe/Oslo'))"
      ),
      (.timedelta(.zero), "datetime.timedelta(0)"), (.timedelta(.seconds(86_400)), "datetime.timedelta(days=1)"),
      (.timedelta(.microseconds(-1)), "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)"),
      (.timedelta(.milliseconds(1500)), "datetime.timedelta(seconds=1, microseconds=500000)"),
      (
        .uuid(try #require(UUID(uuidString: "00112233-4455-6677-8899-AABBCCDDEEFF"))),
        "UUID('00112233-4455-6677-8899-aabbccddeeff')"
      ),
      (
        .record(
          PythonRecord(
            typeName: "m.Point", kind: .dataclass, fields: [.init(name: "x", value: 1), .init(name: "y", value: "a")])),
        "Point(x=1, y='a')"
      ),
      (.opaque(PythonOpaque(typeName: "m.\u{1b}C")), "<m.\\x1bC object>"),
    ]
    for (value, text) in cases { #expect(value.description == text) }
  }

  @Test("A value's type has Python's name")
  func typeNames() throws {
    let values: [PythonValue] = [
      nil, true, 1, 36_893_488_147_419_103_232, 1.5, "", [], [:], .tuple([]), .set([]), .frozenset([]), .bytes([]),
    ]
    #expect(
      values.map(\.typeName) == [
        "NoneType", "bool", "int", "int", "float", "str", "list", "dict", "tuple", "set", "frozenset", "bytes",
      ])
    #expect(PythonValue.opaque(PythonOpaque(typeName: "m.C")).typeName == "m.C")
  }
}
