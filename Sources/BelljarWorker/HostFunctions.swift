internal import BelljarWire
internal import CPythonShim
internal import Glibc

/// The host's functions, as a module of the program's: each call is sent to the host, and its answer waited for.
///
/// State is global because CPython calls a C function, which carries no context but the function's name; a child has one
/// channel and one program at a time.
enum HostFunctions {
  @safe private struct State {
    var types: ValueTypes
    var maximumValue: Int
    var moduleName: String
    /// The program's namespace; not looked up, for the program may have taken its module from sys.modules.
    var main: OpaquePointer
    /// The module's own exception type.
    var failureType: OpaquePointer
    var allowsThreads: Bool
  }

  nonisolated(unsafe) private static var state: State?
  /// One call at a time: threads take turns. Not by a Mutex of Swift's, which waits on a futex with priority inheritance:
  /// the filter has none.
  @safe private struct Turn: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { unsafe pthread_mutex_init(mutex, nil) }

    func take() { unsafe pthread_mutex_lock(mutex) }
    func give() { unsafe pthread_mutex_unlock(mutex) }
  }

  private static let turn = Turn()

  /// Offers exactly these functions to the program that is about to run. False for want of memory.
  static func install(_ order: ProgramOrder, in run: borrowing ProgramRun, allowsThreads: Bool) -> Bool {
    if unsafe state == nil && order.functions.isEmpty { return true }
    defer { cpy_clear_exception() }
    remove()
    guard !order.functions.isEmpty else { return true }
    let name = order.functionModule
    let main = unsafe run.main
    // Of its own: a module of the interpreter's that has the name already is not to be touched.
    guard let module = unsafe PythonObject(new: cpy_make_module(name)),
      let dict = unsafe cpy_dict_of_module(module.pointer),
      let failureType = unsafe cpy_make_exception_type("\(name).Error")
    else { return false }
    unsafe state = State(
      types: run.types, maximumValue: order.maximumValue, moduleName: name, main: main, failureType: failureType,
      allowsThreads: allowsThreads)
    _ = unsafe cpy_dict_set(dict, "Error", failureType)
    for function in order.functions {
      guard let text = PythonObject.text(function.name),
        let made = unsafe PythonObject(
          new: cpy_make_bound_function(
            function.name, function.documentation, text.pointer,
            { unsafe HostFunctions.call($0, $1, $2) }))
      else { return false }
      _ = unsafe cpy_dict_set(dict, function.name, made.pointer)
    }
    if let text = PythonObject.text(documentation(of: order)) {
      _ = unsafe cpy_dict_set(dict, "__doc__", text.pointer)
    }
    _ = unsafe cpy_dict_set(main, name, module.pointer)
    if unsafe cpy_imported_module(name) == nil { unsafe cpy_add_module(name, module.pointer) }
    unsafe GuardedImport.functionModule = unsafe (name, module.release())
    return true
  }

  /// What `help` shows of the module: each function's signature, and below it its own documentation.
  private static func documentation(of order: ProgramOrder) -> String {
    let entries = order.functions.map { function in
      let parts = function.documentation.split(separator: "\n--\n\n", maxSplits: 1, omittingEmptySubsequences: false)
      let signature = (parts.first ?? "").replacing("$module, ", with: "").replacing("$module", with: "")
      let text = (parts.dropFirst().first ?? "").split(separator: "\n").map { "    \($0)\n" }.joined()
      return "\(order.functionModule).\(signature)\n\(text)"
    }
    return "Functions of the program that runs this one.\n\n" + entries.joined(separator: "\n")
  }

  /// Takes the last program's functions away.
  private static func remove() {
    guard let last = unsafe state.take() else { return }
    if let module = unsafe GuardedImport.functionModule.take()?.module {
      if unsafe cpy_dict_get(last.main, last.moduleName) == module {
        _ = unsafe cpy_dict_remove(last.main, last.moduleName)
      }
      if unsafe cpy_imported_module(last.moduleName) == module { unsafe cpy_forget_module(last.moduleName) }
      unsafe cpy_release(module)
    }
    unsafe cpy_release(last.failureType)
  }

  /// Called by CPython: always a new reference, or NULL and an exception.
  private static func call(
    _ name: OpaquePointer?, _ arguments: OpaquePointer?, _ keywords: OpaquePointer?
  ) -> OpaquePointer? {
    guard let state = unsafe state, let name = unsafe BorrowedObject(name)?.text(limit: 256),
      let positional = unsafe BorrowedObject(arguments)
    else {
      unsafe cpy_raise("RuntimeError", "this function was the host's for an earlier program; it has ended")
      return nil
    }
    let function = "\(state.moduleName).\(name)()"
    ChildMemory.makeRoom()
    defer { ChildMemory.takeBack() }
    var encoder = ValueEncoder(maximum: state.maximumValue)
    do throws(ValueFailure) {
      let keywords = unsafe BorrowedObject(keywords)
      let types = state.types
      try Collector.paused { () throws(ValueFailure) in
        try encoder.encodeArguments(positional, keywords, types: types)
      }
    } catch {
      unsafe cpy_raise("TypeError", "\(function): \(error.sentence(root: "arguments"))")
      return nil
    }
    let call = FunctionCall(name: name, arguments: encoder.writer.bytes[...])
    guard let answer = exchange(call, allowsThreads: state.allowsThreads) else { _exit(0) }
    // Another thread's call may have ended meanwhile.
    if state.allowsThreads { ChildMemory.makeRoom() }
    switch answer {
    case .returned(let bytes):
      var decoder = ValueDecoder(bytes, isFrozen: false)
      return unsafe decoder.decode(types: state.types)?.release()
    case .raised(let type, let message):
      unsafe cpy_raise_named(type, state.failureType, message)
      return nil
    }
  }

  /// Sends a call and waits for its answer; nil when the host is gone. With threads the others go on meanwhile.
  static func exchange(_ call: FunctionCall, allowsThreads: Bool) -> CallAnswer? {
    guard allowsThreads else { return converse(call) }
    let interpreter = unsafe cpy_let_others_run()
    defer { unsafe cpy_run_again(interpreter) }
    turn.take()
    defer { turn.give() }
    return converse(call)
  }

  private static func converse(_ call: FunctionCall) -> CallAnswer? {
    let channel = ChildChannel()
    channel.send(.called(call))
    guard case .answer(let answer)? = channel.receive(in: .calling) else { return nil }
    return answer
  }
}
