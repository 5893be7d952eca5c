import Belljar
import BelljarWire

/// A Python value as a child sends it: refused, or a value that is written as the same bytes, at the same cost; showing
/// and converting it ends in a text, a Swift value or an error.
///
/// The input's first byte chooses what the value may cost; the rest is the value.
enum ValueCheck {
  private static let maximumSizes = [1 << 20, 4096, 100, 0]

  static func run(_ input: [UInt8], _ meter: AllocationMeter) throws(Violation) {
    guard let first = input.first else { return }
    let maximumSize = maximumSizes[Int(first & 3)]
    let bytes = input[1...]
    let decoded = try meter.expect(atMost: 1024, each: min(bytes.count, maximumSize)) {
      try? PythonValue(decoding: bytes, maximumSize: maximumSize)
    }
    guard let value = decoded else { return }
    let written = try? value.encoded(maximumSize: maximumSize, allowingOpaque: true)
    guard let written else { throw Violation("\(value) is taken, and not given back") }
    // A set has no order.
    try require(written.count == bytes.count && sorted(written) == sorted(Array(bytes)), "\(value) has another form")
    try requireSameCost(value, written)
    try require(!value.description.unicodeScalars.contains { $0.value < 32 }, "a control character comes through")
    try requireConversion(value)
  }

  /// What is taken of the budget, by both sides.
  private static func requireSameCost(_ value: PythonValue, _ bytes: [UInt8]) throws(Violation) {
    var (read, written) = (ValueBudget(maximum: 1 << 20), ValueBudget(maximum: 1 << 20))
    var reader = CBORReader(bytes[...], shortestOnly: true)
    var writer = CBORWriter()
    let isRead = (try? PythonValue(from: &reader, budget: &read)) != nil
    let isWritten = (try? value.write(to: &writer, budget: &written, allowingOpaque: true)) != nil
    try require(isRead && isWritten && read.remaining == written.remaining, "\(value) costs \(read), and \(written)")
    try require(read.maximum - read.remaining >= bytes.count / 10, "\(bytes.count) bytes cost \(read)")
  }

  private struct Sample: Codable {
    var a: Double?
    var b: [Sample]?
    var c: [Int: String]?
    var d: Set<Int8>?
  }

  private static func requireConversion(_ value: PythonValue) throws(Violation) {
    func convert<Value: Decodable>(to type: Value.Type) throws(Violation) -> Value? {
      do {
        return try value.decode(as: type)
      } catch let error as BelljarError {
        try require(error.code == .valueMismatch && error.message.utf8.count < 1000, "\(error)")
      } catch {
        throw Violation("\(error) is no error of Belljar's")
      }
      return nil
    }
    _ = try convert(to: [String: [Double]].self)
    _ = try convert(to: [PythonValue: [Int: UInt8]].self)
    _ = try convert(to: [Duration].self)
    if let sample = try convert(to: Sample.self) {
      try require((try? PythonValue(encoding: sample)) != nil, "what was decoded is not encoded")
    }
  }

  /// The same bytes with the elements of sets in the order of their bytes.
  private static func sorted(_ bytes: [UInt8]) -> [UInt8]? {
    var reader = CBORReader(bytes[...])
    return sortedItem(&reader)
  }

  private static func sortedItem(_ reader: inout CBORReader) -> [UInt8]? {
    guard let head = try? reader.next() else { return nil }
    var writer = CBORWriter()
    var count = 0
    switch head {
    case .unsigned(let value): writer.unsigned(value)
    case .negative(let value): writer.negative(value)
    case .bytes(let content): writer.byteString(content[...])
    case .text(let content): writer.text(utf8: content)
    case .bool(let value): writer.bool(value)
    case .null: writer.null()
    case .double(let value): writer.double(value)
    case .array(let items):
      writer.array(items)
      count = items
    case .map(let pairs):
      writer.map(pairs)
      count = 2 * pairs
    case .tag(let tag):
      writer.tag(tag)
      guard tag == ValueTag.set || tag == ValueTag.frozenSet, case .array(let elements)? = try? reader.next() else {
        count = 1
        break
      }
      writer.array(elements)
      let items = sortedItems(elements, &reader)
      return items.map { writer.bytes + $0.sorted { $0.lexicographicallyPrecedes($1) }.joined() }
    }
    return sortedItems(count, &reader).map { writer.bytes + $0.joined() }
  }

