import Belljar

/// A run on a child that waits, as an app sees it: from the call in Swift to the outcome.
enum Warm {
  static let pass = Measure("run(\"pass\")")
  static let print = Measure("run(\"print(6*7)\")")
  static let raise = Measure("run(\"1/0\")")
  static let passOnMainActor = Measure("run(\"pass\"), from the main actor")

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    let sandbox = try await Sandbox()
    var contestants = try Floors.contestants()
    contestants += [
      Contestant(pass) { try expect(await sandbox.run("pass")) { $0.hasFinished } },
      Contestant(print) { try expect(await sandbox.run("print(6*7)")) { $0.standardOutput == "42\n" } },
      Contestant(raise) { try expect(await sandbox.run("1/0")) { $0.exception?.type == "ZeroDivisionError" } },
      Contestant([passOnMainActor]) { trials, gap in try await blockOnMainActor(sandbox, trials, gap) },
    ]
    contestants += Rivals.contestants(setting, into: &results)
    try await alternate(contestants, rounds: setting.rounds, gap: setting.gap, into: &results)
    await sandbox.shutdown()
  }

  /// The whole block there: what a caller on the main actor pays is the way back to its thread.
  @MainActor
  private static func blockOnMainActor(
    _ sandbox: Sandbox, _ trials: Int, _ gap: Duration
  ) async throws -> [[Double]] {
    var values: [[Double]] = []
    for _ in 0..<trials {
      try await Task.sleep(for: gap)
      values.append([try await measured { try expect(await sandbox.run("pass")) { $0.hasFinished } }])
    }
    return values
  }
}

/// A benchmark of runs that went wrong would be one of nothing.
func expect(_ outcome: Outcome, _ isRight: (Outcome) -> Bool) throws {
  guard isRight(outcome) else { throw BenchmarkFailure("a run ended otherwise than it should: \(outcome)") }
}

extension Outcome {
  var hasFinished: Bool {
    if case .finished = termination { true } else { false }
  }
}
