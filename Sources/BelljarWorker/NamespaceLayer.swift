internal import BelljarWire
internal import CPythonShim

/// What a program sees of Python. It gives early, readable errors; nobody has to trust it, and with it off every
/// kernel layer holds all the same.
enum NamespaceLayer {
  /// The namespace levels by the names that the host gives them.
  enum Level: String {
    case unrestricted, emptyBuiltins, allowlist, restricted, hardened, audited
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
      guard let curated = CuratedBuiltins.make(description.namespace),
        ModuleFacades.make(description.modules, ofAll: level >= .hardened, isAllowed: GuardedImport.permits),
        ImportFinder.install()
      else { throw failure() }
      _ = unsafe cpy_dict_set(main, "__builtins__", curated.pointer)
      for name in ["__loader__", "__spec__"] where unsafe cpy_dict_get(main, name) != nil {
        _ = unsafe cpy_dict_set(main, name, cpy_none())
      }
    }
    cpy_clear_exception()
  }

  private static func failure() -> StepFailure {
    StepFailure(step: "namespace layer", code: 0, detail: Interpreter.takenSummary())
  }
}

extension NamespaceLayer.Level: Comparable {
  static func < (one: Self, other: Self) -> Bool { one.order < other.order }

  private var order: Int {
    switch self {
    case .unrestricted: 0
    case .emptyBuiltins: 1
    case .allowlist: 2
    case .restricted: 3
    case .hardened: 4
    case .audited: 5
    }
  }
}
