/// Something that a look at a program's source has found.
///
/// It is advice. A finding may be harmless, and a program without findings may do all that is looked for: only the kernel layers
/// hold a program, whatever its source looks like.
public struct SourceFinding: Sendable, Hashable, CustomStringConvertible {
  /// How much it says of what the program is up to.
  public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable, Codable {
    /// Worth knowing.
    case info
    /// Unusual in a program of good will, or refused by the policy.
    case warning
    /// What programs that try to get out do.
    case danger

    /// By weight: ``info`` is the least.
    public static func < (one: Severity, other: Severity) -> Bool { one.weight < other.weight }

    private var weight: Int {
      switch self {
      case .info: 0
      case .warning: 1
      case .danger: 2
      }
    }
  }

  /// What kind of thing was found.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    /// An import of what the policy does not allow, or of what reaches for the system.
    case importing = "import"
    /// A function that runs text as code, starts processes, opens files or loads objects from bytes.
    case call
    /// An attribute by which objects lead to code, frames and classes.
    case attribute
    /// A text or a name that is written so as not to be read.
    case obfuscation
    /// A loop without an end in sight.
    case loop
    /// An amount that no small program needs.
    case amount
  }

  /// How much it says.
  public var severity: Severity
  /// What kind of thing it is.
  public var kind: Kind
  /// The line, from 1.
  public var line: Int
  /// The column, in characters, from 1.
  public var column: Int
  /// One sentence. It may hold names from the program; show it with its control characters escaped.
  public var message: String

  /// `3:1: danger: calls eval (call)`.
  public var description: String { "\(line):\(column): \(severity.rawValue): \(message) (\(kind.rawValue))" }
}

/// What a look at a program's source came to.
public struct SourceReport: Sendable, Hashable {
  /// What was found, by line and column; at most the first 1,000. A claim of the child that looked.
  public var findings: [SourceFinding]

  /// How many more were found.
  public var omitted: Int

  /// Why there are no findings although the source was looked at: it is not Python, or too large or too deep to be parsed.
  public var unreadable: String?

  /// The heaviest finding's severity.
  public var severity: SourceFinding.Severity? { findings.map(\.severity).max() }
}
