import Belljar

/// What a user waits for at a prompt: from a statement's end by Enter to the next prompt.
enum Prompts {
  /// Whether `1` could go on, and `1`: what `belljar repl` does in between.
  static let console = Measure("console: \"1\", until the next prompt")
  static let terminal = Measure("belljar repl: 1 on a terminal, until the next prompt")
  /// Of the same rounds.
  static let roundTrip = Measure("socketpair round trip, the other processor, beside prompts")

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    var policy = Policy.standard
    policy.session = SessionLimits(
      wallTime: .seconds(36_000), cpuTime: .seconds(36_000), output: .gibibytes(1), calls: policy.session.calls,
      idleTime: .seconds(36_000), lifetime: .seconds(36_000))
    let sandbox = try await Sandbox(
      policy: policy,
      configuration: Sandbox.Configuration(maximumConcurrentRuns: 1, waitingChildren: 1, maximumSessions: 13))
    let console = try await Console(sandbox: sandbox)
    let apart = try RoundTrip()
    var contestants = [
      Contestant([roundTrip]) {
        apart.part()
        return [measured { apart.exchange() }]
      },
      // The session is copied while the next statement is typed: the gap stands for that.
      Contestant(Self.console, trials: 10) {
        guard StatementState.isEvidentlyOver("1") else { throw BenchmarkFailure("1 could go on") }
        let outcome = try await console.run("1").outcome
        guard outcome.standardOutput == "1\n" else {
          throw BenchmarkFailure("1 is not 1 but \(outcome.termination), \(outcome.output)")
        }
      },
    ]
    do {
      let prompt = try TerminalPrompt()
      contestants.append(Contestant([terminal], trials: 10) { [try measured { try prompt.enter("1") }] })
    } catch {
      results.note("belljar repl on a terminal was not measured: \(error)")
    }
    try await alternate(contestants, rounds: setting.rounds, gap: setting.gap, into: &results)
    await console.close()
    await sandbox.shutdown()
  }
}
