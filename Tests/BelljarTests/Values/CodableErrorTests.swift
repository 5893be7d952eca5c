import Belljar
import BelljarWire
import FoundationEssentials
import Testing

@Suite("What does not fit a Codable type")
struct CodableErrorTests {
  struct Order: Codable { var price: Double, note: String? }
  enum Colour: String, Codable { case red }

  private func message<Value: Decodable>(_ value: PythonValue, as type: Value.Type) throws -> String {
    let error = try #require(throws: BelljarError.self) { try value.decode(as: type, from: "result") }
    #expect(error.code == .valueMismatch)
    return error.message
  }

  @Test("An error names the path, what was expected and what was found")
  func messages() throws {
    let orders: PythonValue = ["orders": [["price": 1.5], ["price": "abc"]]]
    #expect(
      try message(orders, as: [String: [Order]].self)
        == "result[\"orders\"][1][\"price\"]: expected Double, found str ('abc')")
    #expect(try message(["note": "x"], as: Order.self) == "result[\"price\"]: expected Double, found no such key")
    #expect(try message(["price": nil], as: Order.self) == "result[\"price\"]: expected Double, found None")
    #expect(
      try message([], as: Order.self) == "result: expected Order (a dict with str keys, or a record), found list of 0")
    #expect(
      try message([1: 2], as: Order.self)
        == "result{key}: expected a str, as Order is made of a dict with str keys, found int (1)")
    #expect(try message([:], as: [Int].self) == "result: expected Array<Int> (a list or a tuple), found dict of 0")
    #expect(try message(.set([1]), as: [Int].self) == "result: expected Array<Int> (a list or a tuple), found set of 1")
    #expect(try message(.set(["a"]), as: Set<Int>.self) == "result{…}: expected Int, found str ('a')")
    #expect(try message([["a": 1]], as: [[Int: Int]].self) == "result[0]{key}: expected Int, found str ('a')")
    #expect(try message([1: "x"], as: [Int: Int].self) == "result[1]: expected Int, found str ('x')")
    let record = PythonRecord(typeName: "m.Order", kind: .dataclass, fields: [.init(name: "price", value: true)])
    #expect(try message([.record(record)], as: [Order].self) == "result[0].price: expected Double, found bool (True)")
    #expect(
      try message(.record(record), as: [Int].self)
        == "result: expected Array<Int> (a list or a tuple), found record m.Order")
    #expect(try message(["purple"], as: [Colour].self).hasPrefix("result[0]: "))
    #expect(try message(["purple"], as: [Colour].self).contains("purple"))
    let unnamed = try #require(throws: BelljarError.self) { try orders.decode(as: Int.self) }
    #expect(unnamed.message.hasPrefix("value: "))
  }

  @Test("No number is rounded, cut, or taken for another kind")
  func numbers() throws {
    #expect(try message(1.0, as: Int.self) == "result: expected Int, found float (1.0)")
    #expect(try message(true, as: Int.self) == "result: expected Int, found bool (True)")
    #expect(try message(1, as: Bool.self) == "result: expected Bool, found int (1)")
    #expect(try message(128, as: Int8.self) == "result: expected Int8, found int (128)")
    #expect(try message(-1, as: UInt.self) == "result: expected UInt, found int (-1)")
    #expect(try message(18_446_744_073_709_551_616, as: UInt64.self) == "result: expected UInt64, found int of 65 bits")
    #expect(try message(9_007_199_254_740_993, as: Double.self).hasPrefix("result: expected Double, found int"))
    #expect(try message(1e300, as: Float.self) == "result: expected Float, found float (1e+300)")
    #expect(try message(true, as: Double.self).hasPrefix("result: expected Double, found bool"))
    #expect(try message(1.5, as: Decimal.self).hasPrefix("result: expected Decimal, found float"))
    #expect(try message([256], as: [UInt8].self).hasPrefix("result: expected [UInt8]"))
    #expect(try message("x", as: Data.self) == "result: expected Data (bytes), found str ('x')")
    let naive = PythonDateTime(date: try #require(PythonDate("2024-01-01")), time: try #require(PythonTime("00:00:00")))
    #expect(
      try message(.datetime(naive), as: Date.self)
        == "result: expected Date (a datetime with an offset from UTC), found datetime (2024-01-01T00:00:00)")
  }

  @Test("A hostile value makes no long or dangerous error")
  func hostile() throws {
    let long = String(repeating: "\u{1b}\n", count: 100_000)
    let values: [PythonValue] = [
      .str(long), .opaque(PythonOpaque(typeName: long)),
      .record(PythonRecord(typeName: long, kind: .dataclass, fields: [])),
      .bytes([UInt8](repeating: 0, count: 100_000)),
      .bigInt(BigInteger(magnitude: [UInt8](repeating: 255, count: 100_000))),
      .decimal(try #require(PythonDecimal("1" + String(repeating: "0", count: 100_000)))),
    ]
    for value in values {
      for message in [
        try message([value], as: [UUID].self), try message([.str(long): [value]], as: [String: [Colour]].self),
        try message(.dict([.tuple([value]): 1]), as: [String: Int].self),
      ] {
        #expect(message.utf8.count < 1000)
        #expect(!message.utf8.contains { $0 < 32 })
      }
    }
    #expect(!(try message([.str(long)], as: [Colour].self)).utf8.contains { $0 < 32 })
  }

  @Test("Two keys that are the same in Swift are one too many")
  func sameKeys() throws {
    #expect(try message([1: "a", 1.0: "b"], as: [Double: String].self).contains("another key is the same as a Double"))
  }

  /// References that may go in a circle.
  final class Node: Codable {
    var next: Node?
    var others: [Node] = []
    var named: [String: Node] = [:]
  }

  @Test("References in a circle end in an error")
  func circles() throws {
    let (first, second, third) = (Node(), Node(), Node())
    first.next = first
    second.others = [second]
    third.named = ["a": third]
    defer { (first.next, second.others, third.named) = (nil, [], [:]) }
    for node in [first, second, third] {
      let error = try #require(throws: BelljarError.self) { try PythonValue(encoding: node, named: "inputs") }
      #expect(error.code == .valueUnsupported)
      #expect(error.message.hasPrefix("inputs[\""))
      #expect(error.message.contains("circle"))
      #expect(error.message.utf8.count < 500)
    }
  }

  /// What goes round without ever asking for an element to be encoded.
  struct Circle: Encodable {
    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encodeNil()
      try encode(to: container.superEncoder())
    }
  }

  @Test("So do nested containers without an end")
  func nestedCircles() throws {
    let error = try #require(throws: BelljarError.self) { try PythonValue(encoding: Circle()) }
    #expect(error.message.contains("circle"))
  }

  @Test("A chain of 128 levels is coded both ways, one of 129 in neither")
  func depth() throws {
    struct Tree: Codable { var children: [Tree] }
    func tree(_ levels: Int) -> Tree { (1..<levels).reduce(Tree(children: [])) { tree, _ in Tree(children: [tree]) } }
    // A tree is a dict and a list.
    let value = try PythonValue(encoding: tree(64))
    #expect(throws: Never.self) { try value.decode(as: Tree.self) }
    #expect(throws: Never.self) { try value.encoded(maximumSize: 1 << 20) }
    #expect(throws: BelljarError.self) { try PythonValue(encoding: tree(65)).encoded(maximumSize: 1 << 20) }
    var deep: PythonValue = ["children": []]
    for _ in 0..<70 { deep = ["children": [deep]] }
    #expect(try message(deep, as: Tree.self).contains("deeper than 128"))
  }

  @Test("What has no Python form says where and why")
  func unsupported() throws {
    struct Waits: Encodable { var waits: [Duration] }
    let cases: [(any Encodable, String, String)] = [
      (Waits(waits: [.zero, .nanoseconds(1)]), "value[\"waits\"][1]: ", "whole microseconds"),
      ([Date(timeIntervalSince1970: 1e12)], "value[0]: ", "year from 1 to 9999"),
      ([Set([[1]])], "value[0]{…}: ", "list of 1 cannot be an element of a set"),
      ([[[1]: 2]], "value[0]{key}: ", "list of 1 cannot be a dict's key"),
      (Contradiction(), "value: ", "more than one kind"),
      ([Refusing()], "value[0]: ", "no form"),
    ]
    for (value, path, reason) in cases {
      let error = try #require(throws: BelljarError.self) { try PythonValue(encoding: value) }
      #expect(error.code == .valueUnsupported)
      #expect(error.message.hasPrefix(path), "\(error)")
      #expect(error.message.contains(reason), "\(error)")
    }
  }

  struct Contradiction: Encodable {
    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(1)
      var single = encoder.singleValueContainer()
      try single.encode(2)
    }
  }

  struct Refusing: Encodable {
    func encode(to encoder: any Encoder) throws {
      throw EncodingError.invalidValue(
        self, EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "it has no form"))
    }
  }

  @Test("What a type throws itself comes through")
  func ownErrors() {
    struct Failing: Codable {
      init() {}
      init(from decoder: any Decoder) throws { throw CancellationError() }
      func encode(to encoder: any Encoder) throws { throw CancellationError() }
    }
    #expect(throws: CancellationError.self) { try PythonValue(encoding: [Failing()]) }
    #expect(throws: CancellationError.self) { try ([1] as PythonValue).decode(as: [Failing].self) }
  }
}
