/// One target, and how the run did.
struct Goal {
  enum Bound {
    case atMost(Double)
    case atLeast(Double)
    case below(Double)

    func admits(_ value: Double) -> Bool {
      switch self {
      case .atMost(let bound): value <= bound
      case .atLeast(let bound): value >= bound
      case .below(let bound): value < bound
      }
    }

    var text: String {
      switch self {
      case .atMost(let bound): "≤ \(bound.text)"
      case .atLeast(let bound): "≥ \(bound.text)"
      case .below(let bound): "< \(bound.text)"
      }
    }
  }

  let name: String
  let bound: Bound
  /// Nil if a part of it was not measured.
  let value: Ratio?

  init(_ name: String, _ bound: Bound, _ value: Ratio?) {
    self.name = name
    self.bound = bound
    self.value = value
  }

  static func all(in results: Results) -> [Goal] {
    let warm = results[Warm.pass]?.samples
    let tail = warm?.quantile(0.99).flatMap { tail in warm?.median.map { Ratio(value: tail / $0) } }
    let memory = results[Memory.dirty].flatMap { series in
      series.samples.median.map {
        Ratio(
          value: $0 / 1024, low: series.samples.quantile(0.1).map { $0 / 1024 },
          high: series.samples.quantile(0.9).map { $0 / 1024 })
      }
    }
    return [
      Goal(
        "run(\"pass\") / round trip to the other processor", .atMost(5), results.ratio(Warm.pass, to: Floors.roundTrip)),
      Goal("python -I -S -c pass / run(\"pass\")", .atLeast(40), results.ratio(Rivals.python, to: Warm.pass)),
      Goal("run(\"pass\") / Monty, worker reused", .below(1), results.ratio(Warm.pass, to: Rivals.montyReused)),
      Goal("run(\"pass\"), p99 / p50", .atMost(6), tail),
      Goal(
        "evaluate in a session / round trip to the other processor", .atMost(5),
        results.ratio(Sessions.evaluate, to: Sessions.roundTrip)),
      Goal(
        "call of a host function / round trip to the other processor", .atMost(5),
        results.ratio(Sessions.call, to: Sessions.roundTrip)),
      Goal(
        "console, `1` to the next prompt / round trip to the other processor", .atMost(10),
        results.ratio(Prompts.console, to: Prompts.roundTrip)),
      Goal(
        "16 MiB of bytes each way / through a socketpair", .atMost(2), results.ratio(Sessions.bytes, to: Sessions.echo)),
      Goal("empty pool, to the record / bare fork", .atMost(1.5), results.ratio(EmptyPool.reply, to: Floors.fork)),
      Goal("empty pool, to the exit / bare fork", .atMost(2.2), results.ratio(EmptyPool.exit, to: Floors.fork)),
      Goal("CPU time, worker / bare fork", .atMost(2.2), results.ratio(CPUTime.worker, to: CPUTime.fork)),
      Goal("CPU time, all processes / bare fork", .atMost(3), results.ratio(CPUTime.machine, to: CPUTime.fork)),
      Goal(
        "the same, both by the whole machine", .atMost(3), results.ratio(CPUTime.machine, to: CPUTime.forkOnMachine)),
    ]
      + Throughput.clientCounts.flatMap { clients in
        [
          Goal(
            "runs per second, \(clients) clients / python", .atLeast(4.5),
            results.ratio(Throughput.belljar(clients), to: Throughput.python(clients))),
          Goal(
            "runs per second, \(clients) clients / Monty, new workers", .atLeast(1.5),
            results.ratio(Throughput.belljar(clients), to: Throughput.monty(clients))),
        ]
      } + [
        Goal("computing, in Belljar / python", .atMost(1.1), results.ratio(CPUBound.inside, to: CPUBound.outside)),
        Goal("private dirty MiB of a waiting child", .atMost(0.5), memory),
        Goal(
          "first answer / python importing the same", .atMost(1.1),
          results.ratio(FirstAnswer.sandbox, to: FirstAnswer.python)),
        Goal(
          "the whole museum, of a minute", .atMost(1),
          results[WholeMuseum.time]?.samples.median.map { Ratio(value: $0 / 60_000) }),
      ]
  }
}
