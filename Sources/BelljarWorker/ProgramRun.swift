internal import BelljarWire
internal import CPythonShim
internal import Glibc
internal import LinuxIsolation

/// Runs one program in `__main__` and says what came of it.
@safe struct ProgramRun: ~Copyable {
  /// The name under which a program's code and tracebacks know its source.
  static let fileName = "<program>"

  private let compileFunction: PythonObject
  private let main: OpaquePointer
  private let formatter: TracebackFormatter

  /// Takes hold of what is needed while no program has run.
  init() throws(StepFailure) {
    guard let builtins = unsafe cpy_builtins(), let main = unsafe cpy_module_dict("__main__"),
      let compile = unsafe PythonObject(borrowed: cpy_dict_get(builtins, "compile")),
      let formatter = TracebackFormatter()
    else { throw StepFailure(step: "prepare runs", code: 0, detail: Interpreter.takenSummary()) }
    compileFunction = compile
    unsafe self.main = unsafe main
    self.formatter = formatter
  }

  /// Compiles and runs. The source is bytes: NULs, bad UTF-8 and coding cookies are Python's to judge.
  ///
  /// `afterwards` is called once the program is through, before anything is said of it.
  borrowing func run(
    source bytes: [UInt8], name: String = fileName, afterwards: () -> Void = {}
  ) -> CompletionRecord.Result {
    let hasReturned = execute(bytes, name: name)
    afterwards()
    return hasReturned ? .returned : failure(source: bytes, name: name)
  }

  private borrowing func execute(_ bytes: [UInt8], name: String) -> Bool {
    guard let source = PythonObject.bytes(bytes) else { return false }
    let compiled = compile(source, name: name)
    // For a syntax error the compiler looks for the source file, in vain; the program has asked for nothing yet.
    Refusals.forget()
    guard let code = compiled else { return false }
    return unsafe PythonObject(new: cpy_evaluate_code(code.pointer, main)) != nil
  }

  private borrowing func compile(_ source: borrowing PythonObject, name: String) -> PythonObject? {
    guard let file = PythonObject.text(name), let mode = PythonObject.text("exec"),
      let flags = PythonObject.integer(0), let separate = PythonObject.integer(1)
    else { return nil }
    return unsafe compileFunction.call(
      source.pointer, file.pointer, mode.pointer, flags.pointer, separate.pointer)
  }

  private borrowing func failure(source: [UInt8], name: String) -> CompletionRecord.Result {
    guard let exception = TakenException() else {
      return .raised(ExceptionRecord(type: "SystemError", message: "no exception was set", traceback: ""))
    }
    if exception.isInstance(of: "SystemExit") { return .exited(exitCode(of: exception)) }
    formatter.remember(source: source, name: name)
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
    _ = run(source: Array(program.utf8), name: "<rehearsal>")
    for name in names where unsafe cpy_dict_get(main, name) != nil {
      _ = unsafe cpy_dict_remove(main, name)
    }
    cpy_clear_exception()
  }
}
