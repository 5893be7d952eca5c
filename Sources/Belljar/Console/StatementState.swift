internal import BelljarWire

/// What Python says of a statement that is being typed.
public enum StatementState: Sendable, Hashable {
  /// It can be run.
  case complete
  /// More lines have to follow: a bracket, a text or a block is open. An empty line ends a block.
  case incomplete
  /// No further line can make it right; to run it raises the error.
  case invalid

  /// Whether a line that is typed at a prompt, and is the first of its statement, needs no line after it, whatever Python says of it:
  /// `1`, `x = y + 1`. Nothing in it could be open, so that Python need not be asked; false where it has to be.
  ///
  /// - Parameter line: The line, without a line feed.
  /// - Returns: Whether nothing could follow.
  public static func isEvidentlyOver(_ line: String) -> Bool {
    guard let first = line.utf8.first, first != UInt8(ascii: " "), line.utf8.count <= 1000 else { return false }
    // No bracket, quote, backslash, colon, decorator or comment; and nothing that the compiler would fold into one of them.
    return line.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: " _.,+-*/%<>=!&|^~;".utf8.contains(byte)
      }
    }
  }
}

extension Session {
  /// Whether a statement is whole, as CPython's own prompt would tell, by CPython's own parser. Nothing of it is run.
  ///
  /// ```swift
  /// try await session.state(of: "for n in range(3):")                    // incomplete
  /// try await session.state(of: "for n in range(3):\n    print(n)\n")   // complete
  /// ```
  ///
  /// - Parameter statement: What has been typed, with a line feed after each line that has been ended.
  /// - Returns: The answer: a claim of the session's, whose programs may have changed its parser.
  /// - Throws: ``BelljarError``: the session has ended, or the source is too large.
  public func state(of statement: String) async throws -> StatementState {
    let program = try sandbox.program(
      .completeness, Array(statement.utf8), limits: shortLimits, inputs: [:], functions: .empty)
    switch try await run(program).value {
    case 0: return .incomplete
    case 1: return .complete
    default: return .invalid
    }
  }

  /// For what a prompt asks between two keys.
  var shortLimits: Limits {
    var limits = sandbox.policy.limits
    limits.wallTime = min(limits.wallTime, .seconds(2))
    limits.cpuTime = min(limits.cpuTime, .seconds(2))
    return limits
  }
}
