/// One rule of the seccomp filter, as data: system calls by name, so that the list serves every architecture.
package struct FilterRule: Sendable, Equatable {
  package var call: String
  package var verdict: FilterVerdict
  /// All must hold for the rule to apply.
  package var conditions: [ArgumentCondition]
  package var reason: String

  package init(
    _ call: String, _ verdict: FilterVerdict, where conditions: [ArgumentCondition] = [], reason: String
  ) {
    self.call = call
    self.verdict = verdict
    self.conditions = conditions
    self.reason = reason
  }
}

package enum FilterVerdict: Sendable, Equatable {
  case allow
  /// The call does not happen; a SIGSYS handler in the child notes it and returns this error.
  case refuse(errno: Int32)
  /// The call does not happen and returns this error, unnoted: for calls that a library probes and does without.
  case absent(errno: Int32)
  /// The kernel kills the process.
  case kill
}

/// A test of one argument register. The mask comes first, always: an int argument is its register's low 32 bits, and a
/// comparison of all 64 is passed by setting a high bit (CVE-2019-7303, CVE-2019-10063).
package struct ArgumentCondition: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    case constant(UInt64)
    /// The calling process's id, known only after the fork.
    case ownProcess
  }

  package var argument: Int
  package var mask: UInt64
  package var value: Value

  package static func masked(_ argument: Int, _ mask: UInt64, equals value: UInt64) -> Self {
    Self(argument: argument, mask: mask, value: .constant(value))
  }

  package static func isOwnProcess(_ argument: Int) -> Self {
    Self(argument: argument, mask: 0xffff_ffff, value: .ownProcess)
  }
}
