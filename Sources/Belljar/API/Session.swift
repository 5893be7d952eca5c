internal import BelljarWire
internal import LinuxIsolation
internal import Synchronization

/// A child that runs one program after the other and keeps its state between them.
///
/// ```swift
/// try await sandbox.withSession { session in
///   try await session.run("x = 41")
///   let answer = try await session.evaluate("x + 1", as: Int.self)   // 42
/// }
/// ```
///
/// Each run has limits of its own, and the session has totals: ``SessionLimits``. A run that raised, or that a soft interrupt
/// ended at a limit, leaves the session usable; one that was killed does not. The outcome's ``Outcome/canContinue`` says
/// which. Runs that are asked for at the same time take turns.
///
/// A session lives until ``close()``, until the last reference to it goes, or until one of its limits is reached. All that
/// its programs left behind is theirs: what one run says after another is the claim of both.
public final class Session: ProgramRunner {
  let sandbox: Sandbox
  private let child: HostChild
  private let worker: WorkerConnection
  private let isolation: Isolation
  private let ending: SessionEnding
  private let state = Mutex(State())

  private struct State {
    var isBusy = false
    var turns: [Turn] = []
    var nextTurn = 0
    var used = Used()
    var idleTimer: UInt64?
    var lifetimeTimer: UInt64?
  }

  /// A run that waits for its turn. It is told whether it got it.
  private struct Turn {
    let number: Int
    let continuation: CheckedContinuation<Bool, Never>
  }

  /// What the runs so far have used; a copy's begin with its original's.
  struct Used {
    var wallTime = Duration.zero
    var cpuTime = Duration.zero
    var output = 0
    var calls = 0
  }

  init(
    sandbox: Sandbox, child: HostChild, worker: WorkerConnection, isolation: Isolation, ending: SessionEnding,
    used: Used = Used()
  ) {
    self.sandbox = sandbox
    self.child = child
    self.worker = worker
    self.isolation = isolation
    self.ending = ending
    let limits = sandbox.policy.session
    let timer = child.reactor.schedule(at: .now.advanced(by: limits.lifetime)) { [weak self] in
      self?.end("it was open for \(limits.lifetime)")
    }
    state.withLock { state in
      state.lifetimeTimer = timer
      state.used = used
    }
    rest()
  }

  deinit { end("nobody holds it any more") }

  /// Whether the session can serve another run.
  public var isUsable: Bool { ending.reason == nil }

  // MARK: Runs

