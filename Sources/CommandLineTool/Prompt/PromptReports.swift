import Belljar

/// What the prompt's own commands print.
enum PromptReports {
  static func limits(_ policy: Policy) -> String {
    let (limits, session) = (policy.limits, policy.session)
    return rows([
      ("a statement", ""), ("  wall time", shown(limits.wallTime)), ("  CPU time", shown(limits.cpuTime)),
      ("  memory", "\(limits.memory)"), ("  output", "\(limits.output)"), ("  recursion", "\(limits.recursion)"),
      ("the session", ""), ("  wall time", shown(session.wallTime)), ("  CPU time", shown(session.cpuTime)),
      ("  output", "\(session.output)"), ("  idle time", shown(session.idleTime)),
      ("  lifetime", shown(session.lifetime)),
    ])
  }

  /// In the largest unit of which it is a multiple.
  private static func shown(_ time: Duration) -> String {
    for (unit, name) in [(Duration.seconds(3600), "h"), (.seconds(60), "min")] where time >= unit {
      let count = Int(time / unit)
      if unit * count == time { return "\(count) \(name)" }
    }
    return time.text(decimals: 3)
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
