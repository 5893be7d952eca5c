internal import BelljarWire
internal import CPythonShim

/// Attributes by which objects lead to code and frames, hidden from the program's own code and not from the library's.
///
/// To delete them from the built-in types breaks the library: dataclasses read `__code__`, ABCs `__subclasses__`. So their
/// descriptors are replaced by ones that ask whose code is running.
enum HiddenAttributes {
  private struct Entry {
    /// The type's name in `types`, or in `builtins`.
    let type: String
    let names: [String]
  }

  /// What a type leads to by them: names and values of the library's modules, and code that can be changed or made anew.
  private static let entries = [
    Entry(
      type: "FunctionType",
      names: ["__builtins__", "__closure__", "__code__", "__defaults__", "__globals__", "__kwdefaults__"]),
    Entry(type: "MethodType", names: ["__func__"]),
    // The module of a built-in function, `builtins` among them.
    Entry(type: "BuiltinFunctionType", names: ["__self__"]),
    Entry(type: "CellType", names: ["cell_contents"]),
    Entry(
      type: "FrameType", names: ["f_back", "f_builtins", "f_code", "f_generator", "f_globals", "f_locals", "f_trace"]),
    Entry(type: "GeneratorType", names: ["gi_code", "gi_frame"]),
    Entry(type: "CoroutineType", names: ["cr_code", "cr_frame"]),
    Entry(type: "AsyncGeneratorType", names: ["ag_code", "ag_frame"]),
    Entry(type: "TracebackType", names: ["tb_frame", "tb_next"]),
    Entry(type: "CodeType", names: ["replace", "__replace__"]),
    // Upwards, by `__mro__` and `__bases__`, is only `object`, which every program has; and `dir` reads them in the name of
    // the frame that calls it.
    Entry(type: "type", names: ["__subclasses__"]),
  ]

  /// What changes a dict in place, other than an assignment to an item and its deletion.
  private static let dictMethods = Entry(type: "dict", names: ["clear", "pop", "popitem", "setdefault", "update"])

  /// Functions of the library that read attributes which their caller names.
  private static let readers: [(module: String, path: [String])] = [
    ("string", ["Formatter", "get_field"]), ("functools", ["update_wrapper"]), ("copy", ["replace"]),
    ("inspect", ["getattr_static"]), ("inspect", ["getclosurevars"]), ("inspect", ["getmembers"]),
    ("inspect", ["_getmembers"]), ("inspect", ["unwrap"]),
  ]

  /// To be called when everything is imported: the code that exists then is the library's.
  static func hide(dictMethods hidesDictMethods: Bool) throws(StepFailure) {
    for (module, path) in readers where unsafe cpy_imported_module(module) != nil {
      var object = PythonObject.imported(module)
      for name in path { object = object.take()?.attribute(name) }
      if case .some(let function) = object { unsafe cpy_name_reader(function.pointer) }
    }
    cpy_clear_exception()
    guard cpy_trust_existing_code() == 0 else { throw failure() }
    for entry in entries { try hide(entry, fromReaders: true) }
    // Readers change dicts of their own.
    if hidesDictMethods { try hide(dictMethods, fromReaders: false) }
    for type in ["CodeType", "FunctionType"] {
      let type = try find(type)
      unsafe cpy_guard_constructor(type.pointer) { name in unsafe HiddenAttributes.note(name) }
    }
  }

  private static func hide(_ entry: Entry, fromReaders: Bool) throws(StepFailure) {
    let type = try find(entry.type)
    for name in entry.names {
      guard
        unsafe cpy_hide_attribute(
          type.pointer, name, fromReaders ? 1 : 0, { name in unsafe HiddenAttributes.note(name) }) >= 0
      else {
        throw failure()
      }
    }
  }

  private static func find(_ type: String) throws(StepFailure) -> PythonObject {
    if let found = unsafe cpy_builtins().flatMap({ unsafe PythonObject(borrowed: cpy_dict_get($0, type)) }) {
      return found
    }
    guard let found = PythonObject.imported("types")?.attribute(type) else { throw failure() }
    return found
  }

  private static func note(_ name: UnsafePointer<CChar>?) {
    guard let name = unsafe name else { return }
    unsafe NamespaceRefusals.note(.attribute, String(cString: name))
  }

  private static func failure() -> StepFailure {
    StepFailure(step: "hide attributes", code: 0, detail: Interpreter.takenSummary())
  }
}
