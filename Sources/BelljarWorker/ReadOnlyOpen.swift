internal import BelljarWire
internal import CPythonShim

/// The `open` of a curated namespace whose policy has readable paths: Python's own for what may be read, and a reason for all
/// else. What it lets through the kernel judges once more.
///
/// State is global because CPython calls a C function, which carries no context.
enum ReadOnlyOpen {
  nonisolated(unsafe) private static var original: BorrowedObject?
  nonisolated(unsafe) private static var paths: [String] = []

  private static let documentation = """
    open($module, file, mode='r', buffering=-1, encoding=None,
         errors=None, newline=None, closefd=True, opener=None)
    --

    Open a file for reading.
    """

  static func make(for paths: [String]) -> PythonObject? {
    guard let builtins = unsafe cpy_builtins(), let own = unsafe BorrowedObject(cpy_dict_get(builtins, "open")) else {
      return nil
    }
    // Kept for as long as the worker lives.
    unsafe cpy_retain(own.pointer)
    unsafe original = own
    unsafe self.paths = paths
    guard let name = PythonObject.text("open") else { return nil }
    return unsafe PythonObject(
      new: cpy_make_bound_function("open", documentation, name.pointer) { _, arguments, keywords in
        unsafe ReadOnlyOpen.call(arguments, keywords)
      })
  }

  private static func call(_ arguments: OpaquePointer?, _ keywords: OpaquePointer?) -> OpaquePointer? {
    guard let original = unsafe original, let arguments = unsafe BorrowedObject(arguments) else { return nil }
    func argument(_ position: Int, _ name: String) -> BorrowedObject? {
      if arguments.tupleCount > position { return arguments.tupleItem(position) }
      return unsafe keywords.flatMap { unsafe BorrowedObject(cpy_dict_get($0, name)) }
    }
    guard let file = argument(0, "file") else {
      unsafe cpy_raise("TypeError", "open() missing required argument 'file' (pos 1)")
      return nil
    }
    if let mode = argument(1, "mode")?.text(limit: 64), mode.contains(where: "wax+".contains) {
      NamespaceRefusals.note(.fileMode, mode)
      unsafe cpy_raise(
        "PermissionError",
        "open() with mode '\(mode)' is not allowed here: files are for reading alone, 'r', 'rt' or 'rb'")
      return nil
    }
    guard argument(7, "opener")?.isNone != false else {
      NamespaceRefusals.note(.builtin, "open")
      unsafe cpy_raise("PermissionError", "open() with an opener is not allowed here: it takes a path that may be read")
      return nil
    }
    // Asked once: what a path-like object answers next time may be another path.
    guard let path = unsafe PythonObject(new: cpy_path_of(file.pointer)) else { return nil }
    if let text = path.borrowed?.pathText, !permits(text) {
      NamespaceRefusals.note(.path, text)
      unsafe cpy_raise(
        "PermissionError", "'\(text)' is not allowed here: what may be read is \(paths.joined(separator: ", "))")
      return nil
    }
    return unsafe open(path, with: original, arguments, keywords)
  }

  /// Python's own, with the path that was looked at.
  private static func open(
    _ path: borrowing PythonObject, with original: BorrowedObject, _ arguments: BorrowedObject,
    _ keywords: OpaquePointer?
  ) -> OpaquePointer? {
    var positional: [OpaquePointer?] = unsafe [path.pointer]
    for index in 1..<max(1, arguments.tupleCount) { unsafe positional.append(arguments.tupleItem(index)?.pointer) }
    let made = unsafe positional.withUnsafeBufferPointer { unsafe cpy_tuple($0.baseAddress, $0.count) }
    guard let tuple = unsafe PythonObject(new: made) else { return nil }
    guard let keywords = unsafe keywords, arguments.tupleCount == 0 else {
      return unsafe cpy_call_with_keywords(original.pointer, tuple.pointer, keywords)
    }
    guard let others = unsafe PythonObject(new: cpy_dict_copy(keywords)) else { return nil }
    _ = unsafe cpy_dict_remove(others.pointer, "file")
    return unsafe cpy_call_with_keywords(original.pointer, tuple.pointer, others.pointer)
  }

  /// By the path's text alone: where a link leads, the kernel knows.
  private static func permits(_ path: String) -> Bool {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    let plain = "/" + parts.joined(separator: "/")
    return unsafe paths.contains { plain == $0 || plain.hasPrefix($0 + "/") }
  }
}

extension BorrowedObject {
  /// A path's text; nil if it is no UTF-8, or has a NUL.
  fileprivate var pathText: String? {
    let text =
      switch kind {
      case cpy_kind_bytes: unsafe String(validating: bytes, as: UTF8.self)
      default: text(limit: .max)
      }
    return text?.utf8.contains(0) == true ? nil : text
  }
}
