internal import BelljarWire
internal import CPythonShim

/// Looks through a program's syntax tree for names by which programs leave the namespace that they were given, before any of it
/// runs.
///
/// It sees names as they are written. What a program puts together at run time is for `GuardedBuiltins` to see, and
/// `operator.attrgetter` sees neither.
@safe struct SyntaxCheck {
  struct Violation {
    let name: String
    let message: String
    let line: Int
    /// In bytes, from 0.
    let column: Int
  }

  /// Types of nodes whose texts are something else than variables' names.
  @safe private struct NodeTypes {
    let attribute, constant, function, asyncFunction, importedFrom, alias, pattern: BorrowedObject
  }

  private let types: NodeTypes

  /// Takes hold of the types while no program has run.
  init?() {
    guard let syntax = PythonObject.imported("_ast") else { return nil }
    func type(_ name: String) -> BorrowedObject? {
      // Held for ever.
      guard let type = syntax.attribute(name) else { return nil }
      return unsafe BorrowedObject(type.release())
    }
    guard let attribute = type("Attribute"), let constant = type("Constant"),
      let function = type("FunctionDef"), let asyncFunction = type("AsyncFunctionDef"),
      let importedFrom = type("ImportFrom"), let alias = type("alias"), let pattern = type("MatchClass")
    else { return nil }
    types = NodeTypes(
      attribute: attribute, constant: constant, function: function, asyncFunction: asyncFunction,
      importedFrom: importedFrom, alias: alias, pattern: pattern)
  }

  /// What came of a program: an exception is set if it is refused, SyntaxError for its first violation.
  enum Verdict: ~Copyable {
    case refused
    /// With the syntax tree, if there was need of one.
    case admitted(tree: PythonObject?)
  }

  /// Whether a text may run as code. If not, an exception is set.
  func admits(_ source: [UInt8], name: String, compiler: borrowing Compiler, mode: String) -> Bool {
    switch examine(source, name: name, compiler: compiler, mode: mode) {
    case .refused: false
    case .admitted: true
    }
  }

  func examine(_ source: [UInt8], name: String, compiler: borrowing Compiler, mode: String) -> Verdict {
    guard SyntaxScan.needsTree(source) else { return .admitted(tree: nil) }
    guard let bytes = PythonObject.bytes(source[...]),
      let tree = compiler.tree(of: bytes, name: name, mode: mode)
    else { return .refused }
    let violations = violations(in: tree)
    for violation in violations {
      NamespaceRefusals.note(.syntax, violation.name, line: violation.line, file: name)
    }
    guard let first = violations.first else { return .admitted(tree: tree) }
    raise(first, source: source, name: name)
    return .refused
  }

  /// In the order of the source.
  private func violations(in tree: borrowing PythonObject) -> [Violation] {
    var found: [Violation] = []
    // Nobody changes the tree meanwhile, so it keeps its parts. No recursion: how deep it is, the program says.
    var pending = [(tree.borrowed, isFromImport: false)]
    while let (next, isFromImport) = pending.popLast() {
      guard let next, let node = SyntaxNode(next) else { continue }
      found += violations(of: node, isFromImport: isFromImport)
      for (_, value) in node.fields {
        switch value.kind {
        case cpy_kind_other: pending.append((value, next.type == types.importedFrom))
        case cpy_kind_list:
          for index in 0..<value.listCount where value.listItem(index)?.kind == cpy_kind_other {
            pending.append((value.listItem(index), next.type == types.importedFrom))
          }
        default: break
        }
      }
    }
    return found.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// What one node says, without its parts.
  private func violations(of node: SyntaxNode, isFromImport: Bool) -> [Violation] {
    guard node.type != types.constant else { return [] }
    return node.texts.flatMap { field, texts in
      texts.compactMap { violation(of: $0, in: field, of: node, isFromImport: isFromImport) }
    }
  }

  private func violation(of name: String, in field: String, of node: SyntaxNode, isFromImport: Bool) -> Violation? {
    switch (node.type, field) {
    case (_, "type_comment"), (types.importedFrom, _): return nil
    case (types.function, "name"), (types.asyncFunction, "name"): return nil
    case (types.attribute, "attr"):
      if SyntaxRules.formatting.contains(name) { return formattingViolation(of: name, node) }
      return SyntaxRules.objection(toAttribute: name).map { node.violation(name, "attribute", $0) }
    case (types.alias, "name"):
      // A module's name is for the allowlist.
      guard isFromImport else { return nil }
      return SyntaxRules.objection(toAttribute: name).map { node.violation(name, "name", $0) }
    case (types.pattern, _):
      return SyntaxRules.objection(toAttribute: name).map { node.violation(name, "attribute", $0) }
    default:
      return SyntaxRules.objection(toName: name).map { node.violation(name, "name", $0) }
    }
  }

  /// `"{0.x}".format`: the fields of a text that is written there are checked; of any other nobody knows the fields.
  private func formattingViolation(of method: String, _ node: SyntaxNode) -> Violation? {
    guard let receiver = node.fields["value"], receiver.type == types.constant,
      let text = SyntaxNode(receiver)?.fields["value"]?.text(limit: .max)
    else {
      return node.violation(
        method, "method", "the fields of a text that is not written here can name any attribute; an f-string cannot")
    }
    for name in FormatFields.attributes(of: text) {
      if let objection = SyntaxRules.objection(toAttribute: name) {
        return node.violation(name, "attribute", objection)
      }
    }
    return nil
  }

  private func raise(_ violation: Violation, source: [UInt8], name: String) {
    // As the tokenizer counts lines.
    let text = String(decoding: source, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let lines = text.split(separator: "\n", maxSplits: violation.line, omittingEmptySubsequences: false)
    let line = violation.line >= 1 && violation.line <= lines.count ? String(lines[violation.line - 1]) : ""
    let column = line.utf8.prefix(violation.column).count { $0 & 0xc0 != 0x80 }
    guard let lineObject = PythonObject.text(line) else { return }
    unsafe cpy_raise_syntax_error(
      violation.message, name, CInt(clamping: violation.line), CInt(clamping: column + 1), lineObject.pointer)
  }
}
