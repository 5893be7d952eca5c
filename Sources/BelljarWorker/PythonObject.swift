internal import CPythonShim

/// A reference that owns one count of a Python object.
///
/// Invariant of every call here: the process's only thread holds the interpreter's GIL, from the start of the
/// interpreter to the end of the process.
@safe struct PythonObject: ~Copyable {
  let pointer: OpaquePointer

  /// Takes over a new reference; nil stands for a Python exception that is now set.
  init?(new pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = unsafe pointer
  }

  /// Adds a count to a borrowed reference.
  init?(borrowed pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return nil }
    unsafe cpy_retain(pointer)
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe cpy_release(pointer) }

  /// Gives the count away, to a caller that takes new references.
  consuming func release() -> OpaquePointer {
    let pointer = unsafe pointer
    discard self
    return unsafe pointer
  }
}

extension PythonObject {
  static func text(_ text: String) -> PythonObject? {
    var text = text
    let pointer = text.withUTF8 { utf8 in
      unsafe utf8.withMemoryRebound(to: CChar.self) { unsafe cpy_text($0.baseAddress, $0.count) }
    }
    return unsafe PythonObject(new: pointer)
  }

  static func text(utf8: ArraySlice<UInt8>) -> PythonObject? {
    let pointer = unsafe utf8.withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe cpy_text($0.baseAddress, $0.count) }
    }
    return unsafe PythonObject(new: pointer)
  }

  static func bytes(_ bytes: ArraySlice<UInt8>) -> PythonObject? {
    let pointer = unsafe bytes.withUnsafeBufferPointer { unsafe cpy_bytes($0.baseAddress, $0.count) }
    return unsafe PythonObject(new: pointer)
  }

  static func integer(_ value: Int) -> PythonObject? { unsafe PythonObject(new: cpy_integer(Int64(value))) }

  static func imported(_ module: String) -> PythonObject? { unsafe PythonObject(new: cpy_import(module)) }

  borrowing func attribute(_ name: String) -> PythonObject? {
    unsafe PythonObject(new: cpy_attribute(pointer, name))
  }

  /// Calls the object with positional arguments, which stay the caller's.
  borrowing func call(_ arguments: OpaquePointer...) -> PythonObject? {
    let arguments: [OpaquePointer?] = unsafe arguments
    return unsafe PythonObject(
      new: arguments.withUnsafeBufferPointer { unsafe cpy_call(pointer, $0.baseAddress, $0.count) })
  }

  /// An iterator's next item; nil at its end.
  borrowing func next() -> PythonObject? { unsafe PythonObject(new: cpy_iterator_next(pointer)) }

  /// The text of a str, cut to `limit` bytes; nil if the object is none.
  borrowing func swiftText(limit: Int = .max) -> String? {
    guard let bytes = unsafe PythonObject(new: cpy_text_bytes(pointer)) else {
      cpy_clear_exception()
      return nil
    }
    // The buffer lives as long as `bytes`, which outlives the copy made here.
    let start = unsafe UnsafeRawPointer(cpy_bytes_start(bytes.pointer))
    let count = unsafe min(cpy_bytes_length(bytes.pointer), limit)
    let buffer = unsafe UnsafeRawBufferPointer(start: start, count: count)
    return unsafe String(decoding: buffer, as: UTF8.self)
  }
}
