internal import BelljarWire
internal import CPythonShim
internal import Glibc
internal import LinuxIsolation

/// Runs one program in `__main__` and says what came of it.
@safe struct ProgramRun: ~Copyable {
  /// The name under which a program's code and tracebacks know its source.
  static let fileName = "<program>"

  let types: ValueTypes
  private let compiler: Compiler
  let main: OpaquePointer
  private let formatter: TracebackFormatter
  /// At the levels that have it.
  private let syntaxCheck: SyntaxCheck?

  var checksSyntax: Bool { syntaxCheck != nil }

  /// Takes hold of what is needed while no program has run.
  init(level: NamespaceLayer.Level) throws(StepFailure) {
    guard let main = unsafe cpy_module_dict("__main__"), let compiler = Compiler(),
      let formatter = TracebackFormatter(), let syntaxCheck = SyntaxCheck()
    else { throw StepFailure(step: "prepare runs", code: 0, detail: Interpreter.takenSummary()) }
    types = ValueTypes()
    unsafe cpy_retain(main)  // A program may take the module from sys.modules, and a session's next one needs it.
    self.compiler = compiler
    unsafe self.main = unsafe main
    self.formatter = formatter
    self.syntaxCheck = level.checksSyntax ? syntaxCheck : nil
  }

  /// Compiles and runs.
  ///
  /// The order's inputs are taken out of it, so that they do not stay beside the objects made of them. `afterwards` is called
  /// once the program is through, before anything is said of it.
  borrowing func run(_ order: inout ProgramOrder, afterwards: () -> Void = {}) -> CompletionRecord.Result {
    defer { _ = cpy_set_auditing(0) }
    cpy_accept_interrupts(1)
    let value = execute(&order)
    cpy_accept_interrupts(0)
    afterwards()
    guard let value else { return failure(order) }
    return .returned(encoded(value, maximum: order.maximumValue))
  }

  // MARK: Execution

  private borrowing func execute(_ order: inout ProgramOrder) -> PythonObject? {
    switch order.form {
    case .statements: take(order.takeInputs(), isFrozen: order.isFrozen) ? executeStatements(order) : nil
    case .expression: take(order.takeInputs(), isFrozen: order.isFrozen) ? evaluate(order, isChecked: true) : nil
    case .call: call(&order)
    case .interactive: interact(order)
    case .completeness: PythonObject.integer(compiler.completeness(of: order.source).rawValue)
    }
  }

  private borrowing func executeStatements(_ order: ProgramOrder) -> PythonObject? {
    guard let compiled = compile(order) else { return nil }
    var value: PythonObject?
    if case .some(let statements) = compiled.statements {
      value = evaluate(code: statements)
      guard value != nil else { return nil }
    }
    if case .some(let expression) = compiled.expression {
      value = evaluate(code: expression)
    }
    return value
  }

  /// What a prompt does with a statement: the values of expressions are shown, in loops too. Of several statements that of the
  /// last is.
  private borrowing func interact(_ order: ProgramOrder) -> PythonObject? {
    // For tracebacks of later statements too.
    formatter.remember(source: order.source, name: order.name)
    guard DisplayHook.install() else { return nil }
    if syntaxCheck == nil, let statement = compiler.compile(statement: order.source, name: order.name) {
      return evaluate(code: statement)
    }
    cpy_clear_exception()
    guard let value = executeStatements(order) else { return nil }
    return unsafe cpy_show(value.pointer) == 0 ? PythonObject(borrowed: cpy_none()) : nil
  }

  private borrowing func compile(_ order: ProgramOrder) -> Compiler.Program? {
    // For a syntax error the compiler looks for the source file, in vain; the program has asked for nothing yet.
    defer { Refusals.forget() }
    guard let syntaxCheck else { return compiler.compile(order.source, name: order.name) }
    switch syntaxCheck.examine(order.source, name: order.name, compiler: compiler, mode: "exec") {
    case .refused: return nil
    case .admitted(let tree): return compiler.compile(order.source, name: order.name, tree: tree)
    }
  }

