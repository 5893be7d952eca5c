internal import BelljarWire

/// Values that hold values.
extension ValueWriter {
  mutating func write(_ items: [PythonValue], tag: UInt64?, depth: Int) throws(Failure) {
    try enter(depth, items: items.count)
    if let tag { writer.tag(tag) }
    writer.array(items.count)
    for (index, item) in items.enumerated() { try write(item, depth: depth + 1, at: .index(index)) }
  }

  mutating func write(_ items: Set<PythonValue>, tag: UInt64, depth: Int) throws(Failure) {
    try enter(depth, items: items.count)
    writer.tag(tag)
    writer.array(items.count)
    for item in items {
      try requireHashable(item, "an element of a set", at: .element)
      try write(item, depth: depth + 1, at: .element)
    }
  }

  mutating func write(_ entries: PythonDictionary, depth: Int) throws(Failure) {
    // No array is as long as to overflow this.
    try enter(depth, items: 2 * entries.count)
    writer.map(entries.count)
    for entry in entries {
      try requireHashable(entry.key, "a dict's key", at: .keyItself)
      try write(entry.key, depth: depth + 1, at: .keyItself)
      try write(entry.value, depth: depth + 1, at: .key(entry.key))
    }
  }

  mutating func write(_ record: PythonRecord, depth: Int) throws(Failure) {
    guard allowsOpaque else {
      throw unsupported(
        "a \(record.typeName) crosses by its fields alone, and cannot go back: its class is the program's; pass a dict")
    }
    try enter(depth, items: 2 * record.fields.count)
    try charge(bytes: record.typeName.utf8.count)
    guard Set(record.fields.map(\.name)).count == record.fields.count else {
      throw unsupported("two fields of a \(record.typeName) have the same name")
    }
    let kind: ValueTag.RecordKind = record.kind == .dataclass ? .dataclass : .namedTuple
    writer.tag(ValueTag.record)
    writer.array(4)
    writer.unsigned(kind.rawValue)
    writer.text(record.typeName)
    writer.array(record.fields.count)
    for field in record.fields {
      try charge(bytes: field.name.utf8.count)
      writer.text(field.name)
    }
    writer.array(record.fields.count)
    for field in record.fields { try write(field.value, depth: depth + 1, at: .field(field.name)) }
  }

  private mutating func write(_ value: PythonValue, depth: Int, at step: @autoclosure () -> ValuePathStep)
    throws(Failure)
  {
    do throws(Failure) {
      try write(value, depth: depth)
    } catch {
      throw error.under(step())
    }
  }

  private mutating func enter(_ depth: Int, items count: Int) throws(Failure) {
    guard depth < ValueCost.maximumDepth else {
      throw unsupported("values nest deeper than \(ValueCost.maximumDepth) levels, which is as deep as they may")
    }
    try charge(items: count)
  }

  private func requireHashable(_ value: PythonValue, _ place: String, at step: ValuePathStep) throws(Failure) {
    guard value.isHashable else {
      throw unsupported(value.cannotBe(place)).under(step)
    }
  }
}
