internal import BelljarWire
internal import CPythonShim

/// The `__import__` of a curated namespace. Library code keeps the interpreter's own, so that what it needs late still
/// works.
///
/// State is global because CPython calls a C function, which carries no context; the worker has one thread and one
/// image.
enum GuardedImport {
  nonisolated(unsafe) private static var allowed: [String: ImageDescription.ModuleGrant] = [:]
  nonisolated(unsafe) private static var allowedText = ""
  nonisolated(unsafe) private static var original: OpaquePointer?
  /// The standard library's modules: who names one of them has not mistyped another.
  nonisolated(unsafe) private static var standardNames: OpaquePointer?

  /// The module of the host's functions, while a program has some.
  nonisolated(unsafe) static var functionModule: (name: String, module: OpaquePointer)?

  /// Modules that C code of the standard library imports when it needs them; the last four are what `pickle` writes names of.
  private static let helpers: Set<String> = [
    "_strptime", "_pylong", "warnings", "locale", "traceback", "__main__", "_codecs", "builtins", "copyreg",
  ]

  static func prepare(allowed modules: [ImageDescription.ModuleGrant]) {
    unsafe allowed = Dictionary(modules.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    for grant in modules {
      for name in ModuleFacades.aliases(in: grant) where unsafe allowed[name] == nil {
        unsafe allowed[name] = ImageDescription.ModuleGrant(name: name, hasSubmodules: false)
      }
    }
    unsafe allowedText = modules.map { $0.hasSubmodules ? "\($0.name).*" : $0.name }.sorted().joined(separator: ", ")
    unsafe standardNames = unsafe PythonObject.imported("sys")?.attribute("stdlib_module_names")?.release()
    unsafe original = unsafe cpy_builtins().flatMap { unsafe cpy_dict_get($0, "__import__") }
  }

  static func makeFunction() -> OpaquePointer? {
    unsafe cpy_make_function("__import__") { _, arguments, keywords in
      unsafe GuardedImport.call(arguments: arguments, keywords: keywords)
    }
  }

  /// `__import__(name, globals=None, locals=None, fromlist=(), level=0)`; always a new reference, or NULL.
  private static func call(arguments: OpaquePointer?, keywords: OpaquePointer?) -> OpaquePointer? {
    guard let arguments = unsafe arguments, let original = unsafe original else { return nil }
    let positional = unsafe cpy_tuple_count(arguments)
    let named = unsafe keywords.flatMap { unsafe cpy_dict_get($0, "name") }
    guard let nameObject = unsafe positional > 0 ? cpy_tuple_item(arguments, 0) : named,
      let name = unsafe PythonObject(borrowed: nameObject)?.swiftText(limit: 256)
    else {
      unsafe cpy_raise("TypeError", "__import__() argument 1 must be str")
      return nil
    }
    if let own = unsafe functionModule, unsafe own.name == name {
      return unsafe PythonObject(borrowed: own.module)?.release()
    }
    guard permits(name) else {
      if unsafe isLookup(arguments), isLibraryNeed(name), unsafe cpy_imported_module(name) != nil {
        return unsafe PythonObject(borrowed: cpy_none())?.release()
      }
      refuse(name)
      return nil
    }
    if let facade = unsafe ModuleFacades.facade(of: name) {
      let names =
        unsafe positional > 3 ? cpy_tuple_item(arguments, 3) : keywords.flatMap { unsafe cpy_dict_get($0, "fromlist") }
      let hasNames = unsafe names.map { unsafe cpy_is_true($0) } ?? 0
      guard hasNames >= 0 else { return nil }
      let top = name.split(separator: ".").first.map(String.init) ?? name
      let given = unsafe hasNames == 1 ? facade : ModuleFacades.facade(of: top)
      return unsafe PythonObject(borrowed: given ?? facade)?.release()
    }
    // What it runs is the library's code, though the frame that asks is the program's.
    let wasAuditing = cpy_set_auditing(0)
    defer { _ = cpy_set_auditing(wasAuditing) }
    return unsafe cpy_call_with_keywords(original, arguments, keywords)
  }

  /// By an entry of its own, or one with `.*` above it. A package above an allowed module can be imported, for Python imports
  /// it first.
  static func permits(_ name: String) -> Bool {
    if unsafe allowed[name] != nil { return true }
    var prefix = name[...]
    while let dot = prefix.lastIndex(of: ".") {
      prefix = prefix[..<dot]
      if unsafe allowed[String(prefix)]?.hasSubmodules == true { return true }
    }
    return false
  }

  /// Whether C code asks, in the name of the frame that calls it, which is the program's: `pickle` for the module of what it
  /// pickles, `time.strptime` for what it is written in. `PyImport_Import` asks in this form, drops the answer, and takes the
  /// module from `sys.modules`: so a program that asks in the same form gains nothing by it.
  private static func isLookup(_ arguments: OpaquePointer) -> Bool {
    guard unsafe cpy_tuple_count(arguments) == 5, let names = unsafe BorrowedObject(cpy_tuple_item(arguments, 3)) else {
      return false
    }
    return unsafe cpy_tuple_item(arguments, 1) == cpy_tuple_item(arguments, 2) && names.kind == cpy_kind_list
      && names.listCount == 0
  }

  /// Whether a module is one that an allowed one is made of: `_operator`, which is where `operator`'s functions say they are
  /// from.
  private static func isLibraryNeed(_ name: String) -> Bool {
    if helpers.contains(name) { return true }
    guard name.hasPrefix("_"), let grant = unsafe allowed[String(name.dropFirst())] else { return false }
    return grant.symbols.isEmpty
  }

  static func refuse(_ name: String, as exception: String = "ImportError") {
    NamespaceRefusals.note(.importing, name)
    let nearest = isStandard(name) ? nil : unsafe NearestName.of(name, among: allowed.keys)
    let advice = nearest.map { "; did you mean '\($0)'?" } ?? ""
    unsafe cpy_raise(exception, unsafe "import of '\(name)' is not allowed here\(advice); allowed: \(allowedText)")
  }

  private static func isStandard(_ name: String) -> Bool {
    guard let names = unsafe standardNames,
      let text = PythonObject.text(name.split(separator: ".").first.map(String.init) ?? name)
    else { return false }
    return unsafe cpy_contains(names, text.pointer) == 1
  }
}
