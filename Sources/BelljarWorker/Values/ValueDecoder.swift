internal import BelljarWire
internal import CPythonShim

/// Makes Python objects of the wire's bytes, which come from the host.
///
/// Nil stands for a Python exception that is set: want of memory, or a value of a module that the image lacks.
struct ValueDecoder: ~Copyable {
  private var reader: CBORReader
  /// Read-only views instead of what could be changed: tuple for list, mapping proxy for dict, frozenset for set.
  let isFrozen: Bool
  private var depth = 0

  init(_ bytes: ArraySlice<UInt8>, isFrozen: Bool) {
    reader = CBORReader(bytes)
    self.isFrozen = isFrozen
  }

  /// How many names and values follow, each pair to be taken by ``text()`` and ``decode(types:)``.
  mutating func beginNames() -> Int? {
    guard case .map(let count)? = try? reader.next() else { return malformed() }
    return count
  }

  /// The arguments of a call: a tuple and a dict, neither of them read-only.
  mutating func decodeArguments(types: ValueTypes) -> Arguments? {
    guard case .tag(ValueTag.tuple)? = try? reader.next(), array() == 2,
      case .tag(ValueTag.tuple)? = try? reader.next(), let count = array(), let positional = tuple(count, types),
      let names = beginNames(), let named = dict(names, types)
    else { return nil }
    return Arguments(positional: positional, named: named)
  }

  struct Arguments: ~Copyable {
    let positional: PythonObject
    let named: PythonObject
  }

  /// A name.
  mutating func text() -> PythonObject? {
    guard let content = content() else { return nil }
    return PythonObject.text(utf8: content)
  }

  mutating func decode(types: ValueTypes) -> PythonObject? {
    // The host has counted as well; this keeps the stack from depending on it.
    guard depth <= 2 * ValueCost.maximumDepth, let head = try? reader.next() else { return malformed() }
    depth += 1
    defer { depth -= 1 }
    switch head {
    case .null: return unsafe PythonObject(borrowed: cpy_none())
    case .bool(let value): return unsafe PythonObject(new: cpy_bool(value ? 1 : 0))
    case .unsigned(let value): return unsafe PythonObject(new: cpy_unsigned(value))
    case .negative(let value): return integer(Self.bigEndian(value)[...], isNegative: true)
    case .double(let value): return unsafe PythonObject(new: cpy_make_float(value))
    case .text(let content): return PythonObject.text(utf8: content)
    case .bytes(let content): return PythonObject.bytes(content)
    case .array(let count): return isFrozen ? tuple(count, types) : list(count, types)
    case .map(let count): return isFrozen ? proxy(count, types) : dict(count, types)
    case .tag(let tag): return tagged(tag, types)
    }
  }

  private mutating func tagged(_ tag: UInt64, _ types: ValueTypes) -> PythonObject? {
    switch tag {
    case ValueTag.positiveInteger: return bytes().flatMap { integer($0, isNegative: false) }
    case ValueTag.negativeInteger: return bytes().flatMap { integer($0, isNegative: true) }
    case ValueTag.tuple: return array().flatMap { tuple($0, types) }
    case ValueTag.set: return array().flatMap { set($0, types, isFrozen: isFrozen) }
    case ValueTag.frozenSet: return array().flatMap { set($0, types, isFrozen: true) }
    case ValueTag.complex: return complex()
    case ValueTag.decimal: return decimal(types)
    case ValueTag.fraction: return fraction(types)
    case ValueTag.uuid: return uuid(types)
    case ValueTag.date: return date()
    case ValueTag.time: return time(types)
    case ValueTag.dateTime: return dateTime(zone: nil, types)
    case ValueTag.otherDateTime: return otherDateTime(types)
    case ValueTag.timeDelta: return timeDelta()
    default: return malformed()
    }
  }

  // MARK: Containers

  private mutating func list(_ count: Int, _ types: ValueTypes) -> PythonObject? {
    guard let list = unsafe PythonObject(new: cpy_make_list(count)) else { return nil }
    for index in 0..<count {
      guard let item = decode(types: types) else { return nil }
      unsafe cpy_list_fill(list.pointer, index, item.release())
    }
    return list
  }

