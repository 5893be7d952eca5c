import Belljar

/// What an app pays in a session: an expression, a call of its own function, values of some size, another session.
enum Sessions {
  static let evaluate = Measure("session.evaluate(\"1 + 1\")")
  static let call = Measure("call of a host function, as Python sees it")
  static let bytes = Measure("16 MiB of bytes into an expression and back")
  static let echo = Measure("16 MiB through a socketpair and back")
  /// Of the same rounds.
  static let roundTrip = Measure("socketpair round trip, the other processor, beside sessions")
  static let open = Measure("openSession()")
  static let fork = Measure("session.fork()")

  private static let size = 16 << 20

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    var policy = Policy.standard
    policy.limits.valueSize = .mebibytes(64)
    policy.limits.memory = .mebibytes(512)
    policy.limits.wallTime = .seconds(60)
    policy.session.lifetime = .seconds(36_000)
    policy.session.wallTime = .seconds(36_000)
    policy.session.cpuTime = .seconds(36_000)
    let sandbox = try await Sandbox(policy: policy) { HostFunction("nothing") { 1 } }
    let session = try await sandbox.openSession()
    try await session.run("import time")
    let value = PythonValue.bytes([UInt8](repeating: 7, count: size))
    let echoing = try RoundTrip()
    let apart = try RoundTrip()
    let contestants = [
      Contestant([roundTrip]) {
        apart.part()
        return [measured { apart.exchange() }]
      },
      Contestant(evaluate) {
        guard try await session.evaluate("1 + 1", functions: .empty) == 2 else {
          throw BenchmarkFailure("1 + 1 is not 2")
        }
      },
      Contestant([call]) { trials, gap in try await calls(in: session, trials, gap) },
      Contestant(bytes, trials: 4, discarded: 1) {
        // To compare them all would be measured too.
        guard case .bytes(let bytes) = try await session.evaluate("x", inputs: ["x": value]), bytes.count == size,
          bytes.first == 7, bytes.last == 7
        else { throw BenchmarkFailure("other bytes") }
      },
      Contestant(echo, trials: 4, discarded: 1) { try echoing.exchange(size) },
      Contestant([open], trials: 10) {
        var opened: Session?
        let time = try await measured { opened = try await sandbox.openSession() }
        await opened?.close()
        return [time]
      },
      Contestant([fork], trials: 10) {
        var copy: Session?
        let time = try await measured { copy = try await session.fork() }
        await copy?.close()
        return [time]
      },
    ]
    try await alternate(contestants, rounds: setting.rounds, gap: setting.gap, into: &results)
    await session.close()
    await sandbox.shutdown()
  }

  /// By Python's own clock, with the gaps there.
  private static func calls(in session: Session, _ trials: Int, _ gap: Duration) async throws -> [[Double]] {
    let outcome = try await session.run(
      """
      times = []
      for _ in range(trials):
          time.sleep(gap)
          start = time.perf_counter_ns()
          host.nothing()
          times.append((time.perf_counter_ns() - start) / 1000)
      times
      """, inputs: ["trials": .int(trials), "gap": .float(gap / .seconds(1))])
    guard let value = outcome.value else { throw BenchmarkFailure("the calls failed: \(outcome.termination)") }
    return try value.decode(as: [Double].self).map { [$0] }
  }
}
