/// What a session may use in all, beside the limits of each of its runs.
///
/// A run in a session never gets more than is left of these; when nothing is left, or a session was idle or open for too
/// long, its child is killed, and what is asked of it next throws ``BelljarError`` with the code `sessionEnded`.
public struct SessionLimits: Sendable, Hashable {
  /// Wall time of all runs together. Default 10 minutes.
  public var wallTime: Duration
  /// CPU time of the child. Default 60 s.
  public var cpuTime: Duration
  /// Bytes that all runs may write. Default 16 MiB.
  public var output: ByteCount
  /// Calls of the host's functions by all runs. Default 100,000.
  public var calls: Int
  /// Time between two runs. Default 10 minutes.
  public var idleTime: Duration
  /// Time from the session's opening. Default one hour.
  public var lifetime: Duration

  /// Creates limits; each has a finite default.
  public init(
    wallTime: Duration = .seconds(600), cpuTime: Duration = .seconds(60), output: ByteCount = .mebibytes(16),
    calls: Int = 100_000, idleTime: Duration = .seconds(600), lifetime: Duration = .seconds(3600)
  ) {
    self.wallTime = wallTime
    self.cpuTime = cpuTime
    self.output = output
    self.calls = calls
    self.idleTime = idleTime
    self.lifetime = lifetime
  }
}
