internal import BelljarWire
internal import CPythonShim

/// Turns a Python object into the wire's bytes.
///
/// The object comes from the program, whose classes may define any method. None is called: what an object is its type
/// pointer tells, and its parts are read where CPython itself keeps them. So a value cannot run code while it is encoded,
/// nor pass for another type.
struct ValueEncoder: ~Copyable {
  var writer = CBORWriter()
  var path = ValuePath()
  private var budget: ValueBudget
  /// How many dict's keys and members of sets this is within.
  private(set) var keyDepth = 0

  init(maximum: Int) { budget = ValueBudget(maximum: maximum) }

  mutating func encode(_ object: BorrowedObject, types: ValueTypes) throws(ValueFailure) {
    try chargeItem()
    switch object.kind {
    case cpy_kind_none: writer.null()
    case cpy_kind_true: writer.bool(true)
    case cpy_kind_false: writer.bool(false)
    case cpy_kind_int: try integer(object)
    case cpy_kind_float: writer.double(object.float)
    case cpy_kind_complex:
      writer.tag(ValueTag.complex)
      writer.array(2)
      writer.double(object.complex.real)
      writer.double(object.complex.imaginary)
    case cpy_kind_str: try text(object)
    case cpy_kind_bytes:
      // Of an immutable object, which outlives the copy.
      let content = unsafe object.bytes
      try charge(content.count)
      unsafe writer.byteString(copying: content)
    case cpy_kind_list: try sequence(object, types, count: object.listCount, item: object.listItem)
    case cpy_kind_tuple:
      writer.tag(ValueTag.tuple)
      try sequence(object, types, count: object.tupleCount, item: object.tupleItem)
    case cpy_kind_dict: try dict(object, types)
    case cpy_kind_set: try set(object, tag: ValueTag.set, types)
    case cpy_kind_frozenset: try set(object, tag: ValueTag.frozenSet, types)
    case cpy_kind_date, cpy_kind_time, cpy_kind_datetime, cpy_kind_timedelta: try moment(object, types)
    default: try instance(object, types)
    }
  }

  /// The arguments of a call: a tuple of the positional ones and the dict of the others, if there are any.
  mutating func encodeArguments(
    _ positional: BorrowedObject, _ keywords: BorrowedObject?, types: ValueTypes
  ) throws(ValueFailure) {
    writer.tag(ValueTag.tuple)
    writer.array(2)
    try encode(positional, types: types)
    if let keywords { try encode(keywords, types: types) } else { writer.map(0) }
  }

  // MARK: Cost

  mutating func chargeItem() throws(ValueFailure) {
    guard budget.take(items: 1) else { throw tooLarge() }
  }

  /// Counts content that is about to be written.
  mutating func charge(_ bytes: Int) throws(ValueFailure) {
    guard budget.take(bytes: bytes) else { throw tooLarge() }
  }

  /// Refuses a container that cannot fit before its first item is looked at.
  private func expectRoom(forItems count: Int) throws(ValueFailure) {
    guard count <= budget.remaining / ValueCost.item else { throw tooLarge() }
  }

  private func tooLarge() -> ValueFailure {
    path.failure(
      "the whole takes more than \(budget.maximum) bytes (\(ValueCost.item) for each item, and its content)")
  }

  /// What should not happen, or want of memory.
  func unread() -> ValueFailure {
    cpy_clear_exception()
    return path.failure("the value could not be read; the program may have run out of memory")
  }

  // MARK: Scalars

  /// An int of any size.
  mutating func integer(_ object: BorrowedObject) throws(ValueFailure) {
    if let small = object.int64 { return writer.integer(small) }
    let length = object.intLength
    try charge(length - 1)
    guard let (magnitude, isNegative) = object.magnitude(length: length) else { throw unread() }
    let digits = magnitude.drop { $0 == 0 }
    if digits.count <= 8 {
      let value = digits.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return isNegative ? writer.negative(value) : writer.unsigned(value)
    }
    writer.tag(isNegative ? ValueTag.negativeInteger : ValueTag.positiveInteger)
    writer.byteString(copying: digits)
  }

  mutating func text(_ object: BorrowedObject) throws(ValueFailure) {
    guard let content = unsafe object.utf8 else {
      throw path.failure("the text has lone surrogates, which no UTF-8 can say")
    }
    try charge(content.count)
    unsafe writer.text(utf8: content)
  }

  /// Text that is no item of its own.
  mutating func name(_ name: String) throws(ValueFailure) {
    try charge(name.utf8.count)
    writer.text(name)
  }

  // MARK: Containers

  private mutating func sequence(
    _ object: BorrowedObject, _ types: ValueTypes, count: Int, item: (Int) -> BorrowedObject?
  ) throws(ValueFailure) {
    try path.enter(object)
    try expectRoom(forItems: count)
    writer.array(count)
    for index in 0..<count {
      path.step(.index(index))
      guard let item = item(index) else { throw unread() }
      try encode(item, types: types)
    }
    path.leave()
  }

  private mutating func dict(_ object: BorrowedObject, _ types: ValueTypes) throws(ValueFailure) {
    try path.enter(object)
    let count = object.dictCount
    try expectRoom(forItems: 2 * count)
    writer.map(count)
    var position = 0
    for _ in 0..<count {
      guard let (key, value) = object.dictEntry(&position) else { throw unread() }
      path.step(.member)
      try self.key(key, types)
      path.step(.key(key))
      try encode(value, types: types)
    }
    path.leave()
  }

  private mutating func set(
    _ object: BorrowedObject, tag: UInt64, _ types: ValueTypes
  ) throws(ValueFailure) {
    try path.enter(object)
    let count = object.setCount
    try expectRoom(forItems: count)
    writer.tag(tag)
    writer.array(count)
    guard let iterator = object.setIterator() else { throw unread() }
    for _ in 0..<count {
      guard let member = iterator.next(), let borrowed = member.borrowed else { throw unread() }
      try key(borrowed, types)
    }
    path.leave()
  }

  private mutating func key(_ object: BorrowedObject, _ types: ValueTypes) throws(ValueFailure) {
    keyDepth += 1
    try encode(object, types: types)
    keyDepth -= 1
  }
}