  private static func sortedItems(_ count: Int, _ reader: inout CBORReader) -> [[UInt8]]? {
    var items: [[UInt8]] = []
    for _ in 0..<count {
      guard let item = sortedItem(&reader) else { return nil }
      items.append(item)
    }
    return items
  }

  /// A value of every kind, each at every bound of its cost, and what stands next to a legal form.
  static let seeds: [[UInt8]] = {
    // A set's own order is another in each process.
    let set: [UInt8] = [0xd9, 0x01, 0x02, 0x84, 0x01, 0x61, 0x61, 0xf6, 0xda, 0x50, 0x59, 0, 1, 0x81, 0x41, 0x01]
    let forms =
      [set] + values.compactMap { try? $0.encoded(maximumSize: 1 << 20, allowingOpaque: true) } + dates + refused
    return forms.enumerated().map { index, form in [UInt8(index % 7 == 6 ? 1 : 0)] + form } + [[2] + dates[0], [3, 0]]
  }()

  private static let values: [PythonValue] = [
    [nil, true, false, 0, -1, 1.5, "caf\u{e9}\u{1b}", .bytes([0, 255])], 18_446_744_073_709_551_616,
    -18_446_744_073_709_551_617, 9_223_372_036_854_775_808, -9_223_372_036_854_775_809, .float(.nan),
    .float(-.infinity),
    .complex(PythonComplex(real: -0.0, imaginary: .infinity)), .tuple([1, .tuple([])]),
    ["a": 1.5, "b": [["a": 1, "c": [7: "x"]]], "d": .set([1])], [1: [2: 3], .tuple([nil]): [:]],
    .frozenset([.frozenset([])]), .frozenset([]), .timedelta(.microseconds(-1)),
    [.timedelta(.seconds(86_399_999_999_999)), .timedelta(.seconds(-86_399_999_913_600))],
    .record(PythonRecord(typeName: "m.P", kind: .dataclass, fields: [.init(name: "x", value: 1)])),
    .record(PythonRecord(typeName: "N", kind: .namedTuple, fields: [])), .opaque(PythonOpaque(typeName: "m.C")),
    (0..<128).reduce(0) { value, level in level % 2 == 0 ? [value] : .tuple([value]) },
  ]

  private static let dates: [[UInt8]] = [
    [0xd9, 0x03, 0xec] + text("2024-02-29"), [0xda, 0x50, 0x59, 0, 3] + text("23:59:59.999999-23:59:59"),
    [0xc0] + text("9999-12-31T23:59:59.000001+05:45"),
    [0xda, 0x50, 0x59, 0, 4, 0x82] + text("0001-01-01T00:00:00+01:00") + text("Europe/Oslo"),
    [0xda, 0x50, 0x59, 0, 4, 0x82] + text("0001-01-01T00:00:00") + [0xf6], [0xda, 0x50, 0x59, 0, 2] + text("-1.5E+3"),
    [0xda, 0x50, 0x59, 0, 2] + text("sNaN12"), [0xd8, 30, 0x82, 0x20, 0x02], [0xd8, 37, 0x50] + [UInt8](0..<16),
  ]

  private static let refused: [[UInt8]] = [
    [0x18, 0x05], [0xc2, 0x41, 0x01], [0xd9, 0x01, 0x02, 0x82, 0x01, 0x01], [0xa2, 0x01, 0x01, 0x01, 0x02],
    [0x9a, 0xff, 0xff, 0xff, 0xff], [0xd8, 30, 0x82, 0x02, 0x04], [UInt8](repeating: 0x81, count: 129) + [0],
  ]

  private static func text(_ text: String) -> [UInt8] { CBOR.text(text).encoded() }
}
