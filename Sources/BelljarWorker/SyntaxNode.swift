internal import CPythonShim

/// A node of a syntax tree that the compiler has just made: what is in its own dict, read without a line of Python.
@safe struct SyntaxNode {
  let type: BorrowedObject
  let fields: [String: BorrowedObject]

  /// Nil for what has no dict: a position's number, say.
  init?(_ object: BorrowedObject) {
    // The node keeps its dict.
    guard let type = object.type, let dict = unsafe PythonObject(new: cpy_instance_dict(object.pointer)),
      let entries = dict.borrowed
    else { return nil }
    var fields: [String: BorrowedObject] = [:]
    var position = 0
    while let (key, value) = entries.dictEntry(&position) {
      if let name = key.text(limit: 64) { fields[name] = value }
    }
    self.type = type
    self.fields = fields
  }

  /// The texts in its fields, and in lists there.
  var texts: [(field: String, texts: [String])] {
    fields.compactMap { name, value in
      switch value.kind {
      case cpy_kind_str: (name, [value.text(limit: .max) ?? ""])
      case cpy_kind_list: (name, (0..<value.listCount).compactMap { value.listItem($0)?.text(limit: .max) })
      default: nil
      }
    }
  }

  /// An attribute's name stands at the end of its node, any other at the beginning.
  func violation(_ name: String, _ kind: String, _ objection: String) -> SyntaxCheck.Violation {
    let isAtEnd = fields["attr"] != nil
    let line = fields[isAtEnd ? "end_lineno" : "lineno"]?.int64 ?? 0
    let column = (fields[isAtEnd ? "end_col_offset" : "col_offset"]?.int64 ?? 0) - (isAtEnd ? name.utf8.count : 0)
    return SyntaxCheck.Violation(
      name: name, message: "\(kind) '\(name)' is not allowed here: \(objection)", line: line, column: max(0, column))
  }
}
