import Belljar
import Testing

@Suite("Python values")
struct PythonValueTests {
  @Test("A value takes no more than 32 bytes, besides what it refers to")
  func size() { #expect(MemoryLayout<PythonValue>.stride <= 32) }

  @Test("A literal is the value that Python would make of it")
  func literals() throws {
    let value: PythonValue = [
      nil, true, 7, -1.5, "text", [1, [2]], ["key": 1, 2: nil], 18_446_744_073_709_551_616, -9_223_372_036_854_775_808,
      -9_223_372_036_854_775_809, 9_223_372_036_854_775_808,
    ]
    let power = try #require(BigInteger("18446744073709551616"))
    let below = try #require(BigInteger("-9223372036854775809"))
    let above = try #require(BigInteger("9223372036854775808"))
    #expect(
      value
        == .list([
          PythonValue.none, .bool(true), .int(7), .float(-1.5), .str("text"), .list([.int(1), .list([.int(2)])]),
          .dict(PythonDictionary([.init(key: .str("key"), value: .int(1)), .init(key: .int(2), value: .none)])),
          .bigInt(power), .int(.min), .bigInt(below), .bigInt(above),
        ]))
    let name = "Ada"
    #expect("Hello, \(name)" as PythonValue == .str("Hello, Ada"))
  }

  @Test("An integer is big only if it does not fit 64 bits")
  func integers() {
    #expect(PythonValue.integer(7 as UInt8) == .int(7))
    #expect(PythonValue.integer(UInt64.max) == .bigInt(BigInteger(UInt64.max)))
    #expect(PythonValue.integer(Int128.min) == .bigInt(BigInteger(Int128.min)))
    #expect(PythonValue.integer(BigInteger(Int.min)) == .int(.min))
    #expect(PythonValue.integer(BigInteger(UInt64(Int.max))) == .int(.max))
  }

  @Test("Kinds are told apart, other than in Python")
  func equality() {
    let values: [PythonValue] = [1, 1.0, true, "1", [1], .tuple([1]), .set([1]), .frozenset([1]), .bytes([1])]
    #expect(Set(values).count == values.count)
    #expect(PythonValue.float(.nan) != .float(.nan))
    #expect(PythonValue.float(-0.0) == .float(0))
  }

  @Test("Texts are told apart by their code points, as in Python")
  func texts() {
    let (composed, decomposed): (PythonValue, PythonValue) = ("\u{e9}", "e\u{301}")
    #expect(composed != decomposed)
    #expect(PythonDictionary([.init(key: composed, value: 1), .init(key: decomposed, value: 2)]).count == 2)
  }

  @Test("A dictionary keeps its order, and is equal to one of another order")
  func dictionaries() {
    let one: PythonDictionary = ["a": 1, "b": 2, 3: [4]]
    let other: PythonDictionary = [3: [4], "a": 1, "b": 2]
    #expect(one.map(\.key) == ["a", "b", 3])
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
    #expect(Set<PythonValue>([.dict(one), .dict(other)]).count == 1)
    #expect(one != ["a": 1, "b": 2, 3: [5]])
    #expect(one != ["a": 1, "b": 2, 4: [4]])
    #expect(one != ["a": 1, "b": 2])
    #expect(one["a"] == 1)
    #expect(one[3] == [4])
    #expect(one["c"] == nil)
    #expect(one.dictionary == ["a": 1, "b": 2, 3: [4]])
    let twice: PythonDictionary = ["a": 1, "b": 2, "a": 3]
    #expect(twice.entries == [.init(key: "a", value: 3), .init(key: "b", value: 2)])
  }

  @Test("A value's content is had by its kind, its parts by key and index")
  func access() throws {
    let value: PythonValue = ["items": [1, .tuple(["x", 2.5])], "none": nil, 5: .bytes([1, 2])]
    #expect(value["items"]?[1]?[0]?.stringValue == "x")
    #expect(value["items"]?[1]?[1]?.doubleValue == 2.5)
    #expect(value["items"]?[0]?.doubleValue == 1)
    #expect(value["items"]?[2] == nil)
    #expect(value["items"]?[-1] == nil)
    #expect(value["none"]?.isNone == true)
    #expect(value["other"] == nil)
    #expect(value[key: 5]?.bytesValue == [1, 2])
    #expect(value["items"]?["x"] == nil)
    #expect(PythonValue.int((1 << 53) + 1).doubleValue == nil)
    #expect((true as PythonValue).intValue == nil)
    #expect((36_893_488_147_419_103_232 as PythonValue).doubleValue == 36_893_488_147_419_103_232)
    #expect((36_893_488_147_419_103_232 as PythonValue).bigIntegerValue == 36_893_488_147_419_103_232)
    let record = PythonRecord(typeName: "m.P", kind: .namedTuple, fields: [.init(name: "x", value: 1)])
    #expect(PythonValue.record(record)["x"] == 1)
    #expect(PythonValue.record(record)["y"] == nil)
  }
}
