import ArgumentParser
import Belljar

/// The limits of a run.
///
/// Whoever gives them owns the policy too, so they may also lie above its defaults.
struct LimitArguments: ParsableArguments {
  @Option(
    name: .customLong("time"), parsing: .unconditional,
    help: ArgumentHelp("Time from start to end: 5s, 500ms, 2m. (default: 5s)", valueName: "duration"),
    transform: Quantity.duration)
  var wallTime: Duration?

  @Option(
    name: .customLong("cpu"), parsing: .unconditional,
    help: ArgumentHelp("CPU time, user and system. (default: 5s)", valueName: "duration"),
    transform: Quantity.duration)
  var cpuTime: Duration?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Memory beyond the bare interpreter's: 256MiB, 64MB. KB and MB count by 1000, KiB and MiB by 1024. "
        + "(default: 256MiB)",
      valueName: "amount"),
    transform: Quantity.memory)
  var memory: ByteCount?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Bytes on stdout and stderr together. (default: 1MiB)", valueName: "amount"),
    transform: Quantity.output)
  var output: ByteCount?

  /// `limits` with those that were given in their place.
  func applied(to limits: Limits) -> Limits {
    var limits = limits
    if let wallTime { limits.wallTime = wallTime }
    if let cpuTime { limits.cpuTime = cpuTime }
    if let memory { limits.memory = memory }
    if let output { limits.output = output }
    return limits
  }
}