  private mutating func tuple(_ count: Int, _ types: ValueTypes) -> PythonObject? {
    guard let tuple = unsafe PythonObject(new: cpy_make_tuple(count)) else { return nil }
    for index in 0..<count {
      guard let item = decode(types: types) else { return nil }
      unsafe cpy_tuple_fill(tuple.pointer, index, item.release())
    }
    return tuple
  }

  private mutating func dict(_ count: Int, _ types: ValueTypes) -> PythonObject? {
    guard let dict = unsafe PythonObject(new: cpy_make_dict()) else { return nil }
    for _ in 0..<count {
      guard let key = decode(types: types), let value = decode(types: types),
        unsafe cpy_dict_put(dict.pointer, key.pointer, value.pointer) == 0
      else { return nil }
    }
    guard unsafe cpy_dict_count(dict.pointer) == count else { return merged("keys of a dict") }
    return dict
  }

  private mutating func proxy(_ count: Int, _ types: ValueTypes) -> PythonObject? {
    guard let dict = dict(count, types) else { return nil }
    return unsafe PythonObject(new: cpy_make_proxy(dict.pointer))
  }

  private mutating func set(_ count: Int, _ types: ValueTypes, isFrozen: Bool) -> PythonObject? {
    guard let set = unsafe PythonObject(new: cpy_make_set(isFrozen ? 1 : 0)) else { return nil }
    for _ in 0..<count {
      guard let member = decode(types: types), unsafe cpy_set_add(set.pointer, member.pointer) == 0 else { return nil }
    }
    guard unsafe cpy_set_count(set.pointer) == count else { return merged("members of a set") }
    return set
  }

  // MARK: Numbers

  private func integer(_ magnitude: ArraySlice<UInt8>, isNegative: Bool) -> PythonObject? {
    let pointer = unsafe magnitude.withUnsafeBufferPointer {
      unsafe cpy_int_from_magnitude($0.baseAddress, $0.count, isNegative ? 1 : 0)
    }
    return unsafe PythonObject(new: pointer)
  }

