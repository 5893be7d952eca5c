internal import BelljarWire
internal import CPythonShim

/// What a program gets in place of a module: a module of the same name with some of its names.
///
/// A library's module leads to all that the library itself has imported: `json.codecs.builtins.open`. A facade has the names
/// that the policy chose, or all but modules that are not allowed and what the import system keeps there. What a program sets on
/// it changes the program's own view.
///
/// State is global because CPython calls a C function, which carries no context; the worker has one image.
enum ModuleFacades {
  /// By the modules' names. Kept for ever.
  nonisolated(unsafe) private static var facades: [String: OpaquePointer] = unsafe [:]
  nonisolated(unsafe) private static var symbols: [String: [String]] = [:]

  /// What leads from a module past the allowlist: to loaders, and to the uncurated builtins.
  private static let hidden: Set<String> = ["__loader__", "__spec__", "__builtins__", "__cached__"]

  /// Makes facades of the modules whose symbols were chosen, or of all.
  ///
  /// - Parameters:
  ///   - grants: What the policy allows; imported already.
  ///   - ofAll: Whether a module that is allowed as a whole has a facade too.
  ///   - isAllowed: Whether a module may be imported, by its name.
  /// - Returns: False for want of memory.
  static func make(_ grants: [ImageDescription.ModuleGrant], ofAll: Bool, isAllowed: (String) -> Bool) -> Bool {
    for grant in grants where !grant.symbols.isEmpty { unsafe symbols[grant.name] = grant.symbols }
    var names = Set(grants.filter { ofAll || !$0.symbols.isEmpty }.map(\.name))
    for grant in grants where !grant.symbols.isEmpty { names.formUnion(aliases(in: grant)) }
    if ofAll {
      for name in loadedModules() where isAllowed(name) { names.insert(name) }
      // A package above an allowed module is what `import a.b` gives.
      for name in names { names.formUnion(parents(of: name)) }
      // What stands in sys.modules need be no module: `typing.io` is a class, and leads nowhere.
      names = names.filter { unsafe isModule($0) || symbols[$0] != nil }
    }
    for name in names.sorted() {
      guard let facade = unsafe PythonObject(new: cpy_make_module(name)) else { return false }
      unsafe facades[name] = facade.release()
    }
    for name in names where !fill(name, isAllowed: isAllowed) { return false }
    return true
  }

  /// What the program gets for `import name`, or for `from name import …`; borrowed. Nil if the module has no facade.
  static func facade(of name: String) -> OpaquePointer? { unsafe facades[name] }

  /// What a module that is no package offers as modules below it: `os.path`. A package's submodules are entries of their own.
  static func aliases(in grant: ImageDescription.ModuleGrant) -> [String] {
    guard let module = PythonObject.imported(grant.name), unsafe cpy_is_module(module.pointer) == 1,
      let names = unsafe BorrowedObject(cpy_dict_of_module(module.pointer)),
      unsafe cpy_dict_get(cpy_dict_of_module(module.pointer), "__path__") == nil
    else {
      cpy_clear_exception()
      return []
    }
    var position = 0
    var found: [String] = []
    while let (key, value) = names.dictEntry(&position) {
      guard unsafe cpy_is_module(value.pointer) == 1, let symbol = key.text(limit: 256),
        grant.symbols.isEmpty || grant.symbols.contains(symbol)
      else { continue }
      let name = "\(grant.name).\(symbol)"
      if unsafe cpy_imported_module(name) == value.pointer { found.append(name) }
    }
    return found
  }

  private static func isModule(_ name: String) -> Bool {
    unsafe cpy_imported_module(name).map { unsafe cpy_is_module($0) == 1 } ?? false
  }

  private static func parents(of name: String) -> [String] {
    let parts = name.split(separator: ".")
    return (1..<max(1, parts.count)).map { parts[..<$0].joined(separator: ".") }
  }

