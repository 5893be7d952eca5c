import Belljar

/// What became of the default policy on this machine.
struct DoctorTrial: Sendable {
  var isolation: Isolation?
  var failure: Failure?

  /// Why no program ran, or not to its end.
  struct Failure: Sendable {
    /// Nil if the worker did start.
    var code: BelljarError.Code?
    var message: String
  }

  /// Starts the default sandbox and runs an empty program in it.
  static func ofDefaultPolicy() async -> DoctorTrial {
    do {
      let outcome = try await inSandbox(policy: .standard) { try await $0.run("pass") }
      guard case .finished = outcome.termination else {
        return DoctorTrial(failure: Failure(message: "an empty program did not finish: \(outcome.summary)"))
      }
      return DoctorTrial(isolation: outcome.isolation)
    } catch let error as BelljarError {
      return DoctorTrial(failure: Failure(code: error.code, message: error.message))
    } catch {
      return DoctorTrial(failure: Failure(message: "\(error)"))
    }
  }
}

extension Outcome {
  /// One phrase, also for a program that finished.
  var summary: String { termination.reason ?? "finished" }
}