  /// Runs a program in the session. As ``Sandbox/run(_:limits:inputs:functions:standardInput:onOutput:)``; the
  /// standard input is the session's.
  @discardableResult
  public func run(
    _ source: String, limits: Limits? = nil, inputs: Inputs = [:], functions: HostFunctions? = nil,
    onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)? = nil
  ) async throws -> Outcome {
    var program = try sandbox.program(
      .statements, Array(source.utf8), limits: limits, inputs: inputs, functions: functions)
    program.onOutput = onOutput
    return try await run(program)
  }

  /// Evaluates one expression in the session. As ``Sandbox/evaluate(_:limits:inputs:functions:)``.
  public func evaluate(
    _ expression: String, limits: Limits? = nil, inputs: Inputs = [:], functions: HostFunctions? = nil
  ) async throws -> PythonValue {
    let program = try sandbox.program(
      .expression, Array(expression.utf8), limits: limits, inputs: inputs, functions: functions)
    return try await run(program).result()
  }

  /// Calls a function that a program of the session has defined.
  ///
  /// ```swift
  /// try await session.run("def area(width, height): return width * height")
  /// let area = try await session.call("area", 3, named: ["height": 4])   // 12
  /// ```
  ///
  /// - Parameters:
  ///   - function: The function's name, or an expression that says where it is.
  ///   - arguments: The positional arguments.
  ///   - named: The named arguments.
  ///   - limits: Limits for this run.
  ///   - functions: Functions of the host's that it may call. Default: the sandbox's.
  /// - Returns: What the function returned: a claim of the program's.
  /// - Throws: As ``evaluate(_:limits:inputs:functions:)``.
  public func call(
    _ function: String, _ arguments: PythonValue..., named: [String: PythonValue] = [:], limits: Limits? = nil,
    functions: HostFunctions? = nil
  ) async throws -> PythonValue {
    try await outcome(
      ofCalling: function, arguments, named: named, limits: limits, functions: functions
    ).result()
  }

  /// Calls a function that a program of the session has defined, and decodes what it returns. As
  /// ``call(_:_:named:limits:functions:)``.
  public func call<Value: Decodable>(
    _ function: String, _ arguments: PythonValue..., named: [String: PythonValue] = [:], limits: Limits? = nil,
    functions: HostFunctions? = nil, as type: Value.Type
  ) async throws -> Value {
    try await outcome(
      ofCalling: function, arguments, named: named, limits: limits, functions: functions
    ).result().decode(as: type, from: "result")
  }

  /// Calls a function that a program of the session has defined, and tells all that is known of the run: also if the
  /// function raised, what it printed and was refused.
  ///
  /// - Parameters:
  ///   - function: The function's name, or an expression that says where it is.
  ///   - arguments: The positional arguments.
  ///   - named: The named arguments.
  ///   - limits: Limits for this run.
  ///   - functions: Functions of the host's that it may call. Default: the sandbox's.
  ///   - onOutput: Called with each piece of output, as by ``run(_:limits:inputs:functions:onOutput:)``.
  /// - Returns: The outcome, whose value is what the function returned.
  /// - Throws: ``BelljarError``, as ``run(_:limits:inputs:functions:onOutput:)``.
  public func outcome(
    ofCalling function: String, _ arguments: [PythonValue] = [], named: [String: PythonValue] = [:],
    limits: Limits? = nil, functions: HostFunctions? = nil,
    onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)? = nil
  ) async throws -> Outcome {
    var program = try sandbox.program(
      .call, Array(function.utf8), limits: limits, inputs: [:], functions: functions)
    program.inputs = try CallArguments.encoded(
      arguments, named.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      maximumSize: program.limits.valueSize.bytes)
    program.onOutput = onOutput
    return try await run(program)
  }

  /// As ``run(_:limits:inputs:functions:onOutput:)``.
  public func outcome(
    of source: String, limits: Limits?, inputs: Inputs, functions: HostFunctions?
  ) async throws -> Outcome {
    try await run(source, limits: limits, inputs: inputs, functions: functions)
  }

  func run(_ program: Program) async throws -> Outcome {
    guard await takeTurn() else { return .cancelledBeforeStart(isolation: isolation, canContinue: isUsable) }
    defer { giveTurn() }
    if Task.isCancelled { return .cancelledBeforeStart(isolation: isolation, canContinue: isUsable) }
    let program = try limited(program)
    let finished = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let hasBegun = child.start(program, isolation: isolation) { [ending] result in
          // The news of its end may not have come this far.
          if result == nil { ending.note(SessionEnding.lost) }
          continuation.resume(with: (result ?? .failure(ending.error)).mapError { $0 as any Error })
        }
        if !hasBegun {
          ending.note(SessionEnding.lost)
          continuation.resume(throwing: ending.error)
        }
        if Task.isCancelled { child.cancel() }
      }
    } onCancel: {
      child.cancel()
    }
    let outcome = finished.outcome()
    state.withLock { state in
      state.used.wallTime += outcome.usage.wallTime - finished.lineTime
      state.used.cpuTime += outcome.usage.userTime + outcome.usage.systemTime
      state.used.output += outcome.usage.outputBytes.bytes
      state.used.calls += finished.calls
    }
    if !outcome.canContinue { ending.note("a run of it was ended: \(outcome.termination)") }
    return outcome
  }

  /// A program with no more than the session has left.
  private func limited(_ program: Program) throws(BelljarError) -> Program {
    if let reason = ending.reason { throw SessionEnding.error(reason) }
    let limits = sandbox.policy.session
    let used = state.withLock { $0.used }
    var program = program
    program.limits.wallTime = min(program.limits.wallTime, limits.wallTime - used.wallTime)
    program.limits.cpuTime = min(program.limits.cpuTime, limits.cpuTime - used.cpuTime)
    program.limits.output = min(program.limits.output, .bytes(max(0, limits.output.bytes - used.output)))
    program.remainingCalls = max(0, limits.calls - used.calls)
    program.cpuSeconds = Policy.cpuSeconds(limits.cpuTime)
    guard program.limits.wallTime > .zero, program.limits.cpuTime > .zero else {
      end("its time is used up (\(limits.wallTime) of wall time, \(limits.cpuTime) of CPU time)")
      throw ending.error
    }
    return program
  }

  // MARK: Copies

  /// Copies the session: the copy has all of its state, and from then on both go their own ways.
  ///
  /// ```swift
  /// try await session.run("items = [1, 2]")
  /// let before = try await session.fork()
  /// try await session.run("items.clear()")
  /// try await before.evaluate("len(items)")   // 2
  /// ```
  ///
  /// The process itself is copied, by the kernel and within a millisecond or so; memory is shared until one of them changes
  /// it. The copy has the same lockdown and the same limits; what the session has used of its totals counts for the copy
  /// too, and a copy is a session of its own, up to the configuration's `maximumSessions`. Its standard input is at its end.
  /// A program cannot do this by itself.
  ///
  /// - Throws: ``BelljarError``: the session has ended, its image allows threads, too many sessions are open, or its process
  ///   did not do as it was told.
  public func fork() async throws -> Session {
    guard await takeTurn() else { throw CancellationError() }
    defer { giveTurn() }
    if let reason = ending.reason { throw SessionEnding.error(reason) }
    let ending = SessionEnding()
    let copy = try await sandbox.pool.copySession(child, on: worker) { ending.childHasEnded() }
    return Session(
      sandbox: sandbox, child: copy, worker: worker, isolation: isolation, ending: ending,
      used: state.withLock { $0.used })
  }

  // MARK: Turns

  /// False if the task was cancelled while others had theirs.
  private func takeTurn() async -> Bool {
    let number = state.withLock { state in
      state.nextTurn += 1
      return state.nextTurn
    }
    let isMine = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isFree = state.withLock { state in
          guard state.isBusy else {
            state.isBusy = true
            return true
          }
          state.turns.append(Turn(number: number, continuation: continuation))
          return false
        }
        if isFree { return continuation.resume(returning: true) }
        // A cancel that came before found nobody waiting.
        if Task.isCancelled { giveUpTurn(number) }
      }
    } onCancel: {
      giveUpTurn(number)
    }
    guard isMine else { return false }
    if let timer = state.withLock({ $0.idleTimer.take() }) { child.reactor.cancel(timer: timer) }
    return true
  }

  private func giveUpTurn(_ number: Int) {
    let turn = state.withLock { state in
      state.turns.firstIndex { $0.number == number }.map { state.turns.remove(at: $0) }
    }
    turn?.continuation.resume(returning: false)
  }

  private func giveTurn() {
    let next = state.withLock { state -> Turn? in
      guard !state.turns.isEmpty else {
        state.isBusy = false
        return nil
      }
      return state.turns.removeFirst()
    }
    if let next { next.continuation.resume(returning: true) } else { rest() }
  }

  /// Waits for the next run, but not for ever.
  private func rest() {
    let idleTime = sandbox.policy.session.idleTime
    let timer = child.reactor.schedule(at: .now.advanced(by: idleTime)) { [weak self] in
      guard let self, self.state.withLock({ !$0.isBusy }) else { return }
      self.end("it was idle for \(idleTime)")
    }
    let previous = state.withLock { state in
      defer { state.idleTimer = timer }
      return state.idleTimer
    }
    if let previous { child.reactor.cancel(timer: previous) }
  }

  // MARK: The end

  /// Ends the session and waits until its child is gone. A run that is under way throws.
  public func close() async {
    end("it was closed")
    await ending.wait()
  }

  private func end(_ reason: String) {
    ending.note(reason)
    child.endSession()
    let timers = state.withLock { [$0.idleTimer.take(), $0.lifetimeTimer.take()] }
    for timer in timers.compactMap(\.self) { child.reactor.cancel(timer: timer) }
  }
}

