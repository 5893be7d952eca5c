/// What a program reads from its standard input.
public enum StandardInput: Sendable, Hashable {
  /// Nothing: the first read meets the end of file.
  case none
  /// These bytes, then the end of file.
  case bytes([UInt8])
  /// What is written while the program runs.
  case stream(InputWriter)

  /// The UTF-8 bytes of a text, then the end of file.
  public static func text(_ text: String) -> StandardInput { .bytes(Array(text.utf8)) }
}

/// One of a program's two output streams.
public enum OutputStream: String, Sendable, Hashable {
  /// `sys.stdout`.
  case standardOutput
  /// `sys.stderr`.
  case standardError
}
