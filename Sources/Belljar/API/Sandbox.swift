internal import BelljarWire

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
public final class Sandbox: ProgramRunner {
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
    /// Sessions that may be open at the same time; each has a child of its own. Default 256.
    public var maximumSessions: Int
    /// How long a worker may stay silent.
    package var deadlines = WorkerDeadlines()

    /// Creates a configuration.
    public init(
      workerPath: String? = nil, maximumConcurrentRuns: Int = Configuration.defaultConcurrency,
      waitingChildren: Int = 2, maximumRunsPerWorker: Int = 10_000, maximumWorkerAge: Duration = .seconds(3600),
      maximumSessions: Int = 256
    ) {
      self.workerPath = workerPath
      self.maximumConcurrentRuns = maximumConcurrentRuns
      self.waitingChildren = waitingChildren
      self.maximumRunsPerWorker = maximumRunsPerWorker
      self.maximumWorkerAge = maximumWorkerAge
      self.maximumSessions = maximumSessions
    }

    /// Twice the number of processors that are online.
    public static var defaultConcurrency: Int { HostProcessors.online * 2 }
  }

  /// The policy that the sandbox was made with.
  public let policy: Policy

  /// The functions that every run may call which names none itself.
  public let functions: HostFunctions

  let pool: WorkerPool

  /// Starts a worker and builds its image.
  ///
  /// - Parameters:
  ///   - policy: What programs may do.
  ///   - configuration: How the host runs its side.
  ///   - functions: What every run may call that names no functions itself.
  /// - Throws: ``BelljarError`` if the policy is invalid, the worker is missing, of another build or cannot start, a
  ///   module cannot be imported, or a required layer cannot be had. No untrusted code has run then.
  public init(
    policy: Policy = .standard, configuration: Configuration = Configuration(), functions: HostFunctions = .empty
  ) async throws {
    try policy.validate()
    try functions.validate(modules: policy.modules)
    self.policy = policy
    self.functions = functions
    pool = try WorkerPool(policy: policy, configuration: configuration)
    try await pool.start()
  }

  /// Starts a worker and builds its image; every run that names no functions itself may call these.
  ///
  /// ```swift
  /// let sandbox = try await Sandbox {
  ///   HostFunction("temperature") { (city: String) async throws -> Double in try await weather.temperature(in: city) }
  /// }
  /// ```
  public convenience init(
    policy: Policy = .standard, configuration: Configuration = Configuration(),
    @HostFunctionBuilder functions: () -> [HostFunction]
  ) async throws {
    try await self.init(policy: policy, configuration: configuration, functions: HostFunctions(functions()))
  }

  deinit { pool.shutDown() }

  /// Runs a program in a fresh child and returns what it did.
  ///
  /// If the program's last statement is an expression, its value is the outcome's ``Outcome/value``, as at a prompt.
  ///
  /// Cancelling the task interrupts the program, kills it 100 ms later and returns an outcome whose termination is
  /// ``Termination/cancelled``, with the output so far.
  ///
  /// - Parameters:
  ///   - source: The program, at most 8 MiB of UTF-8.
  ///   - limits: Limits for this run, none above the policy's ceilings. Default: the policy's own.
  ///   - inputs: Values that the program finds under their names.
  ///   - functions: Functions of the host's that the program may call. Default: the sandbox's.
  ///   - standardInput: What the program reads from its standard input.
  ///   - onOutput: Called with each piece of output as it arrives, in order, on Belljar's own thread: it must not
  ///     block. The outcome holds the same bytes.
  /// - Returns: The outcome; a program that raised, crashed or met a limit is an outcome too.
  /// - Throws: ``BelljarError``: a limit above the ceiling, a source too large, an input that cannot cross, a dead worker,
  ///   a sandbox shut down.
  public func run(
    _ source: String, limits: Limits? = nil, inputs: Inputs = [:], functions: HostFunctions? = nil,
    standardInput: StandardInput = .none, onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)? = nil
  ) async throws -> Outcome {
    try await run(
      bytes: Array(source.utf8), limits: limits, inputs: inputs, functions: functions, standardInput: standardInput,
      onOutput: onOutput)
  }

  /// Runs a program given as bytes, which need not be UTF-8: if they are not, that is the program's fault, and the
  /// outcome is ``Termination/raised(_:)``. Otherwise as
  /// ``run(_:limits:inputs:functions:standardInput:onOutput:)``.
  public func run(
    bytes source: [UInt8], limits: Limits? = nil, inputs: Inputs = [:], functions: HostFunctions? = nil,
    standardInput: StandardInput = .none, onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)? = nil
  ) async throws -> Outcome {
    var program = try program(.statements, source, limits: limits, inputs: inputs, functions: functions)
    program.standardInput = standardInput
    program.onOutput = onOutput
    return try await pool.run(program).outcome()
  }

  /// Evaluates one expression in a fresh child.
  ///
  /// ```swift
  /// let area = try await sandbox.evaluate("math.pi * r ** 2", inputs: ["r": 2.0])
  /// ```
  ///
  /// - Parameters: As those of ``run(_:limits:inputs:functions:standardInput:onOutput:)``.
  /// - Returns: The expression's value: a claim of the program's.
  /// - Throws: ``PythonException`` if the expression raised; ``UnfinishedRun`` if it met a limit, crashed, or was denied
  ///   or cancelled; ``BelljarError`` if the host failed, or the value cannot cross.
  public func evaluate(
    _ expression: String, limits: Limits? = nil, inputs: Inputs = [:], functions: HostFunctions? = nil
  ) async throws -> PythonValue {
    let program = try program(.expression, Array(expression.utf8), limits: limits, inputs: inputs, functions: functions)
    return try await pool.run(program).outcome().result()
  }

  /// As ``run(_:limits:inputs:functions:standardInput:onOutput:)``, without input.
  public func outcome(
    of source: String, limits: Limits?, inputs: Inputs, functions: HostFunctions?
  ) async throws -> Outcome {
    try await run(source, limits: limits, inputs: inputs, functions: functions)
  }

  /// Ends the worker and all of its children. Runs that have not ended throw; later ones do too.
  public func shutdown() async {
    pool.shutDown()
    await pool.ended()
  }

  /// A run as it is asked for, checked.
  func program(
    _ form: ProgramOrder.Form, _ source: [UInt8], limits: Limits?, inputs: Inputs, functions: HostFunctions?
  ) throws -> Program {
    let limits = limits ?? policy.limits
    try limits.validate(under: policy)
    try Self.validate(source: source)
    // The sandbox's own have been checked.
    try functions?.validate(modules: policy.modules)
    let functions = functions ?? self.functions
    return Program(
      form: form, source: source, limits: limits, memoryCeiling: policy.highestLimits.memory,
      cpuSeconds: Policy.cpuSeconds(limits.cpuTime),
      inputs: try inputs.encoded(
        maximumSize: limits.valueSize.bytes, reserved: functions.functions.isEmpty ? nil : functions.module),
      areInputsFrozen: inputs.isFrozen, functions: functions)
  }
}
