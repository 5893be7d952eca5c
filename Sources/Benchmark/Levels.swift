import Belljar
import Glibc

/// What each namespace level costs: a warm run, a program whose syntax tree must be looked at, Python at work, and the faults
/// of a child.
enum Levels {
  private static let levels: [NamespaceLevel] = [.allowlist, .restricted, .hardened, .audited]
  /// The word `__doc` makes the tree necessary and breaks no rule.
  private static let suspicious = "pass  # __doc"

  static func warm(_ level: NamespaceLevel) -> Measure { Measure("run(\"pass\"), \(level.rawValue)") }
  static func checked(_ level: NamespaceLevel) -> Measure {
    Measure("the same with a suspicious word, \(level.rawValue)")
  }
  static func computing(_ level: NamespaceLevel) -> Measure { Measure("computing, \(level.rawValue)", .milliseconds) }
  static func faults(_ level: NamespaceLevel) -> Measure { Measure("a run's faults, \(level.rawValue)", .count) }

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    var sandboxes: [(level: NamespaceLevel, sandbox: Sandbox)] = []
    for level in levels { sandboxes.append((level, try await Sandbox(policy: policy(level)))) }
    let contestants = sandboxes.flatMap { level, sandbox in
      [
        Contestant(warm(level)) { try expect(await sandbox.run("pass")) { $0.hasFinished } },
        Contestant(checked(level)) { try expect(await sandbox.run(suspicious)) { $0.hasFinished } },
      ]
    }
    try await alternate(contestants, rounds: setting.rounds, gap: setting.gap, into: &results)
    for _ in 0..<setting.rounds(dividedBy: 4) {
      for (level, sandbox) in sandboxes {
        var total = 0.0
        for program in CPUBoundProgram.all {
          let outcome = try await sandbox.run(program.source)
          try expect(outcome) { $0.hasFinished }
          total += 1000 * (Double(outcome.standardOutput.prefix { !$0.isNewline }) ?? .nan)
        }
        results.add(computing(level), round: [total])
      }
    }
    for (_, sandbox) in sandboxes { await sandbox.shutdown() }
    for level in levels {
      let (few, many) = (10, 110)
      let difference = try await faults(of: many, level) - faults(of: few, level)
      results.add(faults(level), round: [Double(difference) / Double(many - few)])
    }
  }

  /// Of a whole worker, with its children: what the kernel adds to the account of who waits for it.
  private static func faults(of runs: Int, _ level: NamespaceLevel) async throws -> Int {
    let before = faultsOfChildren
    let sandbox = try await Sandbox(policy: policy(level))
    for _ in 0..<runs { try expect(await sandbox.run("pass")) { $0.hasFinished } }
    await sandbox.shutdown()
    return faultsOfChildren - before
  }

  private static var faultsOfChildren: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return usage.ru_minflt
  }

  private static func policy(_ level: NamespaceLevel) -> Policy {
    var policy = Policy.standard
    policy.image.namespace = level
    return policy
  }
}
