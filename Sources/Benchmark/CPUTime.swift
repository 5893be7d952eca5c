import Belljar

/// CPU time per run, beside that of a bare fork of the worker.
///
/// An exit holder is reaped by nobody who counts, and it is the holder that takes a child's memory apart. So the worker's
/// own account is not all: the whole machine's busy time is, less that of a block that only sleeps. It needs a machine
/// that does nothing else.
enum CPUTime {
  static let fork = Measure("CPU: a bare fork (server and child)")
  static let forkOnMachine = Measure("CPU: a bare fork, whole machine")
  static let worker = Measure("CPU: run(\"pass\"), worker and its children")
  static let host = Measure("CPU: run(\"pass\"), the app's process")
  static let machine = Measure("CPU: run(\"pass\"), whole machine")

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    let raw = try RawWorker(policy: .standard)
    let before = ProcessorTime.children(named: "belljar-worker")
    let sandbox = try await Sandbox()
    guard let process = ProcessorTime.children(named: "belljar-worker").subtracting(before).first else {
      throw BenchmarkFailure("the sandbox's worker is not to be found among this process's children")
    }
    let count = 150
    for _ in 0..<setting.rounds(dividedBy: 5) {
      let idle = try await cost(count, gap: setting.gap, process) {}
      if idle.machine > 0.1 * idle.time { results.note(busy) }

      var used = 0
      let forks = try await cost(count, gap: setting.gap, process) { used += try raw.measureForks(1).cpuMicroseconds }
      results.add(fork, round: [Double(used) / Double(count)])
      results.add(forkOnMachine, round: [forks.less(idle).machine / Double(count)])

      let runs = try await cost(count, gap: setting.gap, process) {
        try expect(await sandbox.run("pass")) { $0.hasFinished }
      }
      results.add(worker, round: [runs.worker / Double(count)])
      results.add(host, round: [runs.less(idle).host / Double(count)])
      results.add(machine, round: [runs.less(idle).machine / Double(count)])
    }
    await sandbox.shutdown()
  }

  private static let busy =
    "The machine was busy with other things: what is said of the CPU time of all processes is not to be relied on."

  private struct Cost {
    var time, worker, host, machine: Double

    static func current(_ process: Int) throws -> Cost {
      Cost(
        time: now(), worker: try ProcessorTime.ofTree(process), host: ProcessorTime.ofThisProcess(),
        machine: try ProcessorTime.ofMachine())
    }

    static func - (after: Cost, before: Cost) -> Cost {
      Cost(
        time: after.time - before.time, worker: after.worker - before.worker, host: after.host - before.host,
        machine: after.machine - before.machine)
    }

    /// What is left when that of sleeping as long is taken off.
    func less(_ idle: Cost) -> Cost {
      let share = time / idle.time
      return Cost(
        time: time, worker: worker, host: host - idle.host * share, machine: machine - idle.machine * share)
    }
  }

  private static func cost(
    _ count: Int, gap: Duration, _ process: Int, _ body: () async throws -> Void
  ) async throws -> Cost {
    try await Task.sleep(for: .milliseconds(30))
    let before = try Cost.current(process)
    for _ in 0..<count {
      try await Task.sleep(for: gap)
      try await body()
    }
    // Burials and the last child's replacement belong to the block.
    try await Task.sleep(for: .milliseconds(30))
    return try Cost.current(process) - before
  }
}