  private borrowing func evaluate(_ order: ProgramOrder, isChecked: Bool) -> PythonObject? {
    if isChecked, let syntaxCheck {
      guard syntaxCheck.admits(order.source, name: order.name, compiler: compiler, mode: "eval") else { return nil }
    }
    let compiled = compiler.compile(expression: order.source, name: order.name)
    Refusals.forget()
    guard let compiled else { return nil }
    return evaluate(code: compiled)
  }

  /// Runs code of the program's, from here to the end of the run before the eyes of the audit hook, if there is one: the text
  /// of an exception is the program's code too.
  private borrowing func evaluate(code: borrowing PythonObject) -> PythonObject? {
    _ = cpy_set_auditing(1)
    return unsafe PythonObject(new: cpy_evaluate_code(code.pointer, main))
  }

  /// Calls what the program's namespace has under a name, which may have dots.
  private borrowing func call(_ order: inout ProgramOrder) -> PythonObject? {
    // The host's own words.
    guard let callee = evaluate(order, isChecked: false) else { return nil }
    guard let arguments = arguments(order.takeInputs(), isFrozen: order.isFrozen) else { return nil }
    return unsafe PythonObject(
      new: cpy_call_with_keywords(callee.pointer, arguments.positional.pointer, arguments.named.pointer))
  }

  private borrowing func arguments(_ inputs: ArraySlice<UInt8>, isFrozen: Bool) -> ValueDecoder.Arguments? {
    var decoder = ValueDecoder(inputs, isFrozen: isFrozen)
    return decoder.decodeArguments(types: types)
  }

  /// Puts inputs into the program's namespace.
  private borrowing func take(_ inputs: ArraySlice<UInt8>, isFrozen: Bool) -> Bool {
    guard !inputs.isEmpty else { return true }
    var decoder = ValueDecoder(inputs, isFrozen: isFrozen)
    guard let count = decoder.beginNames() else { return false }
    for _ in 0..<count {
      guard let name = decoder.text(), let value = decoder.decode(types: types),
        unsafe cpy_dict_put(main, name.pointer, value.pointer) == 0
      else { return false }
    }
    return true
  }

  // MARK: What came of it

  private borrowing func encoded(_ value: borrowing PythonObject, maximum: Int) -> CompletionRecord.ReturnedValue {
    guard let object = value.borrowed, !object.isNone else { return .none }
    ChildMemory.makeRoom()
    var encoder = ValueEncoder(maximum: maximum)
    let types = types
    do throws(ValueFailure) {
      try Collector.paused { () throws(ValueFailure) in try encoder.encode(object, types: types) }
      return .value(encoder.writer.bytes[...])
    } catch {
      return .uncrossable(error.sentence(root: "result"))
    }
  }

  private borrowing func failure(_ order: ProgramOrder) -> CompletionRecord.Result {
    guard let exception = TakenException() else {
      return .raised(ExceptionRecord(type: "SystemError", message: "no exception was set", traceback: ""))
    }
    if exception.isInstance(of: "SystemExit") { return .exited(exitCode(of: exception)) }
    formatter.remember(source: order.source, name: order.name)
    return .raised(exception.record(by: formatter))
  }

  /// As Python does it: None is 0, a number its low eight bits, anything else is printed and means 1.
  private borrowing func exitCode(of exception: borrowing TakenException) -> Int {
    defer { cpy_clear_exception() }
    guard let code = exception.value.attribute("code") else { return 1 }
    if unsafe cpy_is_none(code.pointer) == 1 { return 0 }
    var value: Int64 = 0
    if unsafe cpy_integer_value(code.pointer, &value) == 1 { return Int(value & 0xff) }
    if let text = unsafe PythonObject(new: cpy_string_of(code.pointer))?.swiftText(limit: 1 << 16) {
      let bytes = Array(text.utf8) + [UInt8(ascii: "\n")]
      _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
    return 1
  }

  /// Runs a program of the worker's own and leaves no trace of it but warm pages.
  borrowing func rehearse(_ program: String, names: [String]) {
    var order = ProgramOrder(source: Array(program.utf8), name: "<rehearsal>", maximumValue: 1 << 16)
    _ = run(&order)
    for name in names where unsafe cpy_dict_get(main, name) != nil {
      _ = unsafe cpy_dict_remove(main, name)
    }
    cpy_clear_exception()
  }
}