  private static func bigEndian(_ value: UInt64) -> [UInt8] {
    (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private mutating func complex() -> PythonObject? {
    guard array() == 2, case .double(let real)? = try? reader.next(), case .double(let imaginary)? = try? reader.next()
    else { return malformed() }
    return unsafe PythonObject(new: cpy_make_complex(real, imaginary))
  }

  private mutating func fraction(_ types: ValueTypes) -> PythonObject? {
    guard array() == 2 else { return malformed() }
    guard let numerator = decode(types: types), let denominator = decode(types: types) else { return nil }
    guard let type = types.fraction?.retained else { return missing("fractions") }
    return unsafe type.call(numerator.pointer, denominator.pointer)
  }

  private mutating func uuid(_ types: ValueTypes) -> PythonObject? {
    guard let content = bytes(), let bytes = PythonObject.bytes(content),
      let hexadecimal = unsafe PythonObject(borrowed: cpy_none())
    else { return nil }
    guard let type = types.uuid?.retained else { return missing("uuid") }
    return unsafe type.call(hexadecimal.pointer, bytes.pointer)
  }

  private mutating func decimal(_ types: ValueTypes) -> PythonObject? {
    guard let text = decode(types: types) else { return nil }
    guard let type = types.decimal?.retained else { return missing("decimal") }
    return unsafe type.call(text.pointer)
  }

  // MARK: Dates and times

  private mutating func date() -> PythonObject? {
    guard let date = content().flatMap({ CivilDate(utf8: $0) }) else { return malformed() }
    return unsafe PythonObject(new: cpy_make_date(CInt(date.year), CInt(date.month), CInt(date.day)))
  }

  private mutating func time(_ types: ValueTypes) -> PythonObject? {
    guard let time = content().flatMap({ CivilTime(utf8: $0) }) else { return malformed() }
    guard let zone = zone(offset: time.offset) else { return nil }
    var moment = Self.moment(nil, time)
    return unsafe PythonObject(new: cpy_make_time(&moment, zone.pointer))
  }

  private mutating func otherDateTime(_ types: ValueTypes) -> PythonObject? {
    guard array() == 2, let content = content(), let moment = CivilDateTime(utf8: content) else { return malformed() }
    switch try? reader.next() {
    case .null: return dateTime(moment, zone: nil, types)
    case .text(let name): return dateTime(moment, zone: PythonObject.text(utf8: name), types)
    default: return malformed()
    }
  }

  private mutating func dateTime(zone: consuming PythonObject?, _ types: ValueTypes) -> PythonObject? {
    guard let moment = content().flatMap({ CivilDateTime(utf8: $0) }) else { return malformed() }
    return dateTime(moment, zone: zone, types)
  }

  /// In a named zone if the image has `zoneinfo` and the zone that offset then, else at the offset alone.
  private func dateTime(
    _ civil: CivilDateTime, zone name: consuming PythonObject?, _ types: ValueTypes
  ) -> PythonObject? {
    var moment = Self.moment(civil.date, civil.time)
    if let name, let zone = unsafe types.zoneInfo?.retained?.call(name.pointer) {
      // Of a time that the zone's clocks show twice the offset says which is meant.
      for fold in 0...1 as ClosedRange<CInt> {
        moment.fold = fold
        guard let made = unsafe PythonObject(new: cpy_make_datetime(&moment, zone.pointer)) else { return nil }
        if civil.time.offset == nil || Self.offset(of: zone, at: made) == civil.time.offset { return made }
      }
      moment.fold = 0
    }
    cpy_clear_exception()
    guard let zone = zone(offset: civil.time.offset) else { return nil }
    return unsafe PythonObject(new: cpy_make_datetime(&moment, zone.pointer))
  }

  private static func offset(of zone: borrowing PythonObject, at moment: borrowing PythonObject) -> Int? {
    guard let zone = zone.borrowed, let moment = moment.borrowed, let offset = zone.offset(at: moment),
      let difference = offset.borrowed, difference.kind == cpy_kind_timedelta
    else { return nil }
    return difference.timeDelta.seconds
  }

  private func zone(offset: Int?) -> PythonObject? {
    guard let offset else { return unsafe PythonObject(borrowed: cpy_none()) }
    return unsafe PythonObject(new: cpy_make_timezone(CInt(offset)))
  }

  private static func moment(_ date: CivilDate?, _ time: CivilTime) -> cpy_moment {
    cpy_moment(
      year: CInt(date?.year ?? 0), month: CInt(date?.month ?? 0), day: CInt(date?.day ?? 0), hour: CInt(time.hour),
      minute: CInt(time.minute), second: CInt(time.second), microsecond: CInt(time.microsecond), fold: 0)
  }

  private mutating func timeDelta() -> PythonObject? {
    guard case .map(2)? = try? reader.next(), number() != nil, let seconds = number(), number() != nil,
      let microseconds = number(), let days = CInt(exactly: (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400)
    else { return malformed() }
    return unsafe PythonObject(
      new: cpy_make_timedelta(days, CInt((seconds % 86_400 + 86_400) % 86_400), CInt(clamping: microseconds)))
  }

  // MARK: Parts

  private mutating func number() -> Int? {
    switch try? reader.next() {
    case .unsigned(let value): Int(exactly: value)
    case .negative(let value): Int(exactly: value).map { -1 - $0 }
    default: nil
    }
  }

  private mutating func array() -> Int? {
    guard case .array(let count)? = try? reader.next() else { return malformed() }
    return count
  }

  private mutating func bytes() -> ArraySlice<UInt8>? {
    guard case .bytes(let content)? = try? reader.next() else { return malformed() }
    return content
  }

  private mutating func content() -> ArraySlice<UInt8>? {
    guard case .text(let content)? = try? reader.next() else { return malformed() }
    return content
  }

  private func malformed<Result: ~Copyable>() -> Result? {
    unsafe cpy_raise("SystemError", "a value of the host's is malformed")
    return nil
  }

  private func merged(_ what: String) -> PythonObject? {
    unsafe cpy_raise("TypeError", "two \(what) of the host's are equal in Python, as 1, 1.0 and True are")
    return nil
  }

  private func missing(_ module: String) -> PythonObject? {
    unsafe cpy_raise("TypeError", "a value needs the module '\(module)', which this sandbox's policy does not allow")
    return nil
  }
}
