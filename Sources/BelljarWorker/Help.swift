internal import CPythonShim

/// The `help` of a curated namespace: prints an object's docstring. CPython's own is made by `site` and needs files.
enum Help {
  static func makeFunction() -> OpaquePointer? {
    unsafe cpy_make_function("help") { _, arguments, _ in unsafe Help.call(arguments) }
  }

  private static func call(_ arguments: OpaquePointer?) -> OpaquePointer? {
    guard let arguments = unsafe BorrowedObject(arguments), arguments.tupleCount == 1,
      let object = arguments.tupleItem(0)?.retained
    else {
      unsafe cpy_raise("TypeError", "help() takes one object; dir() lists the names that there are")
      return nil
    }
    // The program asks, so its own attribute lookup may answer.
    guard let documentation = object.attribute("__doc__") else { return nil }
    let text = documentation.borrowed?.text(limit: 1 << 16) ?? "there is no documentation"
    guard let line = PythonObject.text(text.hasSuffix("\n") ? text : text + "\n"),
      unsafe cpy_write_output(line.pointer) == 0
    else { return nil }
    return unsafe PythonObject(borrowed: cpy_none())?.release()
  }
}
