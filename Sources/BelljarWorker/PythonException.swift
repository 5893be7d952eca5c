internal import BelljarWire
internal import CPythonShim

/// An exception taken from the interpreter, turned into texts.
struct TakenException: ~Copyable {
  let value: PythonObject

  /// Takes the exception that is set, if any.
  init?() {
    guard let value = unsafe PythonObject(new: cpy_take_exception()) else { return nil }
    self.value = value
  }

  borrowing func isInstance(of builtinName: String) -> Bool {
    unsafe cpy_exception_is(value.pointer, builtinName) == 1
  }

  /// One line, for the worker's own failures: "ModuleNotFoundError: No module named 'x'".
  borrowing func summary() -> String { "\(typeName()): \(message())" }

  /// The type as a traceback names it.
  borrowing func typeName() -> String {
    let type = unsafe cpy_exception_type(value.pointer)
    let name = unsafe PythonObject(new: cpy_type_name(type))?.swiftText(limit: Bound.name)
    let module = unsafe PythonObject(new: cpy_type_module(type))?.swiftText(limit: Bound.name)
    cpy_clear_exception()
    guard let module, module != "builtins", module != "__main__" else { return name ?? "?" }
    return "\(module).\(name ?? "?")"
  }

  /// `str()` of the exception. That may run the program's code; like CPython's own printer, a failure in it is said.
  borrowing func message() -> String {
    let text = unsafe PythonObject(new: cpy_string_of(value.pointer))?.swiftText(limit: Bound.message)
    cpy_clear_exception()
    return text ?? "<exception str() failed>"
  }

  /// The longest texts that a completion record carries, in bytes. A record must fit into a socket's buffer: the host
  /// reads it when the child has ended.
  private enum Bound {
    static let name = 1 << 10
    static let message = 1 << 14
    static let traceback = 1 << 16
  }

  /// Everything about the exception, its traceback written by Python's own `traceback` module.
  borrowing func record(by formatter: borrowing TracebackFormatter) -> ExceptionRecord {
    let type = typeName()
    let message = message()
    let traceback = formatter.format(value, limit: Bound.traceback)
    return ExceptionRecord(
      type: type, message: message, traceback: traceback ?? "\(type): \(message)\n")
  }
}

/// `traceback.format_exception`, held since before any program could replace it, and the cache that it reads source
/// lines from.
struct TracebackFormatter: ~Copyable {
  private let formatException: PythonObject
  private let lineCache: PythonObject

  init?() {
    guard let function = PythonObject.imported("traceback")?.attribute("format_exception"),
      let cache = PythonObject.imported("linecache")?.attribute("cache")
    else { return nil }
    formatException = function
    lineCache = cache
  }

  /// Makes the program's own lines known, so that no file is looked for.
  borrowing func remember(source: [UInt8], name: String) {
    defer { cpy_clear_exception() }
    // As linecache itself does it: the last line ends like the others, or its markers would be one column off.
    let ended = source.last == UInt8(ascii: "\n") ? source : source + [UInt8(ascii: "\n")]
    guard let text = PythonObject.text(String(decoding: ended, as: UTF8.self)),
      let keep = PythonObject.integer(1), let lines = unsafe text.attribute("splitlines")?.call(keep.pointer),
      let size = PythonObject.integer(0), let file = PythonObject.text(name)
    else { return }
    let items: [OpaquePointer?] = unsafe [size.pointer, cpy_none(), lines.pointer, file.pointer]
    let made = unsafe items.withUnsafeBufferPointer { unsafe cpy_tuple($0.baseAddress, $0.count) }
    guard let entry = unsafe PythonObject(new: made) else { return }
    _ = unsafe cpy_dict_set(lineCache.pointer, name, entry.pointer)
  }

  borrowing func format(_ exception: borrowing PythonObject, limit: Int) -> String? {
    defer { cpy_clear_exception() }
    guard let lines = unsafe formatException.call(exception.pointer), let empty = PythonObject.text(""),
      let text = unsafe empty.attribute("join")?.call(lines.pointer)
    else { return nil }
    return text.swiftText(limit: limit)
  }
}
