import Belljar
import BelljarWire
import Testing

@Suite("What values may cost")
struct ValueBudgetTests {
  /// The least that is enough, found by asking the decoder; the encoder must agree.
  private func cost(_ value: PythonValue) throws -> Int {
    let bytes = try value.encoded(maximumSize: 1 << 30, allowingOpaque: true)
    var reader = CBORReader(bytes[...], shortestOnly: true)
    var budget = ValueBudget(maximum: 1 << 30)
    _ = try PythonValue(from: &reader, budget: &budget)
    let cost = (1 << 30) - budget.remaining
    #expect(throws: Never.self) { try PythonValue(decoding: bytes[...], maximumSize: cost) }
    #expect(throws: WireError.valueTooLarge(maximum: cost - 1)) {
      try PythonValue(decoding: bytes[...], maximumSize: cost - 1)
    }
    #expect(throws: Never.self) { try value.encoded(maximumSize: cost, allowingOpaque: true) }
    let error = #expect(throws: BelljarError.self) { try value.encoded(maximumSize: cost - 1, allowingOpaque: true) }
    #expect(error?.code == .valueTooLarge)
    return cost
  }

  @Test("Each value costs 32 bytes and the length of its content")
  func costs() throws {
    let zone = PythonDateTime(
      date: try #require(PythonDate("2024-01-01")), time: try #require(PythonTime("00:00:00")), zone: "Europe/Oslo")
    let cases: [(PythonValue, Int)] = [
      (nil, 32), (7, 32), (1.5, 32), ("", 32), ("caf\u{e9}", 32 + 5), (.bytes([1, 2]), 34),
      (18_446_744_073_709_551_616, 32 + 9),
      ([], 32), ([1, 2], 96), (.tuple([1]), 64), (.set([1, 2]), 96), (["a": 1], 32 + 64 + 1), ([["a"]], 97),
      (.timedelta(.zero), 32),
      (.decimal(try #require(PythonDecimal("1.5"))), 35), (.fraction(try #require(PythonFraction("1/2"))), 96),
      (.datetime(zone), 32 + 11),
      (
        .record(PythonRecord(typeName: "m.P", kind: .dataclass, fields: [.init(name: "xy", value: 1)])), 32 + 3 + 64 + 2
      ),
      (.opaque(PythonOpaque(typeName: "m.C")), 35),
    ]
    for (value, expected) in cases { #expect(try cost(value) == expected, "\(value)") }
  }

  @Test("A container is refused at its head, before its items are met")
  func heads() throws {
    // The items would be refused for another reason.
    let items = [UInt8](repeating: 0xff, count: 1000)
    for head in ["9903e8", "b901f4", "d901029903e8", "da505900009903e8", "da5059000584006161 9903e8"] {
      let bytes = bytes(hex: head.filter { $0 != " " }) + items
      #expect(throws: WireError.valueTooLarge(maximum: 32_000)) {
        try PythonValue(decoding: bytes[...], maximumSize: 32_000)
      }
      #expect(throws: WireError.self) { try PythonValue(decoding: bytes[...], maximumSize: 1 << 20) }
    }
  }

  private static let wrappers: [String] = ["81", "da5059000081", "a100", "da5059000584006161 816178 81"]

  @Test("Values nest 128 levels deep and no deeper", arguments: wrappers)
  func depth(wrapper: String) throws {
    let head = bytes(hex: wrapper.filter { $0 != " " })
    func nested(_ levels: Int) -> [UInt8] { (0..<levels).flatMap { _ in head } + [0x00] }
    let deepest = try PythonValue(decoding: nested(128)[...], maximumSize: 1 << 20)
    #expect(try deepest.encoded(maximumSize: 1 << 20, allowingOpaque: true) == nested(128))
    #expect(throws: WireError.tooDeep) { try PythonValue(decoding: nested(129)[...], maximumSize: 1 << 20) }
    #expect(throws: WireError.tooDeep) { try PythonValue(decoding: nested(100_000)[...], maximumSize: 1 << 30) }
  }

  @Test("What is too deep to be written says where, without its whole path")
  func tooDeep() throws {
    var value: PythonValue = 0
    for level in 0..<129 { value = level % 2 == 0 ? [value] : ["a": value] }
    let error = try #require(throws: BelljarError.self) { try value.encoded(maximumSize: 1 << 20, root: "inputs") }
    #expect(error.code == .valueUnsupported)
    #expect(error.message.hasPrefix("inputs[0][\"a\"][0][\"a\"][0][\"a\"]…"))
    #expect(error.message.contains("deeper than 128 levels"))
    #expect(error.message.utf8.count < 300)
  }

  @Test("What is too large to be written says where, and how large it may be")
  func tooLarge() throws {
    let value: PythonValue = ["rows": [1, .str(String(repeating: "x", count: 2000))]]
    let error = try #require(throws: BelljarError.self) { try value.encoded(maximumSize: 1024, root: "inputs") }
    #expect(error.code == .valueTooLarge)
    #expect(error.message.hasPrefix("inputs[\"rows\"][1]: "))
    #expect(error.message.contains("1 KiB"))
  }

  @Test("What has no form says where and why")
  func unsupported() throws {
    let point = PythonRecord(typeName: "m.P", kind: .dataclass, fields: [.init(name: "x", value: 1)])
    let cases: [(PythonValue, String, String)] = [
      (["a": [.timedelta(.nanoseconds(1))]], "v[\"a\"][0]: ", "whole microseconds"),
      ([.timedelta(.seconds(86_400_000_000_000))], "v[0]: ", "999999999 days"),
      ([.timedelta(.seconds(-86_399_999_913_601))], "v[0]: ", "999999999 days"),
      ([.timedelta(.seconds(Int64.max) * 2)], "v[0]: ", "999999999 days"),
      ([.set([[1]])], "v[0]{…}: ", "list of 1 cannot be an element of a set"),
      ([.dict([.tuple([["a": 1]]): 2])], "v[0]{key}: ", "tuple of 1 cannot be a dict's key"),
      ([.record(point)], "v[0]: ", "m.P"), ([.opaque(PythonOpaque(typeName: "m.C"))], "v[0]: ", "m.C"),
    ]
    for (value, path, reason) in cases {
      let error = try #require(throws: BelljarError.self) { try value.encoded(maximumSize: 1 << 20, root: "v") }
      #expect(error.code == .valueUnsupported)
      #expect(error.message.hasPrefix(path), "\(error)")
      #expect(error.message.contains(reason), "\(error)")
    }
  }

  @Test("Python's longest timedeltas cross")
  func longest() throws {
    for duration in [Duration.seconds(-86_399_999_913_600), .seconds(86_399_999_999_999) + .microseconds(999_999)] {
      let bytes = try PythonValue.timedelta(duration).encoded(maximumSize: 100)
      #expect(try PythonValue(decoding: bytes[...], maximumSize: 100) == .timedelta(duration))
    }
  }

  @Test("A budget is not overdrawn, whatever it is asked for")
  func budget() {
    var budget = ValueBudget(maximum: 100)
    let taken = [
      budget.take(items: .max), budget.take(items: -1), budget.take(bytes: .min), budget.take(bytes: 101),
      budget.take(items: 3), budget.take(bytes: 4), budget.take(bytes: 1),
    ]
    #expect(taken == [false, false, false, false, true, true, false])
    #expect(budget.remaining == 0)
  }
}
