import Belljar

/// From no worker at all to the first answer, beside a Python that imports the same modules.
enum FirstAnswer {
  static let sandbox = Measure("Sandbox() and run(\"pass\")", .milliseconds)
  static let python = Measure("python -I -c import, the same modules", .milliseconds)

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    let modules = Policy.standard.modules.names.joined(separator: ", ")
    let program = SpawnedProgram([setting.python, "-I", "-c", "import \(modules)"])
    let contestants = [
      Contestant([sandbox], trials: 3, discarded: 1) {
        let start = now()
        let sandbox = try await Sandbox()
        try expect(await sandbox.run("pass")) { $0.hasFinished }
        let time = now() - start
        await sandbox.shutdown()
        return [time / 1000]
      },
      Contestant([python], trials: 3, discarded: 1) {
        let start = now()
        guard program.run() else { throw BenchmarkFailure("\(setting.python) cannot import \(modules)") }
        return [(now() - start) / 1000]
      },
    ]
    try await alternate(contestants, rounds: setting.rounds(dividedBy: 4), gap: setting.gap, into: &results)
  }
}
