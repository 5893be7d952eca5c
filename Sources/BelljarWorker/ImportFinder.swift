internal import BelljarWire
internal import CPythonShim

/// The only finder on `sys.meta_path` once everything is imported. It finds nothing: what may be imported has been, and Python's
/// own finders would make any built-in or frozen module for whoever reaches them, past the program's `__import__`.
enum ImportFinder {
  /// Takes Python's own finders, hooks and paths away and puts this one in their place. False for want of memory.
  static func install() -> Bool {
    guard let finder = unsafe PythonObject(new: cpy_make_module("belljar.finder")),
      let dict = unsafe cpy_dict_of_module(finder.pointer),
      let find = unsafe PythonObject(
        new: cpy_make_bound_function("find_spec", "Refuses every import.", finder.pointer, find))
    else { return false }
    _ = unsafe cpy_dict_set(dict, "find_spec", find.pointer)
    let isDone = unsafe cpy_replace_finders(finder.pointer) == 0
    cpy_clear_exception()
    return isDone
  }

  /// `find_spec(name, path=None, target=None)`
  private static let find: cpy_function = { _, arguments, _ in
    let name = unsafe arguments.flatMap { unsafe cpy_tuple_count($0) > 0 ? cpy_tuple_item($0, 0) : nil }
    let module = unsafe BorrowedObject(name)?.text(limit: 256) ?? ""
    // The standard library tries modules that may not be there, and is to be told so in the usual way. So is a program that asks
    // for one that would be allowed.
    guard !GuardedImport.permits(module), unsafe cpy_import_is_foreign(NamespaceRefusals.library) == 1 else {
      unsafe cpy_raise("ModuleNotFoundError", "No module named '\(module)'")
      return nil
    }
    // What is no part of the standard library may try modules too, and catch no more than this.
    GuardedImport.refuse(module, as: "ModuleNotFoundError")
    return nil
  }
}
