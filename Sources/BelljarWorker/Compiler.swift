internal import CPythonShim

/// Python's own `compile`, held since before any program could replace it.
struct Compiler: ~Copyable {
  /// A program: its statements, if any, and, apart from them, the expression that it ends with.
  struct Program: ~Copyable {
    let statements: PythonObject?
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
  ///
  /// `tree` is the source's, if it has been made already; it is changed.
  borrowing func compile(_ source: [UInt8], name: String, tree: consuming PythonObject? = nil) -> Program? {
    let ending = TrailingExpression(in: source)
    if case .line(let start) = ending {
      if let program = compileByLine(source, start: start, name: name) { return program }
      cpy_clear_exception()
    }
    guard let bytes = PythonObject.bytes(source[...]) else { return nil }
    if ending != .none {
      var tree = tree
      if tree == nil { tree = self.tree(of: bytes, name: name, mode: "exec") }
      if let tree = tree.take(), let program = compileByTree(tree, name: name) { return program }
      // A tree takes a deeper stack than code does: what is refused is for the compiler alone to judge.
      cpy_clear_exception()
    }
    guard let code = compile(bytes, name: name, mode: "exec", flags: 0) else { return nil }
    return Program(statements: code, expression: nil)
  }

  /// Compiles what precedes the last line, and the last line as an expression. Nil if either is not what it looks like.
  private borrowing func compileByLine(_ source: [UInt8], start: Int, name: String) -> Program? {
    let isWholeProgram = start == source.startIndex
    // In its own line, for tracebacks.
    let line =
      Array(repeating: UInt8(ascii: "\n"), count: TrailingExpression.lineCount(source[..<start])) + source[start...]
    guard let expressionSource = PythonObject.bytes(line[...]) else { return nil }
    if isWholeProgram {
      guard let expression = compile(expressionSource, name: name, mode: "eval", flags: 0) else { return nil }
      return Program(statements: nil, expression: expression)
    }
    guard let bytes = PythonObject.bytes(source[..<start]),
      let statements = compile(bytes, name: name, mode: "exec", flags: 0),
      let flags = futures(of: statements),
      let expression = compile(expressionSource, name: name, mode: "eval", flags: flags)
    else { return nil }
    return Program(statements: statements, expression: expression)
  }

  /// What the statements import from `__future__`, which is for the expression too.
  private borrowing func futures(of code: borrowing PythonObject) -> Int? {
    code.attribute("co_flags")?.borrowed?.int64.map { Int($0) & Flag.allFutures }
  }

  /// Compiles one expression.
  borrowing func compile(expression source: [UInt8], name: String) -> PythonObject? {
    guard let bytes = PythonObject.bytes(source[...]) else { return nil }
    return compile(bytes, name: name, mode: "eval", flags: 0)
  }

  /// Compiles one statement for a prompt: its expressions are handed to the display hook.
  borrowing func compile(statement source: [UInt8], name: String) -> PythonObject? {
    guard let bytes = PythonObject.bytes(source[...]) else { return nil }
    return compile(bytes, name: name, mode: "single", flags: 0)
  }

  /// The syntax tree of a source.
  borrowing func tree(of source: borrowing PythonObject, name: String, mode: String) -> PythonObject? {
    compile(source, name: name, mode: mode, flags: Flag.onlyTree)
  }

  private borrowing func compileByTree(_ tree: borrowing PythonObject, name: String) -> Program? {
    guard let body = tree.attribute("body"), let statements = body.borrowed, statements.listCount > 0,
      let last = statements.listItem(statements.listCount - 1)
    else { return nil }
    guard last.type == statementType else {
      guard let code = compile(tree, name: name, mode: "exec", flags: 0) else { return nil }
      return Program(statements: code, expression: nil)
    }
    guard let value = last.retained?.attribute("value"), unsafe cpy_list_drop_last(body.pointer) == 0,
      let code = compile(tree, name: name, mode: "exec", flags: 0), let flags = futures(of: code),
      let wrapped = unsafe treeType.call(value.pointer),
      let expression = compile(wrapped, name: name, mode: "eval", flags: flags)
    else { return nil }
    return Program(statements: code, expression: expression)
  }

  borrowing func compile(
    _ source: borrowing PythonObject, name: String, mode: String, flags: Int
  ) -> PythonObject? {
    guard let file = PythonObject.text(name), let mode = PythonObject.text(mode),
      let flags = PythonObject.integer(flags), let separate = PythonObject.integer(1)
    else { return nil }
    return unsafe function.call(source.pointer, file.pointer, mode.pointer, flags.pointer, separate.pointer)
  }

  enum Flag {
    /// PyCF_ONLY_AST
    static let onlyTree = 0x400
    /// PyCF_DONT_IMPLY_DEDENT
    static let keepBlocksOpen = 0x200
    /// PyCF_ALLOW_INCOMPLETE_INPUT
    static let allowIncompleteInput = 0x4000
    /// PyCF_MASK: the bits of all features of `__future__`.
    static let allFutures = 0x1fe_0000
  }
}
