internal import BelljarWire
internal import CPythonShim

/// Builtins that take at run time what the syntax check sees in a program's text: names of attributes, and code as text.
///
/// State is global because CPython calls a C function, which carries no context.
enum GuardedBuiltins {
  nonisolated(unsafe) private static var originals: [String: BorrowedObject] = [:]
  nonisolated(unsafe) private static var compiler: UnsafeMutablePointer<Compiler>?
  nonisolated(unsafe) private static var syntaxCheck: SyntaxCheck?

  static func replace(in builtins: borrowing PythonObject) throws(StepFailure) {
    guard let compiler = Compiler(), let check = SyntaxCheck() else { throw failure() }
    unsafe syntaxCheck = check
    unsafe self.compiler = .allocate(capacity: 1)
    unsafe self.compiler?.initialize(to: compiler)
    unsafe install("getattr", in: builtins) { unsafe GuardedBuiltins.callByName("getattr", $1, $2) }
    unsafe install("setattr", in: builtins) { unsafe GuardedBuiltins.callByName("setattr", $1, $2) }
    unsafe install("delattr", in: builtins) { unsafe GuardedBuiltins.callByName("delattr", $1, $2) }
    unsafe install("hasattr", in: builtins) { unsafe GuardedBuiltins.callByName("hasattr", $1, $2) }
    unsafe install("eval", in: builtins) { unsafe GuardedBuiltins.callWithSource("eval", $1, $2) }
    unsafe install("exec", in: builtins) { unsafe GuardedBuiltins.callWithSource("exec", $1, $2) }
    unsafe install("compile", in: builtins) { unsafe GuardedBuiltins.callWithSource("compile", $1, $2) }
  }

  /// In the place of the original, if the policy leaves it.
  private static func install(_ name: StaticString, in builtins: borrowing PythonObject, _ function: cpy_function) {
    guard let original = unsafe BorrowedObject(cpy_dict_get(builtins.pointer, "\(name)")),
      let made = unsafe PythonObject(
        new: cpy_make_function(UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self), function))
    else { return }
    unsafe cpy_retain(original.pointer)
    unsafe originals["\(name)"] = original
    _ = unsafe cpy_dict_set(builtins.pointer, "\(name)", made.pointer)
  }

  /// `getattr(object, name, …)` and the like.
  private static func callByName(
    _ function: String, _ arguments: OpaquePointer?, _ keywords: OpaquePointer?
  ) -> OpaquePointer? {
    guard let original = unsafe originals[function], let arguments = unsafe arguments else { return nil }
    if let object = unsafe BorrowedObject(arguments), object.tupleCount > 1, let name = object.tupleItem(1),
      unsafe cpy_is_str(name.pointer) == 1
    {
      guard let text = name.text(limit: .max) else {
        unsafe cpy_raise("TypeError", "\(function)(): an attribute's name is exactly a str here")
        return nil
      }
      let isFormatting = SyntaxRules.formatting.contains(text)
      let objection =
        SyntaxRules.objection(toAttribute: text) ?? (isFormatting ? "its fields can name any attribute" : nil)
      if let objection {
        NamespaceRefusals.note(.attribute, text)
        if function == "hasattr" { return unsafe cpy_bool(0) }
        unsafe cpy_raise("AttributeError", "attribute '\(text)' is not allowed here: \(objection)")
        return nil
      }
    }
    return unsafe cpy_call_with_keywords(original.pointer, arguments, keywords)
  }

  /// `eval(source, …)` and the like; a code object has been checked as it was made.
  private static func callWithSource(
    _ function: String, _ arguments: OpaquePointer?, _ keywords: OpaquePointer?
  ) -> OpaquePointer? {
    guard let original = unsafe originals[function], let arguments = unsafe arguments, let check = unsafe syntaxCheck,
      let compiler = unsafe compiler
    else { return nil }
    func argument(_ position: Int, _ name: String) -> BorrowedObject? {
      unsafe BorrowedObject(cpy_tuple_count(arguments) > position ? cpy_tuple_item(arguments, position) : nil)
        ?? keywords.flatMap { unsafe BorrowedObject(cpy_dict_get($0, name)) }
    }
    if let source = argument(0, "source"), unsafe cpy_is_code(source.pointer) != 1 || function == "compile" {
      let bytes: [UInt8]
      switch source.kind {
      case cpy_kind_str: bytes = Array((source.text(limit: .max) ?? "").utf8)
      case cpy_kind_bytes: bytes = unsafe Array(source.bytes)
      default:
        unsafe cpy_raise("TypeError", "\(function)(): the source is exactly a str or bytes here")
        return nil
      }
      let mode = function == "compile" ? argument(2, "mode")?.text(limit: 16) ?? "exec" : function
      // eval skips what the compiler would take for an indentation.
      let start = mode == "eval" ? bytes.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.endIndex : 0
      guard
        unsafe check.admits(Array(bytes[start...]), name: "<string>", compiler: compiler.pointee, mode: mode)
      else { return nil }
    }
    return unsafe cpy_call_with_keywords(original.pointer, arguments, keywords)
  }

  private static func failure() -> StepFailure {
    StepFailure(step: "guard builtins", code: 0, detail: Interpreter.takenSummary())
  }
}
