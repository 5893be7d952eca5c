internal import CPythonShim

/// What a prompt does with the value of each expression: it is shown, and kept as `_`. Python's own hook keeps it among the
/// builtins, which a curated namespace does not look up there.
enum DisplayHook {
  /// Puts it in the place of Python's own. False for want of memory.
  ///
  /// Before each statement, for the last may have put another there; but made once, for there is room for so many functions
  /// and no more.
  static func install() -> Bool {
    if unsafe hook == nil { unsafe hook = cpy_make_function("displayhook", show) }
    guard let hook = unsafe hook else { return false }
    return unsafe cpy_set_display_hook(hook) == 0
  }

  nonisolated(unsafe) private static var hook: OpaquePointer?

  private static let show: cpy_function = { _, arguments, _ in
    guard let arguments = unsafe BorrowedObject(arguments), arguments.tupleCount == 1,
      let value = arguments.tupleItem(0)?.retained
    else {
      unsafe cpy_raise("TypeError", "displayhook() takes one object")
      return nil
    }
    if unsafe cpy_is_none(value.pointer) == 0 {
      guard let main = unsafe cpy_module_dict("__main__"), unsafe cpy_dict_set(main, "_", value.pointer) == 0,
        unsafe cpy_display(value.pointer) == 0
      else { return nil }
    }
    return unsafe PythonObject(borrowed: cpy_none())?.release()
  }
}
