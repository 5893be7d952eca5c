internal import BelljarWire
internal import CPythonShim

/// What a program sees of Python. It gives early, readable errors; nobody has to trust it, and with it off every
/// kernel layer holds all the same.
enum NamespaceLayer {
  /// The namespace levels by the names that the host gives them.
  enum Level: String {
    case unrestricted, emptyBuiltins, allowlist, restricted, hardened, audited

    /// Whether the program's syntax tree is checked.
    var checksSyntax: Bool { [.restricted, .hardened, .audited].contains(self) }
    var hidesAttributes: Bool { [.hardened, .audited].contains(self) }
    var audits: Bool { self == .audited }
  }

  /// Builtins that a curated namespace lacks, each with its reason.
  static let absentBuiltins: [(name: String, reason: String)] = [
    ("open", "there is no file to open"),
    ("eval", "code from text hides what a program does"),
    ("exec", "code from text hides what a program does"),
    ("compile", "makes code objects from text"),
    ("breakpoint", "there is no debugger"),
    ("__loader__", "imports past the allowlist"),
    ("__spec__", "imports past the allowlist"),
  ]

  /// Prepares `__main__`, in which every program of the image runs.
  static func install(_ level: Level, allowed modules: [ImageDescription.ModuleGrant]) throws(StepFailure) {
    guard let main = unsafe cpy_module_dict("__main__"), let builtins = unsafe cpy_builtins() else {
      throw StepFailure(step: "namespace layer", code: 0, detail: Interpreter.takenSummary())
    }
    switch level {
    case .unrestricted:
      _ = unsafe cpy_dict_set(main, "__builtins__", builtins)
    case .emptyBuiltins:
      guard let empty = unsafe PythonObject(new: cpy_make_dict()) else {
        throw StepFailure(step: "namespace layer", code: 0, detail: Interpreter.takenSummary())
      }
      _ = unsafe cpy_dict_set(main, "__builtins__", empty.pointer)
    case .allowlist, .restricted, .hardened, .audited:
      GuardedImport.prepare(allowed: modules)
      guard let curated = unsafe PythonObject(new: cpy_dict_copy(builtins)),
        let importer = unsafe PythonObject(new: GuardedImport.makeFunction()),
        let help = unsafe PythonObject(new: Help.makeFunction())
      else { throw StepFailure(step: "namespace layer", code: 0, detail: Interpreter.takenSummary()) }
      for (name, _) in absentBuiltins where unsafe cpy_dict_get(curated.pointer, name) != nil {
        _ = unsafe cpy_dict_remove(curated.pointer, name)
      }
      _ = unsafe cpy_dict_set(curated.pointer, "__import__", importer.pointer)
      _ = unsafe cpy_dict_set(curated.pointer, "help", help.pointer)
      if level.checksSyntax { try GuardedBuiltins.replace(in: curated) }
      _ = unsafe cpy_dict_set(main, "__builtins__", curated.pointer)
    }
    cpy_clear_exception()
  }

  /// What must wait until everything is imported that any run will need.
  static func seal(_ level: Level, _ description: ImageDescription.NamespaceDescription) throws(StepFailure) {
    if level.hidesAttributes { try HiddenAttributes.hide(dictMethods: description.hidesDictMethods) }
    if level.audits { try AuditRules.install(granted: description.allowedBuiltins) }
  }
}
