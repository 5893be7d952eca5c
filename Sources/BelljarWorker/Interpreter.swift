internal import BelljarWire
internal import CPythonShim

/// CPython, up and with everything imported that programs may need: nothing can be read from a disk afterwards.
enum Interpreter {
  /// Starts CPython and enters the interpreter that programs run in.
  static func start(_ kind: ImageDescription.Interpreter, allowsThreads: Bool) throws(StepFailure) {
    let library = StandardLibrary(version: version)
    do throws(StepFailure) {
      try unsafe attempt("start CPython") { unsafe cpy_start(library.home, $0, $1) }
    } catch {
      throw StepFailure(step: error.step, code: error.code, detail: "\(error.detail); \(library.advice)")
    }
    guard !allowsThreads || kind == .main || cpy_supports_threads() == 1 else {
      throw StepFailure(
        step: "allow threads", code: 0,
        detail: "an isolated subinterpreter has threads from CPython 3.12 on, and this is \(version)")
    }
    if kind == .subinterpreter {
      try unsafe attempt("create a subinterpreter") {
        unsafe cpy_enter_subinterpreter(allowsThreads ? 1 : 0, $0, $1)
      }
    }
  }

  static var version: String {
    unsafe String(cString: cpy_version())
  }

  /// Imports what the image names; each missing module is an error.
  static func importModules(_ modules: [String]) throws(StepFailure) {
    for module in modules {
      if PythonObject.imported(module) == nil {
        throw StepFailure(step: "import \(module)", code: 0, detail: takenSummary())
      }
    }
  }

  /// Imports all that is below packages, as far as it can be imported here: some is for other systems. Not `__main__`, which
  /// is a program.
  static func importSubmodules(of packages: [String]) throws(StepFailure) {
    guard !packages.isEmpty else { return }
    guard let search = PythonObject.imported("pkgutil")?.attribute("iter_modules") else {
      throw StepFailure(step: "import pkgutil", code: 0, detail: takenSummary())
    }
    var pending = packages
    while let package = pending.popLast() {
      guard let path = PythonObject.imported(package)?.attribute("__path__"),
        let prefix = PythonObject.text(package + "."),
        let found = unsafe search.call(path.pointer, prefix.pointer)
      else {
        cpy_clear_exception()
        continue
      }
      while let entry = found.next() {
        guard let name = entry.attribute("name")?.swiftText(), !name.hasSuffix(".__main__") else { continue }
        pending.append(name)
      }
      cpy_clear_exception()
    }
  }

  /// Imports what the standard library itself loads late. Which of these exist depends on the version.
  static func importLazyNeeds() {
    for module in lazyNeeds where PythonObject.imported(module) == nil { cpy_clear_exception() }
  }

  /// Where modules are looked for first, while they are imported. Kept no longer than that: see ``ImportFinder``.
  static func search(_ directories: [String]) throws(StepFailure) {
    for (index, directory) in directories.enumerated() {
      guard let path = PythonObject.text(directory), unsafe cpy_search_first(Int(index), path.pointer) == 0 else {
        throw StepFailure(step: "search \(directory)", code: 0, detail: takenSummary())
      }
    }
  }

  static func takenSummary() -> String {
    guard let exception = TakenException() else { return "unknown error" }
    return exception.summary()
  }

  /// Modules that allowed ones import on first use.
  static let lazyNeeds: [String] =
    [
      "_strptime", "_pylong", "_suggestions", "collections.abc", "html.entities", "html.parser", "linecache", "locale",
      "stringprep",
      "traceback", "warnings",
    ]
    + [
      "ascii", "base64_codec", "cp1251", "cp1252", "cp437", "hex_codec", "idna", "iso8859_15", "koi8_r", "latin_1",
      "punycode",
      "raw_unicode_escape", "rot_13", "shift_jis", "unicode_escape", "utf_16", "utf_16_be", "utf_16_le", "utf_32",
      "utf_32_be", "utf_32_le", "utf_7", "utf_8_sig",
    ].map { "encodings.\($0)" }

  private static func attempt(
    _ step: String, _ body: (UnsafeMutablePointer<CChar>?, Int) -> CInt
  ) throws(StepFailure) {
    var text = [CChar](repeating: 0, count: 256)
    let result = unsafe text.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress, $0.count) }
    guard result == 0 else {
      let detail = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw StepFailure(step: step, code: 0, detail: String(decoding: detail, as: UTF8.self))
    }
  }
}