/// Whether and why a session has ended, for all who ask.
final class SessionEnding: Sendable {
  private struct State {
    var reason: String?
    var isGone = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  var reason: String? { state.withLock { $0.reason } }

  static let lost = "its process ended"

  var error: BelljarError { Self.error(reason ?? Self.lost) }

  static func error(_ reason: String) -> BelljarError {
    BelljarError(.sessionEnded, "The session has ended: \(reason); open a new one.")
  }

  /// Notes why; the first reason stays.
  func note(_ reason: String) {
    state.withLock { state in
      if state.reason == nil { state.reason = reason }
    }
  }

  /// The child is gone.
  func childHasEnded() {
    note(Self.lost)
    let waiters = state.withLock { state in
      state.isGone = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Waits until the child is gone.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isGone = state.withLock { state in
        if !state.isGone { state.waiters.append(continuation) }
        return state.isGone
      }
      if isGone { continuation.resume() }
    }
  }
}

extension Sandbox {
  /// Opens a session.
  ///
  /// - Parameter standardInput: What the session's programs read from their standard input, all of them together.
  /// - Returns: The session, to be closed by ``Session/close()``, or by letting go of it.
  /// - Throws: ``BelljarError``: as many sessions are open as the configuration allows, or the host failed.
  public func openSession(standardInput: StandardInput = .none) async throws -> Session {
    let ending = SessionEnding()
    let (child, isolation, worker) = try await pool.openSession(standardInput: standardInput) { ending.childHasEnded() }
    return Session(sandbox: self, child: child, worker: worker, isolation: isolation, ending: ending)
  }

  /// Opens a session for the time of a closure, and closes it whatever comes of that.
  public func withSession<Result>(_ body: (Session) async throws -> Result) async throws -> Result {
    let session = try await openSession()
    do {
      let result = try await body(session)
      await session.close()
      return result
    } catch {
      await session.close()
      throw error
    }
  }
}
