package import BelljarWire
internal import FoundationEssentials

extension PythonValue {
  /// Takes a value from its bytes, all of them, which may be a hostile child's.
  ///
  /// - Parameters:
  ///   - bytes: The value, in the form that ``ValueTag`` describes.
  ///   - maximumSize: What it may cost, in the sense of ``ValueCost``.
  /// - Throws: ``WireError``.
  package init(decoding bytes: ArraySlice<UInt8>, maximumSize: Int) throws(WireError) {
    var reader = CBORReader(bytes, shortestOnly: true)
    var budget = ValueBudget(maximum: maximumSize)
    try self.init(from: &reader, budget: &budget)
    guard reader.remaining == 0 else { throw .trailingBytes(reader.remaining) }
  }

  /// Takes the next value from a reader, which should take the shortest heads only.
  package init(from reader: inout CBORReader, budget: inout ValueBudget) throws(WireError) {
    var input = ValueReader(reader: reader, budget: budget)
    defer {
      reader = input.reader
      budget = input.budget
    }
    try input.charge(items: 1)
    self = try input.value(depth: 0)
  }
}

/// Reads values within a budget: what is asked for is taken from it before anything is allocated or entered.
struct ValueReader {
  var reader: CBORReader
  var budget: ValueBudget

  mutating func value(depth: Int) throws(WireError) -> PythonValue {
    switch try reader.next() {
    case .null: return .none
    case .bool(let value): return .bool(value)
    case .unsigned(let value): return .integer(value)
    case .negative(let value): return Self.negative(value)
    case .double(let value): return .float(value)
    case .text(let content): return .str(try text(content))
    case .bytes(let content):
      try charge(bytes: content.count)
      return .bytes(Array(copying: content))
    case .array(let count): return .list(try items(count, depth: depth))
    case .map(let count): return .dict(try entries(count, depth: depth))
    case .tag(let tag): return try tagged(tag, depth: depth)
    }
  }

  private mutating func tagged(_ tag: UInt64, depth: Int) throws(WireError) -> PythonValue {
    switch tag {
    case ValueTag.positiveInteger, ValueTag.negativeInteger: return .bigInt(try bigInteger(tag))
    case ValueTag.tuple: return .tuple(try items(arrayHead("tuple"), depth: depth))
    case ValueTag.set: return .set(try elements(arrayHead("set"), depth: depth))
    case ValueTag.frozenSet: return .frozenset(try elements(arrayHead("frozenset"), depth: depth))
    case ValueTag.record: return .record(try record(depth: depth))
    case ValueTag.opaque: return .opaque(PythonOpaque(typeName: try textItem("type name")))
    case ValueTag.complex:
      try expectArray(2, "complex")
      return .complex(PythonComplex(real: try double(), imaginary: try double()))
    case ValueTag.decimal:
      guard let decimal = PythonDecimal(canonical: try textItem("Decimal")) else { throw .malformedValue("Decimal") }
      return .decimal(decimal)
    case ValueTag.fraction: return .fraction(try fraction())
    case ValueTag.date:
      guard let date = CivilDate(utf8: try shortText("date")) else { throw .malformedValue("date") }
      return .date(PythonDate(date))
    case ValueTag.time:
      guard let time = CivilTime(utf8: try shortText("time")) else { throw .malformedValue("time") }
      return .time(PythonTime(time))
    case ValueTag.dateTime, ValueTag.otherDateTime: return .datetime(try dateTime(tag))
    case ValueTag.timeDelta: return .timedelta(try timeDelta())
    case ValueTag.uuid:
      guard case .bytes(let content) = try reader.next(), let uuid = UUID(bytes: content) else {
        throw .malformedValue("UUID")
      }
      return .uuid(uuid)
    default: throw .malformedValue("unknown tag \(tag)")
    }
  }

  private static func negative(_ n: UInt64) -> PythonValue {
    // -1 - n is what a complement says, as long as the sign's bit is free.
    Int(exactly: n).map { .int(~$0) } ?? .bigInt(BigInteger(-1 - Int128(n)))
  }

  private mutating func bigInteger(_ tag: UInt64) throws(WireError) -> BigInteger {
    guard case .bytes(let content) = try reader.next() else { throw .malformedValue("big integer") }
    try charge(bytes: content.count)
    // What fits 64 bits, or has leading zeros, has another form.
    guard content.count > 8, content.first != 0 else { throw .malformedValue("big integer") }
    let magnitude = BigInteger(magnitude: content)
    return tag == ValueTag.positiveInteger ? magnitude : magnitude.complement
  }

  private mutating func integer() throws(WireError) -> BigInteger {
    switch try reader.next() {
    case .unsigned(let value): return BigInteger(value)
    case .negative(let value): return BigInteger(-1 - Int128(value))
    case .tag(let tag) where tag == ValueTag.positiveInteger || tag == ValueTag.negativeInteger:
      return try bigInteger(tag)
    default: throw .malformedValue("integer")
    }
  }

  private mutating func fraction() throws(WireError) -> PythonFraction {
    try charge(items: 2)
    try expectArray(2, "Fraction")
    let (numerator, denominator) = (try integer(), try integer())
    guard !denominator.isNegative, let fraction = PythonFraction(numerator: numerator, denominator: denominator),
      fraction.numerator == numerator, fraction.denominator == denominator
    else { throw .malformedValue("Fraction") }
    return fraction
  }

  private mutating func dateTime(_ tag: UInt64) throws(WireError) -> PythonDateTime {
    let isOther = tag == ValueTag.otherDateTime
    if isOther { try expectArray(2, "datetime") }
    guard let civil = CivilDateTime(utf8: try shortText("datetime")) else { throw .malformedValue("datetime") }
    var zone: String?
    if isOther {
      switch try reader.next() {
      case .null: break
      case .text(let content): zone = try text(content)
      default: throw .malformedValue("zone")
      }
    }
    guard (civil.isRFC3339 && zone == nil) != isOther else { throw .malformedValue("datetime") }
    return PythonDateTime(date: PythonDate(civil.date), time: PythonTime(civil.time), zone: zone)
  }

  private mutating func timeDelta() throws(WireError) -> Duration {
    guard case .map(2) = try reader.next(), try smallInteger() == ValueTag.TimeDeltaKey.seconds,
      let seconds = try smallInteger(), try smallInteger() == ValueTag.TimeDeltaKey.microseconds,
      let microseconds = try smallInteger(), let delta = PythonTimeDelta(seconds: seconds, microseconds: microseconds)
    else { throw .malformedValue("timedelta") }
    return delta.duration
  }
}
