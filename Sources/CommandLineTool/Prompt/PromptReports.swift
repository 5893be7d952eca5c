import Belljar

/// What the prompt's own commands print.
enum PromptReports {
  static func limits(_ policy: Policy) -> String {
    let (limits, session) = (policy.limits, policy.session)
    return rows([
      ("a statement", ""), ("  wall time", "\(limits.wallTime)"), ("  CPU time", "\(limits.cpuTime)"),
      ("  memory", "\(limits.memory)"), ("  output", "\(limits.output)"), ("  recursion", "\(limits.recursion)"),
      ("the session", ""), ("  wall time", "\(session.wallTime)"), ("  CPU time", "\(session.cpuTime)"),
      ("  output", "\(session.output)"), ("  idle time", "\(session.idleTime)"), ("  lifetime", "\(session.lifetime)"),
    ])
  }

  static func usage(_ outcome: Outcome?) -> String {
    guard let usage = outcome?.usage else { return "no statement has run yet\n" }
    return rows([
      ("wall time", usage.wallTime.text(decimals: 3)),
      ("CPU time", (usage.userTime + usage.systemTime).text(decimals: 3)),
      ("peak memory", "\(usage.peakMemory) (of the session so far)"), ("output", "\(usage.outputBytes)"),
    ])
  }

  static func denials(_ denials: [Denial]) -> String {
    guard !denials.isEmpty else { return "nothing was refused\n" }
    let shown = denials.suffix(20).map { "\($0.reason)\n" }.joined()
    return denials.count > 20 ? "and \(denials.count - 20) before these:\n" + shown : shown
  }

  private static func rows(_ rows: [(String, String)]) -> String {
    rows.map { ($0.0.padded(to: 14) + $0.1).trimmingTrailingSpaces + "\n" }.joined()
  }
}
