internal import CPythonShim

/// Python's own `compile`, held since before any program could replace it.
struct Compiler: ~Copyable {
  /// A program: its statements and, apart from them, the expression that it ends with.
  struct Program: ~Copyable {
    let statements: PythonObject
    let expression: PythonObject?
  }

  private let function: PythonObject
  /// `ast.Expr`: a statement that is an expression.
  private let statementType: BorrowedObject
  /// `ast.Expression`: a tree that is one expression.
  private let treeType: PythonObject

  init?() {
    guard let builtins = unsafe cpy_builtins(),
      let function = unsafe PythonObject(borrowed: cpy_dict_get(builtins, "compile")),
      let syntax = PythonObject.imported("_ast"), let statement = syntax.attribute("Expr"),
      let tree = syntax.attribute("Expression"), let statementType = unsafe BorrowedObject(statement.release())
    else { return nil }
    self.function = function
    self.statementType = statementType
    treeType = tree
  }

  /// Compiles statements. The source is bytes: NULs, bad UTF-8 and coding cookies are Python's to judge.
  borrowing func compile(_ source: [UInt8], name: String) -> Program? {
    guard let bytes = PythonObject.bytes(source[...]) else { return nil }
    if TrailingExpression.isPossible(in: source) {
      if let program = compileByTree(bytes, name: name) { return program }
      // A tree takes a deeper stack than code does: what is refused is for the compiler alone to judge.
      cpy_clear_exception()
    }
    guard let code = compile(bytes, name: name, mode: "exec", flags: 0) else { return nil }
    return Program(statements: code, expression: nil)
  }

  /// Compiles one expression.
  borrowing func compile(expression source: [UInt8], name: String) -> PythonObject? {
    guard let bytes = PythonObject.bytes(source[...]) else { return nil }
    return compile(bytes, name: name, mode: "eval", flags: 0)
  }

  private borrowing func compileByTree(_ source: borrowing PythonObject, name: String) -> Program? {
    guard let tree = compile(source, name: name, mode: "exec", flags: Flag.onlyTree), let body = tree.attribute("body"),
      let statements = body.borrowed, statements.listCount > 0,
      let last = statements.listItem(statements.listCount - 1)
    else { return nil }
    guard last.type == statementType else {
      guard let code = compile(tree, name: name, mode: "exec", flags: 0) else { return nil }
      return Program(statements: code, expression: nil)
    }
    guard let value = last.retained?.attribute("value"), unsafe cpy_list_drop_last(body.pointer) == 0,
      let code = compile(tree, name: name, mode: "exec", flags: 0),
      // What the statements import from __future__ is for the expression too.
      let flags = code.attribute("co_flags")?.borrowed?.int64, let wrapped = unsafe treeType.call(value.pointer),
      let expression = compile(wrapped, name: name, mode: "eval", flags: flags & Flag.allFutures)
    else { return nil }
    return Program(statements: code, expression: expression)
  }

  private borrowing func compile(
    _ source: borrowing PythonObject, name: String, mode: String, flags: Int
  ) -> PythonObject? {
    guard let file = PythonObject.text(name), let mode = PythonObject.text(mode),
      let flags = PythonObject.integer(flags), let separate = PythonObject.integer(1)
    else { return nil }
    return unsafe function.call(source.pointer, file.pointer, mode.pointer, flags.pointer, separate.pointer)
  }

  private enum Flag {
    /// PyCF_ONLY_AST
    static let onlyTree = 0x400
    /// PyCF_MASK: the bits of all features of `__future__`.
    static let allFutures = 0x1fe_0000
  }
}
