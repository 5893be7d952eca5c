import Belljar
import Synchronization

/// Runs per second of several clients without pauses.
enum Throughput {
  static let clientCounts = [2, 8]

  static func belljar(_ clients: Int) -> Measure { Measure("\(clients) clients: run(\"pass\")", .perSecond) }
  static func python(_ clients: Int) -> Measure { Measure("\(clients) clients: python -I -S -c pass", .perSecond) }
  static func monty(_ clients: Int) -> Measure { Measure("\(clients) clients: Monty, new workers", .perSecond) }

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    let monty = Monty.start(setting, into: &results)
    let python = Rivals.program(setting)
    let sandbox = try await Sandbox()
    for _ in 0..<setting.rounds(dividedBy: 6) {
      for clients in clientCounts {
        results.add(Self.belljar(clients), round: [try await rate(sandbox, clients)])
        results.add(Self.python(clients), round: [rate(python, clients)])
        if let monty {
          results.add(
            Self.monty(clients), round: try monty.throughput(.new, clients: clients, seconds: seconds))
        }
        // What the pool still has to do belongs to nobody's time.
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    await sandbox.shutdown()
  }

  /// Of one trial.
  private static let seconds = 1.0

  private static func rate(_ sandbox: Sandbox, _ clients: Int) async throws -> Double {
    let start = now()
    let runs = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<clients {
        group.addTask {
          var runs = 0
          while now() - start < seconds * 1e6 {
            try expect(await sandbox.run("pass")) { $0.hasFinished }
            runs += 1
          }
          return runs
        }
      }
      return try await group.reduce(0, +)
    }
    return Double(runs) / (now() - start) * 1e6
  }

  private static func rate(_ program: SpawnedProgram, _ clients: Int) -> Double {
    let runs = Atomic(0)
    let start = now()
    onThreads(clients) {
      while now() - start < seconds * 1e6, program.run() { runs.add(1, ordering: .relaxed) }
    }
    return Double(runs.load(ordering: .relaxed)) / (now() - start) * 1e6
  }
}
