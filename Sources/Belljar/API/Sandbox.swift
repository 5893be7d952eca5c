/// Runs untrusted Python programs, each in a single-use, locked-down process.
///
/// ```swift
/// let sandbox = try await Sandbox()
/// let outcome = try await sandbox.run("print(6 * 7)")
/// print(outcome.standardOutput)   // 42
/// await sandbox.shutdown()
/// ```
///
/// A sandbox may be used from many tasks at once. Its worker process lives until ``shutdown()``, or until the last
/// reference to the sandbox goes.
public final class Sandbox: Sendable {
  /// How the host runs its side; none of it changes what a program may do.
  public struct Configuration: Sendable, Hashable {
    /// The worker executable. By default the one that `BELLJAR_WORKER` names (as `secure_getenv` reads it), else the
    /// one beside the running executable.
    public var workerPath: String?
    /// Runs at the same time; further ones wait their turn, first come, first served. Default: twice the processors.
    public var maximumConcurrentRuns: Int
    /// Children kept forked, locked down and waiting. Default 2.
    public var waitingChildren: Int
    /// Runs after which a worker retires. Default 10,000.
    ///
    /// All children of a worker have the same address layout and hash seed; a new worker has others. Its successor is
    /// started while it goes on serving, and takes over when it is ready: no run waits for that, and a few more runs than
    /// this may begin on the old one, which lives until its last run has ended.
    public var maximumRunsPerWorker: Int
    /// Time after which a worker that has served a run retires, in the same way. Default one hour.
    public var maximumWorkerAge: Duration
    /// How long a worker may stay silent.
    package var deadlines = WorkerDeadlines()

    /// Creates a configuration.
    public init(
      workerPath: String? = nil, maximumConcurrentRuns: Int = Configuration.defaultConcurrency,
      waitingChildren: Int = 2, maximumRunsPerWorker: Int = 10_000, maximumWorkerAge: Duration = .seconds(3600)
    ) {
      self.workerPath = workerPath
      self.maximumConcurrentRuns = maximumConcurrentRuns
      self.waitingChildren = waitingChildren
      self.maximumRunsPerWorker = maximumRunsPerWorker
      self.maximumWorkerAge = maximumWorkerAge
    }

    /// Twice the number of processors that are online.
    public static var defaultConcurrency: Int { HostProcessors.online * 2 }
  }

  /// The policy that the sandbox was made with.
  public let policy: Policy

  private let pool: WorkerPool

  /// Starts a worker and builds its image.
  ///
  /// - Parameters:
  ///   - policy: What programs may do.
  ///   - configuration: How the host runs its side.
  /// - Throws: ``BelljarError`` if the policy is invalid, the worker is missing, of another build or cannot start, a
  ///   module cannot be imported, or a required layer cannot be had. No untrusted code has run then.
  public init(policy: Policy = .standard, configuration: Configuration = Configuration()) async throws {
    try policy.validate()
    self.policy = policy
    pool = try WorkerPool(policy: policy, configuration: configuration)
    try await pool.start()
  }

  deinit { pool.shutDown() }

  /// Runs a program in a fresh child and returns what it did.
  ///
  /// Cancelling the task interrupts the program, kills it 100 ms later and returns an outcome whose termination is
  /// ``Termination/cancelled``, with the output so far.
  ///
  /// - Parameters:
  ///   - source: The program, at most 8 MiB of UTF-8.
  ///   - limits: Limits for this run, none above the policy's. Default: the policy's own.
  ///   - standardInput: What the program reads from its standard input.
  ///   - onOutput: Called with each piece of output as it arrives, in order, on Belljar's own thread: it must not
  ///     block. The outcome holds the same bytes.
  /// - Returns: The outcome; a program that raised, crashed or met a limit is an outcome too.
  /// - Throws: ``BelljarError``: a limit above the ceiling, a source too large, a dead worker, a sandbox shut down.
  public func run(
    _ source: String, limits: Limits? = nil, standardInput: StandardInput = .none,
    onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)? = nil
  ) async throws -> Outcome {
    try await run(
      bytes: Array(source.utf8), limits: limits, standardInput: standardInput, onOutput: onOutput)
  }

  /// Runs a program given as bytes, which need not be UTF-8: if they are not, that is the program's fault, and the
  /// outcome is ``Termination/raised(_:)``. Otherwise as ``run(_:limits:standardInput:onOutput:)``.
  public func run(
    bytes source: [UInt8], limits: Limits? = nil, standardInput: StandardInput = .none,
    onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)? = nil
  ) async throws -> Outcome {
    let limits = limits ?? policy.limits
    try limits.validate(under: policy.limits)
    try Self.validate(source: source)
    return try await pool.run(
      Program(source: source, limits: limits, standardInput: standardInput, onOutput: onOutput))
  }

  /// Ends the worker and all of its children. Runs that have not ended throw; later ones do too.
  public func shutdown() async {
    pool.shutDown()
    await pool.ended()
  }
}
