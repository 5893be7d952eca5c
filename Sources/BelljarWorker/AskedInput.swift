internal import BelljarWire
internal import CPythonShim
internal import Glibc

/// The standard input of a prompt's statements: each line is asked of the host at the moment at which it is wanted.
///
/// The pipe that other programs have would not do. What is typed goes into it before anybody wants it, and what one statement
/// leaves unread the next one would find; its end is final, where Ctrl-D ends one read; and a copy of the session has another.
///
/// State is global because CPython calls a C function, which carries no context.
enum AskedInput {
  @safe private struct State {
    var types: ValueTypes
    var allowsThreads: Bool
  }

  nonisolated(unsafe) private static var state: State?

  /// Puts it in the place of `sys.stdin`, once: what a statement puts there stays for the next. False for want of memory.
  static func install(in run: borrowing ProgramRun, allowsThreads: Bool) -> Bool {
    guard unsafe state == nil else { return true }
    guard let module = PythonObject.imported("io"), let base = module.attribute("TextIOBase"),
      let function = unsafe PythonObject(new: cpy_make_function("readline", { _, _, _ in unsafe AskedInput.line() })),
      // A function of C's is not bound to the object that it is an attribute of, so it needs none.
      let type = unsafe PythonObject(new: cpy_make_class("Input", base.pointer, "readline", function.pointer)),
      let file = unsafe type.call(), unsafe cpy_set_input(file.pointer) == 0
    else {
      cpy_clear_exception()
      return false
    }
    unsafe state = State(types: run.types, allowsThreads: allowsThreads)
    return true
  }

  /// Called by CPython: a new reference, or NULL and an exception.
  private static func line() -> OpaquePointer? {
    guard let state = unsafe state else {
      unsafe cpy_raise("RuntimeError", "there is no input")
      return nil
    }
    guard let answer = HostFunctions.exchange(.lineOfInput, allowsThreads: state.allowsThreads) else { _exit(0) }
    ChildMemory.makeRoom()
    defer { ChildMemory.takeBack() }
    switch answer {
    case .returned(let bytes):
      var decoder = ValueDecoder(bytes, isFrozen: false)
      return unsafe decoder.decode(types: state.types)?.release()
    case .raised(let type, let message):
      guard let failure = unsafe PythonObject(new: cpy_make_exception_type("host.Error")) else { return nil }
      unsafe cpy_raise_named(type, failure.pointer, message)
      return nil
    }
  }
}
