import Belljar

/// A program, and the one way in which it must end, every time.
struct SoakCase: Sendable {
  /// Which sandbox runs it.
  enum Place: Sendable {
    /// Under the standard policy, whose workers retire during the soak.
    case standard
    /// With all of Python, on one worker throughout.
    case unrestricted
  }

  let name: String
  let place: Place
  let source: String
  let verdict: String
  var output: String?
  var input = StandardInput.none
  var limits: Limits?
  /// Cancelled when its first output comes.
  var isCancelled = false

  init(
    _ name: String, _ place: Place, _ verdict: String, output: String? = nil, input: StandardInput = .none,
    limits: Limits? = nil, isCancelled: Bool = false, _ source: String
  ) {
    self.name = name
    self.place = place
    self.verdict = verdict
    self.output = output
    self.input = input
    self.limits = limits
    self.isCancelled = isCancelled
    self.source = source
  }

  /// What an outcome is not as it should be; nil if all is well.
  func objection(to outcome: Outcome) -> String? {
    let seen = Self.verdict(of: outcome.termination)
    if seen != verdict { return "\(name): \(seen), not \(verdict) (\(outcome.termination))" }
    if let output, outcome.standardOutput != output {
      return "\(name): printed \(outcome.standardOutput.debugDescription)"
    }
    if outcome.standardOutput.contains("REACHED") || outcome.standardOutput.contains("BROKEN") {
      return "\(name): \(outcome.standardOutput)"
    }
    return nil
  }

  static func verdict(of termination: Termination) -> String {
    switch termination {
    case .finished: "finished"
    case .raised(let exception): "raised \(exception.type)"
    case .exited(let status): "exited \(status)"
    case .limitExceeded(.wallTime): "wall time"
    case .limitExceeded(.cpuTime): "CPU time"
    case .limitExceeded(.memory): "memory"
    case .limitExceeded(.output): "output"
    case .limitExceeded(.files): "files"
    case .limitExceeded(.processes): "processes"
    case .denied: "denied"
    case .crashed(let signal): "crashed \(signal)"
    case .cancelled: "cancelled"
    }
  }
}

extension Limits {
  /// No limit of time that a slow machine reaches.
  static let soak = Limits(wallTime: .seconds(120), cpuTime: .seconds(120))

  static func soak(_ change: (inout Limits) -> Void) -> Limits {
    var limits = Limits.soak
    change(&limits)
    return limits
  }
}
