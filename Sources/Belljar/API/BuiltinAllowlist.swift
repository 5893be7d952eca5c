/// Which builtins a program has, as a difference from the standard table.
public struct BuiltinAllowlist: Sendable, Hashable {
  /// Builtins that the program has although the table leaves them out.
  public var allowed: Set<String>

  /// Builtins that the program lacks although the table keeps them.
  public var denied: Set<String>

  /// Creates a difference from the standard table.
  public init(allowed: Set<String> = [], denied: Set<String> = []) {
    self.allowed = allowed
    self.denied = denied
  }
}
