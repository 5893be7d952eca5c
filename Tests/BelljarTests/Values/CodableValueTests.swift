import Belljar
import FoundationEssentials
import Testing

@Suite("Codable types as Python values")
struct CodableValueTests {
  enum Colour: String, Codable { case red, green }

  struct Everything: Codable, Equatable {
    var flag = true
    var number = -7
    var small: Int8 = -128
    var large = UInt64.max
    var huge = Int128.min
    var double = 0.1
    var float: Float = 1.5
    var text = "caf\u{e9}"
    var data = Data([0, 255])
    var bytes: [UInt8] = [1, 2]
    var id = UUID()
    var date = Date(timeIntervalSince1970: 1_700_000_000)
    var price = Decimal(1999) / 100
    var wait = Duration.milliseconds(1500)
    var url = URL(string: "https://example.org/a?b")
    var colour = Colour.green
    var list = [1.5, 2]
    var tags: Set<String> = ["a", "b"]
    var byName = ["x": [1]]
    var byNumber = [7: "seven"]
    var byIdentifier = [UUID(): Colour.red]
    var missing: Int?
    var present: Int? = 1
    var holes: [Int?] = [1, nil]
    var nested: [[Colour?]] = [[.red, nil], []]
    var integer: BigInteger = 36_893_488_147_419_103_232
    var anything: PythonValue = .tuple([1, nil, .set([2])])
    var complex = PythonComplex(real: 1, imaginary: 2)
    var fraction = PythonFraction("1/3")
    var decimal = PythonDecimal("1E+200")
    var day = PythonDate("2024-02-29")
    var time = PythonTime("12:00:00+01:00")
    var entries: PythonDictionary = ["a": 1, 2: 3]
  }

  @Test("Everything comes back as it was, by way of the wire too")
  func everything() throws {
    let value = try PythonValue(encoding: Everything())
    let bytes = try value.encoded(maximumSize: 1 << 20)
    let back = try PythonValue(decoding: bytes[...], maximumSize: 1 << 20)
    #expect(back == value)
    let first = try value.decode(as: Everything.self)
    #expect(try PythonValue(encoding: first) == value)
    #expect(try back.decode(as: Everything.self) == first)
    #expect(first.missing == nil)
    #expect(first.holes == [1, nil])
  }

  @Test("A type becomes the Python value that is nearest")
  func kinds() throws {
    let all = Everything()
    let value = try PythonValue(encoding: all)
    #expect(value["large"] == .bigInt(BigInteger(UInt64.max)))
    #expect(value["data"] == .bytes([0, 255]))
    #expect(value["bytes"] == .bytes([1, 2]))
    #expect(value["id"] == .uuid(all.id))
    #expect(value["date"] == .datetime(try #require(PythonDateTime(all.date))))
    #expect(value["price"]?.description == "Decimal('19.99')")
    #expect(value["wait"] == .timedelta(.milliseconds(1500)))
    #expect(value["url"] == "https://example.org/a?b")
    #expect(value["colour"] == "green")
    #expect(value["tags"] == .set(["a", "b"]))
    #expect(value["byNumber"] == [7: "seven"])
    #expect(value["byIdentifier"]?.dictionaryValue?.entries.first?.key.uuidValue != nil)
    #expect(value["missing"] == PythonValue.none)
    #expect(value["holes"] == [1, nil])
    #expect(value["anything"] == .tuple([1, nil, .set([2])]))
    #expect(value["integer"] == 36_893_488_147_419_103_232)
  }

  struct Missing: Codable, Equatable {
    var bool: Bool?, string: String?, double: Double?, float: Float?, int: Int?, int8: Int8?, int16: Int16?,
      int32: Int32?
    var int64: Int64?, int128: Int128?, uint: UInt?, uint8: UInt8?, uint16: UInt16?, uint32: UInt32?, uint64: UInt64?
    var uint128: UInt128?, other: [Int]?
  }

  @Test("A member that is nil is None, of whatever type, and may be missing on the way back")
  func missing() throws {
    let value = try PythonValue(encoding: Missing())
    #expect(value.dictionaryValue?.count == 17)
    #expect(value.dictionaryValue?.allSatisfy(\.value.isNone) == true)
    #expect(try value.decode(as: Missing.self) == Missing())
    #expect(try ([:] as PythonValue).decode(as: Missing.self) == Missing())
    let present = Missing(
      bool: true, string: "", double: 1, float: 1, int: 1, int8: 1, int16: 1, int32: 1, int64: 1, int128: 1, uint: 1,
      uint8: 1,
      uint16: 1, uint32: 1, uint64: 1, uint128: 1, other: [1])
    #expect(try PythonValue(encoding: present).dictionaryValue?.allSatisfy { !$0.value.isNone } == true)
    #expect(try PythonValue(encoding: present).decode(as: Missing.self) == present)
    #expect(try PythonValue(encoding: [Int128.max, .min]).decode(as: [Int128].self) == [.max, .min])
    #expect(try PythonValue(encoding: [UInt128.max]).decode(as: [UInt128].self) == [.max])
    #expect(try PythonValue(encoding: [UInt128?.some(.max), nil]).decode(as: [UInt128?].self) == [.max, nil])
  }

