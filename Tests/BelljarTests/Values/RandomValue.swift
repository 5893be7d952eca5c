import Belljar
import FoundationEssentials

/// Values of every kind, the same in every run.
struct RandomValue {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func value(depth: Int = 3) -> PythonValue {
    // The last seven are containers.
    switch random.index(below: depth > 0 ? 24 : 17) {
    case 0: .none
    case 1: .bool(random.index(below: 2) == 0)
    case 2: .int(Int(truncatingIfNeeded: random.next()))
    case 3: .int(random.index(below: 600) - 300)
    case 4: .integer(bigInteger())
    case 5: .float(Double(bitPattern: random.next()))
    case 6: .float([0, -0.0, .infinity, -.infinity, .nan, 1.5][random.index(below: 6)])
    case 7: .complex(PythonComplex(real: Double(bitPattern: random.next()), imaginary: 2))
    case 8: .str(text())
    case 9: .bytes(random.bytes(count: random.index(below: 40)))
    case 10: .decimal(decimal())
    case 11: PythonFraction(numerator: bigInteger(), denominator: bigInteger()).map { .fraction($0) } ?? .none
    case 12: .date(date())
    case 13: .time(time())
    case 14: .datetime(PythonDateTime(date: date(), time: time(), zone: random.index(below: 3) == 0 ? text() : nil))
    case 15:
      .timedelta(
        .seconds(random.index(below: 172_799_999_913_600) - 86_399_999_913_600)
          + .microseconds(random.index(below: 1_000_000)))
    case 16: .uuid(UUID())
    case 17: .list(values(depth))
    case 18: .tuple(values(depth))
    case 19: .dict(PythonDictionary(values(depth).map { .init(key: hashable(), value: $0) }))
    case 20: .set(Set((0..<random.index(below: 5)).map { _ in hashable() }))
    case 21: .frozenset(Set((0..<random.index(below: 5)).map { _ in hashable() }))
    case 22: .record(record(depth))
    default: .opaque(PythonOpaque(typeName: text()))
    }
  }

  private mutating func values(_ depth: Int) -> [PythonValue] {
    (0..<random.index(below: 6)).map { _ in value(depth: depth - 1) }
  }

  private mutating func hashable() -> PythonValue {
    let inner = value(depth: 0)
    return random.index(below: 4) == 0 ? .tuple([inner, .frozenset([inner])]) : inner
  }

  private mutating func bigInteger() -> BigInteger {
    BigInteger(isNegative: random.index(below: 2) == 0, magnitude: random.bytes(count: random.index(below: 24)))
  }

  private mutating func text() -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "Z", "'", "\"", "\\", "\0", "\n", "\u{e9}", "\u{301}", "\u{1F40D}", "\u{10ffff}",
    ]
    var text = ""
    for _ in 0..<random.index(below: 20) { text.unicodeScalars.append(scalars[random.index(below: scalars.count)]) }
    return text
  }

  private mutating func decimal() -> PythonDecimal {
    let texts = ["NaN", "sNaN7", "-Infinity", "-0", "\(random.next())E\(random.index(below: 2000) - 1000)"]
    return PythonDecimal(texts[random.index(below: texts.count)]) ?? PythonDecimal(Decimal(7))
  }

  private mutating func date() -> PythonDate {
    let year = 1 + random.index(below: 9999)
    let month = 1 + random.index(below: 12)
    return PythonDate(year: year, month: month, day: 1 + random.index(below: 31)) ?? date()
  }

  private mutating func time() -> PythonTime {
    let offsets: [Int?] = [nil, 0, 3600, -60 * (1 + random.index(below: 1400)), random.index(below: 172_799) - 86_399]
    let micro = random.index(below: 2) == 0 ? 0 : random.index(below: 1_000_000)
    return PythonTime(
      hour: random.index(below: 24), minute: random.index(below: 60), second: random.index(below: 60),
      microsecond: micro,
      utcOffset: offsets[random.index(below: offsets.count)]) ?? time()
  }

  private mutating func record(_ depth: Int) -> PythonRecord {
    PythonRecord(
      typeName: text(), kind: random.index(below: 2) == 0 ? .dataclass : .namedTuple,
      fields: values(depth).enumerated().map { .init(name: "field\($0)", value: $1) })
  }
}
