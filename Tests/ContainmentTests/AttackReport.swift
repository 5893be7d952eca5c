import Belljar

/// What an attack printed, one line per attempt; and what of it the attack's header does not allow.
///
/// The lines are the program's claim. That is enough here: the programs are ours and want to be caught.
struct AttackReport: Sendable {
  var reached: [String] = []
  var refused: [String] = []
  var allowed: [String] = []
  /// Anything else: a neighbour that does not work, a half line, a traceback.
  var unexpected: [String] = []

  init(of outcome: Outcome) {
    for line in outcome.standardOutput.split(separator: "\n").map(String.init) {
      switch line.prefix(while: { $0 != " " }) {
      case "REACHED": reached.append(line)
      case "refused": refused.append(line)
      case "allowed": allowed.append(line)
      default: unexpected.append(line)
      }
    }
  }

  /// Each way in which an outcome is not the containment that an attack's header promises; none if it was contained.
  static func breaches(by attack: Attack, in outcome: Outcome) -> [String] {
    let report = AttackReport(of: outcome)
    var breaches = report.reached + report.unexpected
    if report.allowed.isEmpty { breaches.append("no allowed neighbour worked") }
    switch attack.header.expectation {
    case .refused: breaches += report.breachesOfRefusal(attack.header, outcome)
    case .killed(let systemCall): breaches += breachesOfKill(systemCall, outcome)
    }
    return breaches
  }

  private func breachesOfRefusal(_ header: AttackHeader, _ outcome: Outcome) -> [String] {
    var breaches: [String] = []
    if refused.isEmpty { breaches.append("nothing was refused") }
    for line in refused where !header.errors.contains(Self.error(of: line)) {
      breaches.append("not by the layer that should refuse it: \(line)")
    }
    let listed = Set(outcome.denials.filter { $0.kind == .systemCall }.compactMap(\.name))
    for name in header.denials.subtracting(listed).sorted() {
      breaches.append("not among the denials: \(name)")
    }
    if case .finished = outcome.termination { return breaches }
    return breaches + ["ended otherwise: \(outcome.termination)"]
  }

  private static func breachesOfKill(_ systemCall: String, _ outcome: Outcome) -> [String] {
    guard case .denied(let denial) = outcome.termination else {
      return ["not killed, but: \(outcome.termination)"]
    }
    var breaches: [String] = []
    if denial.source != .kernel { breaches.append("by the word of the \(denial.source), not the kernel's") }
    if let name = denial.name, name != systemCall { breaches.append("killed for another call: \(name)") }
    return breaches
  }

  /// The last word: `refused <what>: <ERRNO NAME>`.
  private static func error(of line: String) -> String {
    line.split(separator: " ").last.map(String.init) ?? ""
  }
}
