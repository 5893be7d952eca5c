internal import BelljarWire
internal import CPythonShim

/// Objects of classes: those of the library that have a form of their own, dataclass instances and namedtuples by their
/// fields, and all others by their type's name.
extension ValueEncoder {
  mutating func instance(_ object: BorrowedObject, _ types: ValueTypes) throws(ValueFailure) {
    let type = object.type
    if type == types.decimal { return try decimal(object) }
    if type == types.fraction { return try fraction(object) }
    if type == types.uuid { return try uuid(object) }
    if object.isTuple, let fields = fieldsOfNamedTuple(object) {
      return try record(object, .namedTuple, names: fields, types) { index, _ in
        object.tupleItem(index)?.retained
      }
    }
    guard keyDepth == 0 else {
      throw path.failure("an object of class \(object.typeName) can be no dict's key and in no set when it crosses")
    }
    if let fields = fieldsOfDataclass(object) {
      return try record(object, .dataclass, names: fields, types) { _, name in object.stored(name) }
    }
    writer.tag(ValueTag.opaque)
    try name(object.typeName)
  }

  // MARK: The library's

  private mutating func decimal(_ object: BorrowedObject) throws(ValueFailure) {
    // The type is immutable, so this is the library's own method.
    guard let text = unsafe PythonObject(new: cpy_string_of(object.pointer))?.swiftText() else { throw unread() }
    writer.tag(ValueTag.decimal)
    // The program's context may ask for a small letter; no other text of a Decimal has one.
    try name(text.contains("e") ? String(text.map { $0 == "e" ? "E" : $0 }) : text)
  }

  /// An int that a slot holds, which the program may have changed.
  private func slot(_ name: String, of object: BorrowedObject) throws(ValueFailure) -> PythonObject {
    guard let value = object.stored(name), value.borrowed?.kind == cpy_kind_int else {
      throw path.failure("the object was changed: its '\(name)' is no int")
    }
    return value
  }

  private mutating func fraction(_ object: BorrowedObject) throws(ValueFailure) {
    let numerator = try slot("_numerator", of: object)
    let denominator = try slot("_denominator", of: object)
    guard let above = numerator.borrowed, let below = denominator.borrowed, below.isPositive else {
      throw path.failure("the object was changed: its '_denominator' is not positive")
    }
    writer.tag(ValueTag.fraction)
    writer.array(2)
    for part in [above, below] {
      try chargeItem()
      try integer(part)
    }
  }

  private mutating func uuid(_ object: BorrowedObject) throws(ValueFailure) {
    let number = try slot("int", of: object)
    guard let (bytes, isNegative) = number.borrowed?.magnitude(length: 17), !isNegative, bytes[0] == 0 else {
      throw path.failure("the object was changed: its 'int' is no number of 128 bits")
    }
    writer.tag(ValueTag.uuid)
    writer.byteString(copying: bytes.dropFirst())
  }

  // MARK: Records

  private mutating func record(
    _ object: BorrowedObject, _ kind: ValueTag.RecordKind, names: [String], _ types: ValueTypes,
    value: (Int, String) -> PythonObject?
  ) throws(ValueFailure) {
    try path.enter(object)
    writer.tag(ValueTag.record)
    writer.array(4)
    writer.unsigned(kind.rawValue)
    try name(object.typeName)
    writer.array(names.count)
    for field in names {
      try chargeItem()
      try name(field)
    }
    writer.array(names.count)
    for (index, field) in names.enumerated() {
      path.step(.field(field))
      guard let value = value(index, field), let borrowed = value.borrowed else {
        throw path.failure("the field has no value")
      }
      try encode(borrowed, types: types)
    }
    path.leave()
  }

  private static var maximumFields: Int { 1000 }

  /// The names that a class made by `namedtuple` keeps, if they are as many as the tuple's items.
  private func fieldsOfNamedTuple(_ object: BorrowedObject) -> [String]? {
    guard let fields = object.classEntry("_fields"), fields.kind == cpy_kind_tuple,
      fields.tupleCount == object.tupleCount, fields.tupleCount <= Self.maximumFields
    else { return nil }
    return names((0..<fields.tupleCount).map(fields.tupleItem))
  }

  /// The names that a class made by `dataclass` keeps, but for those without a value: ClassVar, InitVar, deleted ones.
  private func fieldsOfDataclass(_ object: BorrowedObject) -> [String]? {
    guard let fields = object.classEntry("__dataclass_fields__"), fields.kind == cpy_kind_dict,
      fields.dictCount <= Self.maximumFields
    else { return nil }
    var keys: [BorrowedObject?] = []
    var position = 0
    while let (key, _) = fields.dictEntry(&position) { keys.append(key) }
    return names(keys)?.filter { object.stored($0) != nil }
  }

  /// The texts of names, if they are strs and all different.
  private func names(_ names: [BorrowedObject?]) -> [String]? {
    var seen: Set<String> = []
    var result: [String] = []
    for name in names {
      guard let text = name?.text(limit: 256), seen.insert(text).inserted else { return nil }
      result.append(text)
    }
    return result
  }
}
