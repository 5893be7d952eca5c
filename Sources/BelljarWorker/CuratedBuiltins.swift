internal import BelljarWire
internal import CPythonShim

/// The builtins of a curated namespace: Python's own, less what the table leaves out and the policy denies.
enum CuratedBuiltins {
  /// Makes them, as a module that a program cannot change.
  ///
  /// A module, for the interpreter looks a builtin up in an exact dict only on its fast way, and takes a module's dict for that:
  /// a dict that refuses changes would cost every call of `len`.
  static func make(
    _ description: ImageDescription.NamespaceDescription, checksNames: Bool
  ) throws(StepFailure) -> PythonObject? {
    guard let builtins = unsafe cpy_builtins(), let curated = unsafe PythonObject(new: cpy_dict_copy(builtins))
    else { return nil }
    if checksNames { try GuardedBuiltins.replace(in: curated) }
    let allowed = Set(description.allowedBuiltins)
    let denied = Set(description.deniedBuiltins).subtracting(allowed)
    guard let importer = unsafe PythonObject(new: GuardedImport.makeFunction()),
      let help = unsafe PythonObject(new: Help.makeFunction())
    else { return nil }
    _ = unsafe cpy_dict_set(curated.pointer, "__import__", importer.pointer)
    _ = unsafe cpy_dict_set(curated.pointer, "help", help.pointer)
    for entry in BuiltinTable.entries where entry.treatment == .absent && !allowed.contains(entry.name) {
      guard remove(entry.name, because: entry.reason, from: curated) else { return nil }
    }
    for name in denied {
      guard remove(name, because: "the policy denies it", from: curated) else { return nil }
    }
    if !description.readablePaths.isEmpty, !denied.contains("open"), !allowed.contains("open") {
      guard let function = ReadOnlyOpen.make(for: description.readablePaths) else { return nil }
      _ = unsafe cpy_dict_set(curated.pointer, "open", function.pointer)
    }
    for name in ["exit", "quit"] where !denied.contains(name) {
      guard let text = PythonObject.text(name),
        let function = unsafe PythonObject(
          new: cpy_make_bound_function(
            name, "\(name)($module, code=None, /)\n--\n\nEnd the program.", text.pointer, Exit.call))
      else { return nil }
      _ = unsafe cpy_dict_set(curated.pointer, name, function.pointer)
    }
    for name in SiteText.names where allowed.contains(name) {
      guard let text = PythonObject.text(name),
        let function = unsafe PythonObject(
          new: cpy_make_bound_function(
            name, "\(name)($module)\n--\n\nPrint what Python says of it.", text.pointer, SiteText.call))
      else { return nil }
      _ = unsafe cpy_dict_set(curated.pointer, name, function.pointer)
    }
    guard let module = unsafe PythonObject(new: cpy_make_sealed_module("builtins", curated.pointer)),
      let names = unsafe cpy_dict_of_module(module.pointer)
    else { return nil }
    // A module begins with them.
    for name in ["__loader__", "__spec__"] { _ = unsafe cpy_dict_remove(names, name) }
    return module
  }

  /// Takes a builtin away. What was a function is one still, that says why when it is called: a program that asks for it at the
  /// wrong place is told so. What was not, is gone.
  private static func remove(
    _ name: String, because reason: String, from builtins: borrowing PythonObject
  ) -> Bool {
    let isDunder = name.hasPrefix("__")
    if unsafe cpy_dict_get(builtins.pointer, name) != nil { _ = unsafe cpy_dict_remove(builtins.pointer, name) }
    guard !isDunder, !BuiltinTable.exceptions.contains(name), BuiltinTable.reason(name) != nil else { return true }
    guard let text = PythonObject.text(name),
      let stub = unsafe PythonObject(
        new: cpy_make_bound_function(name, "\(name) is not allowed here: \(reason).", text.pointer, Absent.call))
    else { return false }
    return unsafe cpy_dict_set(builtins.pointer, name, stub.pointer) == 0
  }

  /// What stands where a builtin is missing.
  private enum Absent {
    static let call: cpy_function = { name, _, _ in
      let name = unsafe BorrowedObject(name)?.text(limit: 64) ?? "it"
      NamespaceRefusals.note(.builtin, name)
      let reason = BuiltinTable.reason(name).flatMap { BuiltinTable.treatment(of: name) == .absent ? $0 : nil }
      unsafe cpy_raise("PermissionError", "\(name)() is not allowed here: \(reason ?? "the policy denies it")")
      return nil
    }
  }

  /// `copyright()`, `credits()` and `license()`: Python's own read files.
  private enum SiteText {
    static let names = ["copyright", "credits", "license"]

    static let call: cpy_function = { name, _, _ in
      let text =
        switch unsafe BorrowedObject(name)?.text(limit: 16) {
        case "copyright": PythonObject.imported("sys")?.attribute("copyright")?.swiftText() ?? ""
        case "credits": "Python is made by its core team and thousands of contributors; see www.python.org."
        default: "See https://docs.python.org/3/license.html."
        }
      guard let line = PythonObject.text(text + "\n"), unsafe cpy_write_output(line.pointer) == 0 else { return nil }
      return unsafe PythonObject(borrowed: cpy_none())?.release()
    }
  }

  /// `exit()` and `quit()`, which `site` makes in a Python that has it.
  private enum Exit {
    static let call: cpy_function = { _, arguments, _ in
      unsafe cpy_raise_exit(arguments.flatMap { unsafe cpy_tuple_count($0) > 0 ? cpy_tuple_item($0, 0) : nil })
      return nil
    }
  }
}
