import Belljar

/// Python at work: what the interpreter's build, the isolation and the filters cost a program that computes.
enum CPUBound {
  static let inside = Measure("computing, in Belljar", .milliseconds)
  static let outside = Measure("computing, in python -I -S", .milliseconds)

  static func inside(_ program: CPUBoundProgram) -> Measure { Measure("  \(program.name), in Belljar", .milliseconds) }
  static func outside(_ program: CPUBoundProgram) -> Measure { Measure("  \(program.name), in python", .milliseconds) }

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    let sandbox = try await Sandbox()
    for round in 0..<setting.rounds(dividedBy: 4) {
      var totals = (inside: 0.0, outside: 0.0)
      for program in CPUBoundProgram.all {
        // Who is first changes, lest one of them always follow the other.
        var (within, without) = (0.0, 0.0)
        if round.isMultiple(of: 2) { within = try await time(program, in: sandbox) }
        without = try time(program, setting)
        if !round.isMultiple(of: 2) { within = try await time(program, in: sandbox) }
        results.add(inside(program), round: [within])
        results.add(outside(program), round: [without])
        totals.inside += within
        totals.outside += without
      }
      results.add(inside, round: [totals.inside])
      results.add(outside, round: [totals.outside])
    }
    await sandbox.shutdown()
  }

  /// Milliseconds of the work, by the program's own clock.
  private static func time(_ program: CPUBoundProgram, in sandbox: Sandbox) async throws -> Double {
    let outcome = try await sandbox.run(program.source)
    try expect(outcome) { $0.hasFinished }
    return try milliseconds(outcome.standardOutput)
  }

  private static func time(_ program: CPUBoundProgram, _ setting: Setting) throws -> Double {
    guard let output = SpawnedProgram([setting.python, "-I", "-S", "-c", program.source]).output() else {
      throw BenchmarkFailure("\(setting.python) cannot run the program '\(program.name)'")
    }
    return try milliseconds(output)
  }

  private static func milliseconds(_ output: String) throws -> Double {
    guard let seconds = Double(output.prefix { !$0.isNewline }) else {
      throw BenchmarkFailure("'\(output)' is no time")
    }
    return seconds * 1000
  }
}
