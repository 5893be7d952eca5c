internal import CPythonShim

/// A reference that owns one count of a Python object.
///
/// Invariant of every call here: the process's only thread holds the interpreter's GIL, from the start of the
/// interpreter to the end of the process.
@safe struct PythonObject: ~Copyable {
  let pointer: OpaquePointer

  /// Takes over a new reference; nil stands for a Python exception that is now set.
  init?(new pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  /// Adds a count to a borrowed reference.
  init?(borrowed pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    cpy_retain(pointer)
    self.pointer = pointer
  }

  deinit { cpy_release(pointer) }

  /// Gives the count away, to a caller that takes new references.
  consuming func release() -> OpaquePointer {
    let pointer = pointer
    discard self
    return pointer
  }
}

extension PythonObject {
  static func text(_ text: String) -> PythonObject? {
    var text = text
    let pointer = text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { cpy_text($0.baseAddress, $0.count) }
    }
    return PythonObject(new: pointer)
  }

  static func bytes(_ bytes: [UInt8]) -> PythonObject? {
    PythonObject(new: bytes.withUnsafeBufferPointer { cpy_bytes($0.baseAddress, $0.count) })
  }

  static func integer(_ value: Int) -> PythonObject? { PythonObject(new: cpy_integer(Int64(value))) }

  static func imported(_ module: String) -> PythonObject? { PythonObject(new: cpy_import(module)) }

  borrowing func attribute(_ name: String) -> PythonObject? {
    PythonObject(new: cpy_attribute(pointer, name))
  }

  /// Calls the object with positional arguments, which stay the caller's.
  borrowing func call(_ arguments: OpaquePointer...) -> PythonObject? {
    let arguments: [OpaquePointer?] = arguments
    return PythonObject(
      new: arguments.withUnsafeBufferPointer { cpy_call(pointer, $0.baseAddress, $0.count) })
  }

  /// The text of a str, cut to `limit` bytes; nil if the object is none.
  borrowing func swiftText(limit: Int = .max) -> String? {
    guard let bytes = PythonObject(new: cpy_text_bytes(pointer)) else {
      cpy_clear_exception()
      return nil
    }
    // The buffer lives as long as `bytes`, which outlives the copy made here.
    let start = UnsafeRawPointer(cpy_bytes_start(bytes.pointer))
    let count = min(cpy_bytes_length(bytes.pointer), limit)
    let buffer = UnsafeRawBufferPointer(start: start, count: count)
    return String(decoding: buffer, as: UTF8.self)
  }
}