  @Test("What is one value by itself needs nothing around it")
  func fragments() throws {
    #expect(try PythonValue(encoding: 7) == 7)
    #expect(try PythonValue(encoding: Int?.none) == nil)
    #expect(try PythonValue(encoding: Int?.some(7)) == 7)
    #expect(try PythonValue(encoding: Colour.red) == "red")
    #expect(try PythonValue(encoding: [Int]()) == [])
    #expect(try (nil as PythonValue).decode(as: Int?.self) == nil)
    #expect(try (7 as PythonValue).decode(as: Int??.self) == 7)
    #expect(try ("red" as PythonValue).decode() as Colour == .red)
    struct Empty: Codable {}
    #expect(try PythonValue(encoding: Empty()) == [:])
  }

  @Test("A structure is made of a record as well, an array of a tuple, a set of whatever has elements")
  func others() throws {
    struct Point: Codable, Equatable { var x: Double, y: Double? }
    let record = PythonRecord(typeName: "m.P", kind: .namedTuple, fields: [.init(name: "x", value: 1)])
    #expect(try PythonValue.record(record).decode(as: Point.self) == Point(x: 1, y: nil))
    #expect(try PythonValue.record(record).decode(as: [String: Int].self) == ["x": 1])
    #expect(try PythonValue.tuple([1, 2]).decode(as: [Int].self) == [1, 2])
    #expect(try PythonValue.tuple([1, 2]).decode(as: Set<Int>.self) == [1, 2])
    #expect(try PythonValue.frozenset([1, 2]).decode(as: Set<Int>.self) == [1, 2])
    #expect(try ([1, 255] as PythonValue).decode(as: [UInt8].self) == [1, 255])
    #expect(try (7 as PythonValue).decode(as: Decimal.self) == 7)
    #expect(try PythonValue.float(.infinity).decode(as: Float.self) == .infinity)
    #expect(try PythonValue.float(0.1).decode(as: Float.self) == 0.1)
  }

  @Test("A superclass and nested containers have their places")
  func superclasses() throws {
    let value = try PythonValue(encoding: Dog(name: "Rex", age: 3))
    #expect(value == ["age": 3, "more": ["deep": [1, [2], ["k": nil], ["name": "Rex"]]], "super": ["name": "Rex"]])
    let dog = try value.decode(as: Dog.self)
    #expect(dog.name == "Rex")
    #expect(dog.age == 3)
  }

  class Animal: Codable {
    let name: String
    init(name: String) { self.name = name }
  }

  final class Dog: Animal {
    let age: Int
    enum Key: CodingKey { case age, more, deep, k }

    init(name: String, age: Int) {
      self.age = age
      super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      age = try container.decode(Int.self, forKey: .age)
      let more = try container.nestedContainer(keyedBy: Key.self, forKey: .more)
      var deep = try more.nestedUnkeyedContainer(forKey: .deep)
      _ = try deep.decode(Int.self)
      var inner = try deep.nestedUnkeyedContainer()
      guard try inner.decode(Int.self) == 2, inner.isAtEnd else { throw CancellationError() }
      let keyed = try deep.nestedContainer(keyedBy: Key.self)
      guard try keyed.decodeNil(forKey: .k), keyed.contains(.k), !keyed.contains(.age) else {
        throw CancellationError()
      }
      _ = try Animal(from: deep.superDecoder())
      guard deep.isAtEnd else { throw CancellationError() }
      try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(age, forKey: .age)
      var more = container.nestedContainer(keyedBy: Key.self, forKey: .more)
      var deep = more.nestedUnkeyedContainer(forKey: .deep)
      try deep.encode(1)
      var inner = deep.nestedUnkeyedContainer()
      try inner.encode(2)
      var keyed = deep.nestedContainer(keyedBy: Key.self)
      try keyed.encodeNil(forKey: .k)
      try super.encode(to: deep.superEncoder())
      try super.encode(to: container.superEncoder())
    }
  }

  @Test("A value of Python's own is the text that it is for other coders, or an error")
  func otherCoders() throws {
    struct Texts: Codable, Equatable { var number: BigInteger, price: PythonDecimal?, day: PythonDate? }
    let texts = Texts(number: 7, price: PythonDecimal("1.50"), day: PythonDate("2024-01-01"))
    let data = try JSONEncoder().encode(texts)
    #expect(try JSONDecoder().decode(Texts.self, from: data) == texts)
    #expect(throws: EncodingError.self) { try JSONEncoder().encode([PythonValue.int(1)]) }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([PythonValue].self, from: Data("[1]".utf8)) }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([BigInteger].self, from: Data("[\"x\"]".utf8)) }
  }
}
