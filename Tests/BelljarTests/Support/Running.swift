import Belljar
import Testing

/// Runs a program under the standard policy.
func run(_ source: String) async throws -> Outcome {
  try await SharedSandbox.standard.value.run(source)
}

/// Runs a program that must finish without a refusal, and returns what it printed.
func output(of source: String, location: SourceLocation = #_sourceLocation) async throws -> String {
  let outcome = try await run(source)
  #expect(outcome.termination.isFinished, "\(outcome.termination)", sourceLocation: location)
  #expect(outcome.denials.isEmpty, sourceLocation: location)
  #expect(outcome.standardError.isEmpty, sourceLocation: location)
  return outcome.standardOutput
}

/// Runs a program that must raise, and returns its exception.
func exception(of source: String, location: SourceLocation = #_sourceLocation) async throws -> PythonException {
  let outcome = try await run(source)
  return try #require(outcome.termination.exception, "\(outcome.termination)", sourceLocation: location)
}

extension Termination {
  var isFinished: Bool {
    if case .finished = self { return true }
    return false
  }

  var exception: PythonException? {
    if case .raised(let exception) = self { return exception }
    return nil
  }
}
