/// How much of Python the program is shown. A convenience and a lesson, never a boundary.
public enum NamespaceLevel: String, Sendable, Hashable, CaseIterable, Codable {
  /// All builtins, every import, `ctypes` included: the kernel layers stand alone. For tests and teaching.
  case unrestricted
  /// Curated builtins and an import allowlist.
  case allowlist
}
