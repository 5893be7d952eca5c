/// What a run may use. A policy's limits are those of a run that names none; a run may lower them, and raise them up to the
/// policy's ceilings, if it has any.
///
/// | limit | enforced by | reached: |
/// | --- | --- | --- |
/// | ``wallTime`` | the host's clock, a total deadline | one soft interrupt, 100 ms later SIGKILL |
/// | ``cpuTime`` | the host, reading the child's CPU clock; behind it `RLIMIT_CPU`, in whole seconds | the same |
/// | ``memory`` | the kernel, by `RLIMIT_AS`, which the child lowers before it receives the program | `MemoryError` |
/// | ``output`` | the host, counting stdout and stderr together | SIGKILL; the first bytes are kept |
/// | ``recursion`` | CPython | `RecursionError` |
/// | ``valueSize`` | both sides, before anything is allocated | an error that names the part |
///
/// Files written, child processes and (unless the image allows them) threads are always 0.
public struct Limits: Sendable, Hashable {
  /// Time from the start of the run to its end, whatever the program does meanwhile. Default 5 s.
  public var wallTime: Duration

  /// User and system time of the child. Default 5 s.
  public var cpuTime: Duration

  /// Address space beyond what the warmed interpreter already has. Default 256 MiB.
  public var memory: ByteCount

  /// Bytes that the program may write to stdout and stderr together. Default 1 MiB.
  public var output: ByteCount

  /// Python frames, as `sys.setrecursionlimit` counts them. Default 1000.
  public var recursion: Int

  /// The size of one value that crosses, in either direction: 32 bytes for each item of it, and the bytes of its texts,
  /// bytes and big integers. All inputs of a run count as one value, and all arguments of a call. Default 32 MiB.
  ///
  /// The worker's own code may take four times as much beside ``memory``, to bring a value across.
  public var valueSize: ByteCount

  /// Creates limits; each has a finite default.
  public init(
    wallTime: Duration = .seconds(5), cpuTime: Duration = .seconds(5), memory: ByteCount = .mebibytes(256),
    output: ByteCount = .mebibytes(1), recursion: Int = 1000, valueSize: ByteCount = .mebibytes(32)
  ) {
    self.wallTime = wallTime
    self.cpuTime = cpuTime
    self.memory = memory
    self.output = output
    self.recursion = recursion
    self.valueSize = valueSize
  }

  /// The time between the soft interrupt and the kill.
  public static let grace: Duration = .milliseconds(100)
}
