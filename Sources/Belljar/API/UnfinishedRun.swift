/// What `evaluate` and `call` throw if the program neither returned nor raised: it met a limit, was denied or cancelled,
/// crashed, or ended itself.
public struct UnfinishedRun: Error, Sendable, Hashable {
  /// What is known of the run, with the output so far.
  public var outcome: Outcome
}

extension UnfinishedRun: CustomStringConvertible {
  /// How the run ended.
  public var description: String { "The program did not return: \(outcome.termination)." }
}

extension Outcome {
  /// The value of what was evaluated; None is a value here.
  func result() throws -> PythonValue {
    switch termination {
    case .finished:
      if let valueFailure { throw BelljarError(.valueUnsupported, "\(valueFailure).") }
      return value ?? .none
    case .raised(let exception): throw exception
    default: throw UnfinishedRun(outcome: self)
    }
  }
}
