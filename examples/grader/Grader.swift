import Belljar

struct Grader: Sendable {
  let sandbox: Sandbox

  /// Marks one submission, in a process of its own.
  func mark(_ submission: String) async throws -> Verdict {
    try await sandbox.withSession { session in
      let outcome = try await session.run(submission)
      if let verdict = Verdict(outcome.termination, denials: outcome.denials) { return verdict }
      var passed = 0
      for test in Assignment.tests {
        do {
          let answer = try await session.call(Assignment.function, .list(test.numbers.map { .float($0) }))
          if isRight(answer, test.expected) { passed += 1 }
        } catch let exception as PythonException {
          return exception.type == "NameError" && passed == 0 ? .noFunction : Verdict(exception)
        } catch let unfinished as UnfinishedRun {
          return Verdict(unfinished.outcome.termination, denials: unfinished.outcome.denials) ?? .crashed
        } catch let error as BelljarError where [.valueUnsupported, .valueTooLarge].contains(error.code) {
          continue  // An answer that cannot cross is a wrong one.
        }
      }
      let count = Assignment.tests.count
      return passed == count ? .passed(of: count) : .wrongAnswer(passed: passed, of: count)
    }
  }

  /// Compares here, where no `__eq__` of the submission's has a say. An object of its own class has crossed by its name
  /// only, and is no number.
  private func isRight(_ answer: PythonValue, _ expected: Double) -> Bool {
    guard let number = try? answer.decode(as: Double.self) else { return false }
    return abs(number - expected) < 1e-9
  }
}
