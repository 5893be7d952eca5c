import Belljar

/// What becomes of a submission.
enum Verdict: CustomStringConvertible {
  case passed(of: Int)
  case wrongAnswer(passed: Int, of: Int)
  case raised(String)
  case timeLimit
  case memoryLimit
  case outputLimit
  case crashed
  case forbidden(String)
  case noFunction

  var description: String {
    switch self {
    case .passed(let count): "passed \(count) of \(count)"
    case .wrongAnswer(let passed, let count): "wrong answer: passed \(passed) of \(count)"
    case .raised(let type): "raised \(type)"
    case .timeLimit: "time limit"
    case .memoryLimit: "memory limit"
    case .outputLimit: "output limit"
    case .crashed: "crashed"
    case .forbidden(let what): "forbidden: \(what)"
    case .noFunction: "does not define \(Assignment.function)"
    }
  }

  /// The verdict on a run that failed; nil if it came to its end.
  init?(_ termination: Termination, denials: [Denial]) {
    switch termination {
    case .finished: return nil
    case .raised(let exception):
      // A refusal that the program lived with is no fault: many try an import and do without.
      if let denial = denials.last {
        self = .forbidden(denial.name ?? denial.kind.rawValue)
      } else {
        self.init(exception)
      }
    case .exited: self = .raised("SystemExit")
    case .limitExceeded(.memory): self = .memoryLimit
    case .limitExceeded(.output): self = .outputLimit
    case .limitExceeded: self = .timeLimit
    case .denied(let denial): self = .forbidden(denial.name ?? denial.kind.rawValue)
    case .crashed: self = .crashed
    case .cancelled: self = .raised("nothing: it was cancelled")
    }
  }

  init(_ exception: PythonException) {
    self = exception.type == "MemoryError" ? .memoryLimit : .raised(exception.type)
  }
}