  private static func loadedModules() -> [String] {
    guard let modules = unsafe BorrowedObject(cpy_loaded_modules()) else { return [] }
    var position = 0
    var names: [String] = []
    while let (key, _) = modules.dictEntry(&position) {
      if let name = key.text(limit: 256) { names.append(name) }
    }
    return names
  }

  private static func fill(_ name: String, isAllowed: (String) -> Bool) -> Bool {
    guard let facade = unsafe facades[name], let target = unsafe cpy_dict_of_module(facade),
      let module = PythonObject.imported(name), unsafe cpy_is_module(module.pointer) == 1,
      let source = unsafe BorrowedObject(cpy_dict_of_module(module.pointer))
    else {
      cpy_clear_exception()
      return false
    }
    let chosen = unsafe symbols[name].map(Set.init)
    // A package that stands above an allowed module, and is not allowed, has that module and nothing else.
    let isWhole = isAllowed(name)
    var position = 0
    while let (key, value) = source.dictEntry(&position) {
      guard let symbol = key.text(limit: 256), !hidden.contains(symbol) else { continue }
      let isOwn = symbol.hasPrefix("__") && symbol.hasSuffix("__")
      guard isOwn || (isWhole && chosen?.contains(symbol) ?? true), symbol != "__all__" || chosen == nil else {
        continue
      }
      var value = unsafe value.pointer
      if unsafe cpy_is_module(value) == 1 {
        guard let inner = unsafe cpy_module_name(value).map({ unsafe String(cString: $0) }) else { continue }
        // `os.path` is known as posixpath to itself alone.
        if let replacement = unsafe facades["\(name).\(symbol)"] ?? facades[inner] {
          unsafe value = unsafe replacement
        } else if !(chosen?.contains(symbol) ?? false) {
          continue
        }
      }
      guard unsafe cpy_dict_set(target, symbol, value) == 0 else { return false }
    }
    // Submodules that stand in no attribute of their package's under their own name.
    let below = unsafe facades.filter { unsafe $0.key.hasPrefix(name + ".") }
    for unsafe(inner, replacement) in unsafe below {
      let rest = inner.dropFirst(name.count + 1)
      if !rest.contains("."), unsafe cpy_dict_set(target, String(rest), replacement) != 0 { return false }
    }
    guard let text = PythonObject.text(name),
      let lookup = unsafe PythonObject(
        new: cpy_make_bound_function("__getattr__", "Says what the module lacks.", text.pointer, Missing.call))
    else { return false }
    return unsafe cpy_dict_set(target, "__getattr__", lookup.pointer) == 0
  }

  /// A module's `__getattr__`, which is asked for what its dict has not.
  private enum Missing {
    static let call: cpy_function = { name, arguments, _ in
      guard let module = unsafe BorrowedObject(name)?.text(limit: 256), let arguments = unsafe arguments,
        unsafe cpy_tuple_count(arguments) == 1,
        let symbol = unsafe BorrowedObject(cpy_tuple_item(arguments, 0))?.text(limit: 256)
      else { return nil }
      let isDunder = symbol.hasPrefix("__") && symbol.hasSuffix("__")
      guard !isDunder, let original = PythonObject.imported(module), let value = original.attribute(symbol) else {
        cpy_clear_exception()
        unsafe cpy_raise("AttributeError", "module '\(module)' has no attribute '\(symbol)'")
        return nil
      }
      NamespaceRefusals.note(.importing, "\(module).\(symbol)")
      let chosen = unsafe ModuleFacades.symbols[module]
      let reason =
        chosen.map { "the policy allows of '\(module)': \($0.joined(separator: ", "))" }
        ?? "it is a module that the policy does not allow"
      // For a module `from … import` would look into sys.modules next, but for another exception.
      let type = unsafe cpy_is_module(value.pointer) == 1 ? "ImportError" : "AttributeError"
      unsafe cpy_raise(type, "'\(module).\(symbol)' is not allowed here; \(reason)")
      return nil
    }
  }
}
