/// How much of Python a program is shown. A convenience and a lesson, never a boundary: with this layer off every kernel
/// layer holds all the same.
///
/// Each level has what the one before has, and more. ``emptyBuiltins`` stands apart: it is history.
public enum NamespaceLevel: String, Sendable, Hashable, CaseIterable, Codable {
  /// All builtins, every import, `ctypes` included: the kernel layers stand alone. For tests and teaching.
  case unrestricted
  /// An emptied `__builtins__`, and nothing else: the oldest trick. Breaks nearly every program.
  case emptyBuiltins
  /// Curated builtins and an import allowlist. Breaks programs that evaluate text as code, open files, or import what is not
  /// allowed.
  case allowlist
  /// Also a check of the program's syntax tree, never of a library's: attributes that begin with an underscore, attributes of
  /// frames and code objects, attribute paths in format strings. Breaks programs that use them.
  case restricted
  /// Also hides the attributes by which objects lead to code and frames, where the program asks for them, not where the
  /// standard library does: `__globals__`, `__code__`, `__closure__`, `gi_frame`, `tb_frame`, `__subclasses__`. Breaks
  /// introspection.
  case hardened
  /// Also an audit hook in C, which refuses and records what Python itself reports.
  case audited
}
