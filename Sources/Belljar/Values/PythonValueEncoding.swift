package import BelljarWire
internal import FoundationEssentials

extension PythonValue {
  /// Writes the value in the form that ``ValueTag`` describes.
  ///
  /// - Parameters:
  ///   - writer: What it is written to. After an error, part of the value stands there.
  ///   - budget: What the value may cost still.
  ///   - root: The value's name in an error's path.
  ///   - allowingOpaque: Whether an ``PythonValue/opaque(_:)`` or a ``PythonValue/record(_:)`` may be in it: Python cannot make
  ///     one of its class's name.
  /// - Throws: ``BelljarError`` with the code `valueTooLarge` or `valueUnsupported`; its message names the path.
  package func write(
    to writer: inout CBORWriter, budget: inout ValueBudget, root: String = "value", allowingOpaque: Bool = false
  ) throws(BelljarError) {
    var output = ValueWriter(writer: writer, budget: budget, allowsOpaque: allowingOpaque)
    // One owner, or every append would copy what is written so far.
    writer = CBORWriter()
    defer {
      writer = output.writer
      budget = output.budget
    }
    do throws(ValueWriter.Failure) {
      try output.charge(items: 1)
      try output.write(self, depth: 0)
    } catch {
      throw error.error(root: root)
    }
  }

  /// The value's own bytes, in the form that ``ValueTag`` describes.
  package func encoded(
    maximumSize: Int, root: String = "value", allowingOpaque: Bool = false
  ) throws(BelljarError) -> [UInt8] {
    var writer = CBORWriter()
    var budget = ValueBudget(maximum: maximumSize)
    try write(to: &writer, budget: &budget, root: root, allowingOpaque: allowingOpaque)
    return writer.bytes
  }
}

/// Writes values within a budget.
struct ValueWriter {
  /// What is wrong, and where: the steps from the part to the whole, gathered on the way out.
  struct Failure: Error {
    let code: BelljarError.Code
    let reason: String
    var steps: [ValuePathStep] = []

    func under(_ step: ValuePathStep) -> Failure {
      var failure = self
      failure.steps.append(step)
      return failure
    }

    func error(root: String) -> BelljarError {
      let path = steps.reversed().reduce(ValuePath.root(root)) { $0.appending($1) }
      return BelljarError(code, "\(path): \(reason)")
    }
  }

  var writer: CBORWriter
  var budget: ValueBudget
  let allowsOpaque: Bool

  mutating func write(_ value: PythonValue, depth: Int) throws(Failure) {
    switch value {
    case .none: writer.null()
    case .bool(let value): writer.bool(value)
    case .int(let value): writer.integer(value)
    case .bigInt(let value): try write(value)
    case .float(let value): writer.double(value)
    case .str(let text): try write(text)
    case .bytes(let bytes):
      try charge(bytes: bytes.count)
      writer.byteString(copying: bytes)
    case .list(let items): try write(items, tag: nil, depth: depth)
    case .tuple(let items): try write(items, tag: ValueTag.tuple, depth: depth)
    case .dict(let entries): try write(entries, depth: depth)
    case .set(let items): try write(items, tag: ValueTag.set, depth: depth)
    case .frozenset(let items): try write(items, tag: ValueTag.frozenSet, depth: depth)
    case .record(let record): try write(record, depth: depth)
    case .complex, .decimal, .fraction, .date, .time, .datetime, .timedelta, .uuid, .opaque: try writeTagged(value)
    }
  }

  private mutating func writeTagged(_ value: PythonValue) throws(Failure) {
    switch value {
    case .complex(let value):
      writer.tag(ValueTag.complex)
      writer.array(2)
      writer.double(value.real)
      writer.double(value.imaginary)
    case .decimal(let value):
      writer.tag(ValueTag.decimal)
      try write(value.description)
    case .fraction(let value):
      try charge(items: 2)
      writer.tag(ValueTag.fraction)
      writer.array(2)
      try write(value.numerator)
      try write(value.denominator)
    case .date(let value):
      writer.tag(ValueTag.date)
      writer.text(value.civil.text)
    case .time(let value):
      writer.tag(ValueTag.time)
      writer.text(value.civil.text)
    case .datetime(let value): try write(value)
    case .timedelta(let value): try write(value)
    case .uuid(let value):
      writer.tag(ValueTag.uuid)
      writer.byteString(copying: value.bytes)
    case .opaque(let object):
      guard allowsOpaque else {
        throw unsupported("an object of \(object.typeName) crosses by its type's name alone, and cannot go back")
      }
      writer.tag(ValueTag.opaque)
      try write(object.typeName)
    default: break
    }
  }

  private mutating func write(_ text: String) throws(Failure) {
    try charge(bytes: text.utf8.count)
    writer.text(text)
  }

  private mutating func write(_ value: BigInteger) throws(Failure) {
    if let small = Int64(exactly: value) { return writer.integer(Int(small)) }
    if let large = UInt64(exactly: value) { return writer.unsigned(large) }
    // -1 - n: what is written of a negative number is one less than its magnitude.
    let magnitude = value.isNegative ? value.magnitudeLessOne : value.magnitude
    if value.isNegative, let large = UInt64(exactly: BigInteger(magnitude: magnitude)) { return writer.negative(large) }
    try charge(bytes: magnitude.count)
    writer.tag(value.isNegative ? ValueTag.negativeInteger : ValueTag.positiveInteger)
    writer.byteString(copying: magnitude)
  }

  private mutating func write(_ value: PythonDateTime) throws(Failure) {
    let civil = CivilDateTime(date: value.date.civil, time: value.time.civil)
    if civil.isRFC3339, value.zone == nil {
      writer.tag(ValueTag.dateTime)
      return writer.text(civil.text)
    }
    writer.tag(ValueTag.otherDateTime)
    writer.array(2)
    writer.text(civil.text)
    if let zone = value.zone { try write(zone) } else { writer.null() }
  }

  private mutating func write(_ duration: Duration) throws(Failure) {
    let delta: PythonTimeDelta
    do throws(PythonTimeDelta.Failure) {
      delta = try PythonTimeDelta(duration)
    } catch {
      throw unsupported(error.reason(for: duration))
    }
    writer.tag(ValueTag.timeDelta)
    writer.map(2)
    writer.integer(ValueTag.TimeDeltaKey.seconds)
    writer.integer(delta.seconds)
    writer.integer(ValueTag.TimeDeltaKey.microseconds)
    writer.integer(delta.microseconds)
  }

  func unsupported(_ reason: String) -> Failure { Failure(code: .valueUnsupported, reason: reason) }

  mutating func charge(items count: Int) throws(Failure) {
    guard budget.take(items: count) else { throw tooLarge }
  }

  mutating func charge(bytes count: Int) throws(Failure) {
    guard budget.take(bytes: count) else { throw tooLarge }
  }

  private var tooLarge: Failure {
    let limit = ByteCount(bytes: budget.maximum)
    return Failure(
      code: .valueTooLarge,
      reason:
        "here the values exceed \(limit) in all, counted as \(ValueCost.item) bytes for each value and the length of "
        + "its text or bytes; pass less, or raise the limit")
  }
}
