/// A kind of trial that takes its turn with others.
///
/// Trials come in blocks: a processor that was idle has lost its caches, and what was run before a trial decides what is
/// in them. So within a block each trial follows one of its own kind, after the same gap, as in an app that does only
/// this; and the blocks of all kinds alternate, many times round, because the machine's speed drifts.
struct Contestant {
  let measures: [Measure]
  let trials: Int
  /// The first trials of a block find what the kind before has left.
  let discarded: Int
  /// Gives a value per measure for each trial.
  private let block: (_ trials: Int, _ gap: Duration) async throws -> [[Double]]

  init(
    _ measures: [Measure], trials: Int = 25, discarded: Int = 2,
    block: @escaping (_ trials: Int, _ gap: Duration) async throws -> [[Double]]
  ) {
    self.measures = measures
    self.trials = trials
    self.discarded = discarded
    self.block = block
  }

  /// One whose trials measure themselves.
  init(
    _ measures: [Measure], trials: Int = 25, discarded: Int = 2, trial: @escaping () async throws -> [Double]
  ) {
    self.init(measures, trials: trials, discarded: discarded) { trials, gap in
      var values: [[Double]] = []
      for _ in 0..<trials {
        try await Task.sleep(for: gap)
        values.append(try await trial())
      }
      return values
    }
  }

  /// One whose whole trial is measured.
  init(_ measure: Measure, trials: Int = 25, discarded: Int = 2, _ body: @escaping () async throws -> Void) {
    self.init([measure], trials: trials, discarded: discarded) { [try await measured(body)] }
  }

  func perform(gap: Duration, into results: inout Results) async throws {
    let values = try await block(trials, gap).dropFirst(discarded)
    for (index, measure) in measures.enumerated() { results.add(measure, round: values.map { $0[index] }) }
  }
}

/// Blocks of each kind in turn, many times round.
func alternate(
  _ contestants: [Contestant], rounds: Int, gap: Duration, into results: inout Results
) async throws {
  for _ in 0..<rounds {
    for contestant in contestants { try await contestant.perform(gap: gap, into: &results) }
  }
}
