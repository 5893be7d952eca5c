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

  /// Prepares `__main__`, in which every program of the image runs.
  static func install(_ level: Level, _ description: ImageDescription) throws(StepFailure) {
    guard let main = unsafe cpy_module_dict("__main__"), let builtins = unsafe cpy_builtins() else { throw failure() }
    switch level {
    case .unrestricted:
      _ = unsafe cpy_dict_set(main, "__builtins__", builtins)
    case .emptyBuiltins:
      guard let empty = unsafe PythonObject(new: cpy_make_dict()) else { throw failure() }
      _ = unsafe cpy_dict_set(main, "__builtins__", empty.pointer)
    case .allowlist, .restricted, .hardened, .audited:
      GuardedImport.prepare(allowed: description.modules)
      NamespaceRefusals.prepare()
      guard let curated = try CuratedBuiltins.make(description.namespace, checksNames: level.checksSyntax),
        ModuleFacades.make(description.modules, ofAll: level.hidesAttributes, isAllowed: GuardedImport.permits),
        ImportFinder.install()
      else { throw failure() }
      _ = unsafe cpy_dict_set(main, "__builtins__", curated.pointer)
      for name in ["__loader__", "__spec__"] where unsafe cpy_dict_get(main, name) != nil {
        _ = unsafe cpy_dict_set(main, name, cpy_none())
      }
    }
    cpy_clear_exception()
  }

  /// What must wait until everything is imported that any run will need.
  static func seal(_ level: Level, _ description: ImageDescription.NamespaceDescription) throws(StepFailure) {
    if level.hidesAttributes { try HiddenAttributes.hide(dictMethods: description.hidesDictMethods) }
    if level.audits {
      try AuditRules.install(granted: description.allowedBuiltins, readsFiles: !description.readablePaths.isEmpty)
    }
  }

  private static func failure() -> StepFailure {
    StepFailure(step: "namespace layer", code: 0, detail: Interpreter.takenSummary())
  }
}
