internal import BelljarWire
internal import CPythonShim

/// Which of the events that Python reports pass while a program runs. All others are refused, also those of versions to
/// come: `ctypes.*`, `gc.*`, `os.*`, `socket.*`, `subprocess.*`, `open`, `sys.settrace` and so on.
///
/// The hook is for the whole process and can never be removed. It judges only while a program runs: not what the worker
/// imports, nor what it compiles.
enum AuditRules {
  private struct Rule {
    let event: StaticString
    let reason: String
    /// Whether only library code may do it.
    var isForLibrary = false
  }

  private static let rules = [
    Rule(event: "array.__new__", reason: "makes an array"),
    Rule(event: "builtins.id", reason: "a number"),
    Rule(event: "builtins.input", reason: "the prompt; there is an input() only if the policy says so"),
    Rule(event: "builtins.input/result", reason: "the line that was read"),
    Rule(event: "object.__delattr__", reason: "what a program must not delete is hidden from it"),
    Rule(
      event: "object.__setattr__", reason: "an instance's `__class__`; what a program must not set is hidden from it"),
    Rule(event: "sys.excepthook", reason: "tells of an exception that nobody caught"),
    Rule(event: "sys.unraisablehook", reason: "tells of an exception in a finaliser"),
    Rule(event: "time.sleep", reason: "the host's clock runs on"),
    Rule(event: "_thread.start_new_thread", reason: "the policy and the limit of processes say whether"),
    Rule(event: "_thread.start_joinable_thread", reason: "the same, from 3.13 on"),

    Rule(event: "code.__new__", reason: "bytecode of the program's making crosses every check", isForLibrary: true),
    Rule(event: "compile", reason: "namedtuple and dataclass compile what they write", isForLibrary: true),
    Rule(event: "exec", reason: "the same, and late imports", isForLibrary: true),
    Rule(event: "function.__new__", reason: "joins code and namespaces", isForLibrary: true),
    Rule(
      event: "import", reason: "what the library loads late; the program's imports have passed the allowlist before",
      isForLibrary: true),
    Rule(
      event: "marshal.loads", reason: "late imports of modules that are part of the interpreter", isForLibrary: true),
    Rule(event: "object.__getattr__", reason: "the attributes that lead to code and frames", isForLibrary: true),
    Rule(event: "sys._getframe", reason: "namedtuple and Enum look for the module that calls them", isForLibrary: true),
    Rule(event: "sys._getframemodulename", reason: "the same, from 3.12 on", isForLibrary: true),
    Rule(event: "sys.set_asyncgen_hooks_finalizer", reason: "an event loop's", isForLibrary: true),
    Rule(event: "sys.set_asyncgen_hooks_firstiter", reason: "an event loop's", isForLibrary: true),
  ]

  private static let reading = Rule(
    event: "open",
    reason: "the policy has readable paths; that it is one of them, and only read, the kernel layers see to")

  /// Adds the hook, which judges nothing yet.
  ///
  /// `builtins` are those that the policy allows besides the standard ones: what it grants by name the hook does not take
  /// away.
  static func install(granted builtins: [String], readsFiles: Bool) throws(StepFailure) {
    let runsText = !Set(builtins).isDisjoint(with: ["eval", "exec", "compile"])
    for rule in rules + (readsFiles ? [reading] : []) {
      let isGranted = runsText && ["compile", "exec"].contains("\(rule.event)")
      unsafe cpy_admit_event(
        UnsafeRawPointer(rule.event.utf8Start).assumingMemoryBound(to: CChar.self),
        rule.isForLibrary && !isGranted ? 1 : 0)
    }
    let result = unsafe cpy_add_audit_hook { name in
      guard let name = unsafe name else { return }
      unsafe NamespaceRefusals.note(.auditEvent, String(cString: name))
    }
    guard result == 0 else {
      throw StepFailure(step: "add the audit hook", code: 0, detail: Interpreter.takenSummary())
    }
  }
}
