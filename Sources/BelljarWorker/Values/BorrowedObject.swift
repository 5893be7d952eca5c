internal import CPythonShim

/// A Python object that somebody else keeps alive for as long as this is used, as it is read to be encoded.
///
/// Nothing here calls a method of the object's class, and each property is for objects of exactly the kind that it speaks
/// of; so nothing here runs the program's code, and what keeps the object (the container it was found in) keeps it.
@safe struct BorrowedObject: Equatable {
  let pointer: OpaquePointer

  init?(_ pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = unsafe pointer
  }

  /// The same object. By hand: what the compiler writes is not marked as unsafe.
  static func == (left: BorrowedObject, right: BorrowedObject) -> Bool { unsafe left.pointer == right.pointer }

  var kind: cpy_kind { unsafe cpy_kind_of(pointer) }
  var type: BorrowedObject? { unsafe BorrowedObject(cpy_type(pointer)) }
  var isNone: Bool { unsafe cpy_is_none(pointer) == 1 }
  var isExactText: Bool { unsafe cpy_is_exact_str(pointer) == 1 }

  static var none: BorrowedObject? { unsafe BorrowedObject(cpy_none()) }

  /// A count of its own.
  var retained: PythonObject? { unsafe PythonObject(borrowed: pointer) }

  /// A str's text; lone surrogates as escapes.
  func text(limit: Int) -> String? { isExactText ? retained?.swiftText(limit: limit) : nil }
}

// MARK: Numbers and bytes

extension BorrowedObject {
  /// An int, if it fits.
  var int64: Int? {
    var value: Int64 = 0
    return unsafe cpy_int64(pointer, &value) == 1 ? Int(value) : nil
  }

  var isPositive: Bool { unsafe cpy_int_is_positive(pointer) == 1 }

  /// Bytes that hold an int and its sign.
  var intLength: Int { unsafe cpy_int_bit_count(pointer) / 8 + 1 }

  /// An int's magnitude, big-endian, of `-1 - n` for a negative n; nil if it takes more bytes.
  func magnitude(length: Int) -> (bytes: [UInt8], isNegative: Bool)? {
    defer { cpy_clear_exception() }
    var bytes = [UInt8](repeating: 0, count: length)
    var isNegative: CInt = 0
    let failure = unsafe bytes.withUnsafeMutableBufferPointer {
      unsafe cpy_int_magnitude(pointer, $0.baseAddress, length, &isNegative)
    }
    return failure == 0 ? (bytes, isNegative == 1) : nil
  }

  var float: Double { unsafe cpy_float(pointer) }

  var complex: (real: Double, imaginary: Double) {
    var (real, imaginary) = (0.0, 0.0)
    unsafe cpy_complex(pointer, &real, &imaginary)
    return (real, imaginary)
  }

  /// A str's UTF-8; nil if it has lone surrogates. The object keeps the bytes.
  var utf8: UnsafeRawBufferPointer? {
    var length = 0
    guard let start = unsafe cpy_utf8(pointer, &length) else {
      cpy_clear_exception()
      return nil
    }
    return unsafe UnsafeRawBufferPointer(start: start, count: length)
  }

  /// What a bytes object holds, and keeps.
  var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: cpy_bytes_start(pointer), count: cpy_bytes_length(pointer))
  }
}

// MARK: Containers

extension BorrowedObject {
  var isTuple: Bool { unsafe cpy_is_tuple(pointer) == 1 }
  var listCount: Int { unsafe cpy_list_count(pointer) }
  func listItem(_ index: Int) -> BorrowedObject? { unsafe BorrowedObject(cpy_list_item(pointer, index)) }
  var tupleCount: Int { unsafe cpy_tuple_count(pointer) }
  func tupleItem(_ index: Int) -> BorrowedObject? { unsafe BorrowedObject(cpy_tuple_item(pointer, index)) }
  var dictCount: Int { unsafe cpy_dict_count(pointer) }

  /// The entry at a position, which begins at 0 and is moved on.
  func dictEntry(_ position: inout Int) -> (key: BorrowedObject, value: BorrowedObject)? {
    var (key, value): (OpaquePointer?, OpaquePointer?) = (nil, nil)
    guard unsafe cpy_dict_next(pointer, &position, &key, &value) == 1, let key = unsafe BorrowedObject(key),
      let value = unsafe BorrowedObject(value)
    else { return nil }
    return (key, value)
  }

  var setCount: Int { unsafe cpy_set_count(pointer) }
  func setIterator() -> PythonObject? { unsafe PythonObject(new: cpy_iterator(pointer)) }
}

// MARK: Dates and times

extension BorrowedObject {
  func moment(_ kind: cpy_kind) -> cpy_moment {
    var parts = cpy_moment()
    unsafe cpy_moment_of(pointer, kind, &parts)
    return parts
  }

  /// Nil for a naive one.
  func zone(_ kind: cpy_kind) -> BorrowedObject? {
    guard let zone = unsafe BorrowedObject(cpy_tzinfo(pointer, kind)), !zone.isNone else { return nil }
    return zone
  }

  /// The offset that a `timezone` or `ZoneInfo` has at a moment, as a timedelta or None.
  func offset(at moment: BorrowedObject) -> PythonObject? {
    unsafe PythonObject(new: cpy_zone_offset(pointer, moment.pointer))
  }

  var timeDelta: (seconds: Int, microseconds: Int) {
    var (days, seconds, microseconds): (CInt, CInt, CInt) = (0, 0, 0)
    unsafe cpy_timedelta_of(pointer, &days, &seconds, &microseconds)
    return (Int(days) * 86_400 + Int(seconds), Int(microseconds))
  }
}

// MARK: Classes

extension BorrowedObject {
  /// What the class of an object, or one of its bases, has under a name in its own dict.
  func classEntry(_ name: String) -> BorrowedObject? {
    unsafe BorrowedObject(cpy_type_entry(cpy_type(pointer), name))
  }

  /// What an object keeps under a name, in a slot or in its dict.
  func stored(_ name: String) -> PythonObject? {
    guard let key = PythonObject.text(name) else { return nil }
    return unsafe PythonObject(new: cpy_stored_attribute(pointer, key.pointer))
  }

  /// `module.Class`, as the class itself keeps both.
  var typeName: String {
    defer { cpy_clear_exception() }
    let name = unsafe PythonObject(new: cpy_type_name(cpy_type(pointer)))?.swiftText(limit: 256) ?? "?"
    guard let module = classEntry("__module__")?.text(limit: 256), module != "builtins" else { return name }
    return "\(module).\(name)"
  }
}

extension PythonObject {
  /// For as long as this object lives.
  var borrowed: BorrowedObject? { unsafe BorrowedObject(pointer) }
}
