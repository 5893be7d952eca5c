import Glibc

/// What users would pick instead. Each is optional; one that is missing is said to be.
enum Rivals {
  static let trivial = Measure("/bin/true")
  static let python = Measure("python -I -S -c pass")
  static let bubblewrap = Measure("bwrap --unshare-all, the same")
  static let nsjail = Measure("nsjail, the same")
  static let montyReused = Measure("Monty, worker reused")
  static let montyNew = Measure("Monty, a new worker")

  static func program(_ setting: Setting) -> SpawnedProgram {
    SpawnedProgram([setting.python, "-I", "-S", "-c", "pass"])
  }

  static func contestants(_ setting: Setting, into results: inout Results) -> [Contestant] {
    var contestants: [Contestant] = []
    let python = program(setting).arguments
    contestants += spawned(Self.trivial, ["/bin/true"], into: &results)
    contestants += spawned(Self.python, python, into: &results)
    if let path = SpawnedProgram.find("bwrap") {
      let root =
        ["--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"]
        + ["--proc", "/proc", "--dev", "/dev"]
      contestants += spawned(bubblewrap, [path, "--unshare-all"] + root + python, into: &results)
    } else {
      results.note("Not measured: bubblewrap is not installed (apt install bubblewrap).")
    }
    if let path = SpawnedProgram.find("nsjail") {
      // Its own defaults: all namespaces, rlimits; the whole root, read-only.
      contestants += spawned(
        nsjail, [path, "--really_quiet", "--mode", "o", "--chroot", "/", "--"] + python, into: &results)
    } else {
      results.note(
        "Not measured: nsjail is not on PATH (Debian 12 has no package; see https://github.com/google/nsjail).")
    }
    if let monty = Monty.start(setting, into: &results) {
      contestants += [
        Contestant([montyReused]) { try monty.block(.reused, $0, $1).map { [$0] } },
        Contestant([montyNew], trials: 12) { try monty.block(.new, $0, $1).map { [$0] } },
      ]
    }
    return contestants
  }

  /// Fewer trials: each takes as long as many of the others, and finds its caches cold whatever was before.
  private static func spawned(
    _ measure: Measure, _ arguments: [String], into results: inout Results
  ) -> [Contestant] {
    let program = SpawnedProgram(arguments)
    guard program.run() else {
      results.note("Not measured: '\(arguments.joined(separator: " "))' fails here.")
      return []
    }
    return [
      Contestant(measure, trials: 10) {
        guard program.run() else { throw BenchmarkFailure("\(arguments[0]) failed") }
      }
    ]
  }
}
