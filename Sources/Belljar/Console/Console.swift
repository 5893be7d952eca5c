internal import BelljarWire

/// What a prompt is made of: statements run one after the other in a session, each can be undone, and a session that is lost
/// is replaced.
///
/// ```swift
/// let console = try await Console(sandbox: sandbox)
/// try await console.run("x = 41")
/// let result = try await console.run("x + 1") { stream, bytes in … }   // writes 42
/// try await console.undo()
/// await console.close()
/// ```
///
/// A statement's value is printed by Python itself, as its own prompt does, and kept as `_`. The text of values is the
/// program's, and so is all output.
///
/// After each statement the session is copied (``Session/fork()``), while the next is being typed; ``undo()`` goes back to the
/// copy. The last ``Console/undoDepth`` are kept, each a process that shares its memory with the others until one changes
/// it; the sandbox's `maximumSessions` has to allow for them. Where there is no copy, a step is undone by running the
/// statements before it again, and what is returned says so.
///
/// What a statement reads from its standard input, by `input()` for example, is asked of the app, line by line; see
/// ``init(sandbox:undoDepth:readLine:)``.
///
/// What is asked for at the same time takes turns, but for ``interrupt()``.
public actor Console {
  /// How a statement went.
  public struct Result: Sendable {
    /// The run's outcome.
    public let outcome: Outcome
    /// What the next statement meets.
    public let continuation: Continuation
  }

  /// What the next statement meets.
  public enum Continuation: Sendable, Hashable {
    /// The state that the statement left, also if it raised or was interrupted.
    case same
    /// The process was ended; the state is that from before the statement.
    case restored
    /// The process was ended, now or since the statement before, and there was no copy: a new session, without the effects of
    /// these statements.
    case new(lost: [String])
  }

  /// How a step was undone.
  public enum Undoing: Sendable, Hashable {
    /// By going back to a copy made before the statement.
    case copy(undone: String)
    /// By running the statements before it once more in a new session. Times, random numbers and what host functions did
    /// may differ from the first time; a statement that failed now is named.
    case replay(undone: String, failed: [String])
  }

  private struct Step {
    let statement: String
    /// The session before the statement.
    var before: Session?
  }

  /// What sessions are opened in.
  public nonisolated let sandbox: Sandbox
  /// Copies that are kept.
  public nonisolated let undoDepth: Int
  private let readLine: (@Sendable () async throws -> String?)?
  private var session: Session
  private var steps: [Step] = []
  private var running: Task<Outcome, any Error>?
  /// A copy of the session as it is now, under way.
  private var checkpoint: Task<Session?, Never>?
  /// The end of copies that are not kept any longer.
  private var leaving: Task<Void, Never>?
  private var isClosed = false
  private var isBusy = false
  private var turns: [CheckedContinuation<Void, Never>] = []
  private var count = 0
  /// Statements that went with a session between two of them.
  private var lost: [String] = []

  /// Opens a session.
  ///
  /// - Parameters:
  ///   - sandbox: What sessions are opened in; it is the caller's to shut down.
  ///   - undoDepth: How many copies are kept; 0 for none.
  ///   - readLine: Called when a statement reads a line from its standard input, after its output so far, which ends with what
  ///     `input(prompt)` was given, has been delivered. It returns the line without its line feed, or nil for the end of the
  ///     input, which ends this one read: `input()` raises `EOFError`. A ``PythonException`` that it throws is raised in the
  ///     program: `KeyboardInterrupt`, say. The time that it takes is not the statement's, and its task is cancelled when the
  ///     statement is interrupted. Default: every read finds the end.
  /// - Throws: ``BelljarError`` as ``Sandbox/openSession(standardInput:)`` does.
  public init(
    sandbox: Sandbox, undoDepth: Int = 8, readLine: (@Sendable () async throws -> String?)? = nil
  ) async throws {
    self.sandbox = sandbox
    self.undoDepth = max(0, undoDepth)
    self.readLine = readLine
    session = try await sandbox.openSession()
    makeCheckpoint()
  }

  /// The statements whose effects the session has, first to last.
  public var statements: [String] { steps.map(\.statement) }

  // MARK: Running

  /// Runs a statement, or several lines of them.
  ///
  /// - Parameters:
  ///   - statement: The source. If it ends with an expression, its `repr` is printed, unless it is `None`.
  ///   - limits: Limits for this run. Default: the policy's own.
  ///   - functions: Functions of the host's that it may call. Default: the sandbox's.
  ///   - onOutput: Called with each piece of output, as by ``Session/run(_:limits:inputs:functions:onOutput:)``.
  /// - Returns: The outcome, and what the next statement meets.
  /// - Throws: ``BelljarError``; the console can be used further.
  @discardableResult
  public func run(
    _ statement: String, limits: Limits? = nil, functions: HostFunctions? = nil,
    onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)? = nil
  ) async throws -> Result {
    await takeTurn()
    defer { giveTurn() }
    return try await perform(statement, limits, functions, onOutput)
  }

  private func perform(
    _ statement: String, _ limits: Limits? = nil, _ functions: HostFunctions? = nil,
    _ onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)? = nil
  ) async throws -> Result {
    try await renew()
    count += 1
    let name = "<input-\(count)>"
    var before: Session?
    let outcome: Outcome
    do {
      (outcome, before) = try await attempt(statement, name, limits, functions, onOutput)
    } catch let error as BelljarError where error.code == .sessionEnded {
      // It had reached its totals. The next one has not.
      try await renew()
      (outcome, before) = try await attempt(statement, name, limits, functions, onOutput)
    }
    steps.append(Step(statement: statement, before: before))
    guard outcome.canContinue else { return Result(outcome: outcome, continuation: try await restore()) }
    makeCheckpoint()
    dropOldCopies()
    defer { lost = [] }
    return Result(outcome: outcome, continuation: lost.isEmpty ? .same : .new(lost: lost))
  }

  /// Runs the statement, and gives the copy from before it.
  private func attempt(
    _ statement: String, _ name: String, _ limits: Limits?, _ functions: HostFunctions?,
    _ onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)?
  ) async throws -> (outcome: Outcome, before: Session?) {
    let before = await checkpoint?.value
    checkpoint = nil
    let session = session
    let readLine = readLine
    let task = Task {
      try await session.interact(
        statement, name: name, limits: limits, functions: functions, readLine: readLine, onOutput: onOutput)
    }
    running = task
    defer { running = nil }
    do {
      return (
        try await withTaskCancellationHandler {
          try await task.value
        } onCancel: {
          task.cancel()
        }, before
      )
    } catch {
      // Nothing has run: it is still a copy of what there is.
      checkpoint = Task { before }
      throw error
    }
  }

  /// Interrupts the statement that is running: `KeyboardInterrupt` in Python at once, and the process's end if that does
  /// not help. Does nothing between statements.
  public func interrupt() { running?.cancel() }

  // MARK: Going back

  /// Goes back to before the last statement.
  ///
  /// - Returns: How; nil if there is no statement.
  /// - Throws: ``BelljarError`` if no session could be opened.
  @discardableResult
  public func undo() async throws -> Undoing? {
    await takeTurn()
    defer { giveTurn() }
    try requireOpen()
    guard let step = steps.last else { return nil }
    if let before = step.before, before.isUsable {
      steps.removeLast()
      await replaceSession(by: before)
      return .copy(undone: step.statement)
    }
    let replacement = try await sandbox.openSession()
    steps.removeLast()
    await replaceSession(by: replacement)
    var failed: [String] = []
    let statements = self.statements
    await forgetSteps()
    for statement in statements {
      let result = try await perform(statement)
      if case .finished = result.outcome.termination { continue }
      failed.append(statement)
    }
    return .replay(undone: step.statement, failed: failed)
  }

  /// Begins anew, with a new session.
  ///
  /// - Throws: ``BelljarError`` if none could be opened.
  public func reset() async throws {
    await takeTurn()
    defer { giveTurn() }
    try requireOpen()
    try await beginAnew()
  }

  private func beginAnew() async throws {
    let replacement = try await sandbox.openSession()
    await forgetSteps()
    await replaceSession(by: replacement)
  }

  /// Ends the session and its copies, and a statement that is running. What is asked for afterwards throws.
  public func close() async {
    isClosed = true
    running?.cancel()
    await takeTurn()
    defer { giveTurn() }
    await dropCheckpoint()
    await forgetSteps()
    await leaving?.value
    await session.close()
  }

  // MARK: While a statement is typed

  /// As ``Session/state(of:)``.
  public func state(of statement: String) async throws -> StatementState {
    await takeTurn()
    defer { giveTurn() }
    try await renew()
    return try await session.state(of: statement)
  }

  /// As ``Session/completions(of:)``, but of a copy of the session that is made for it: what an object does when it is asked for
  /// its attributes leaves nothing in the session and cannot end it, and the next statement does not wait for it. Where no copy
  /// can be made, the session itself is asked.
  public func completions(of line: String) async throws -> Completions {
    guard let copy = try await copyForCompletions() else {
      await takeTurn()
      defer { giveTurn() }
      return try await session.completions(of: line)
    }
    do {
      let completions = try await copy.completions(of: line)
      await copy.close()
      return completions
    } catch {
      await copy.close()
      throw error
    }
  }

  private func copyForCompletions() async throws -> Session? {
    await takeTurn()
    defer { giveTurn() }
    try await renew()
    return try? await session.fork()
  }

  // MARK: Sessions

  /// Puts another in the place of a session that is lost: the copy from before the last statement, or a new one.
  @discardableResult
  private func restore() async throws -> Continuation {
    let last = steps.last
    if let before = last?.before, before.isUsable {
      steps.removeLast()
      await replaceSession(by: before)
      return .restored
    }
    let replacement = try await sandbox.openSession()
    let lost = statements
    await forgetSteps()
    await replaceSession(by: replacement)
    return .new(lost: lost)
  }

  /// Opens a new session if this one has reached its totals, or its time.
  private func renew() async throws {
    try requireOpen()
    guard !session.isUsable else { return }
    let gone = statements
    try await beginAnew()
    lost += gone
  }

  private func replaceSession(by other: Session) async {
    await dropCheckpoint()
    let old = session
    session = other
    await old.close()
    makeCheckpoint()
  }

  private func requireOpen() throws(BelljarError) {
    guard !isClosed else { throw SessionEnding.error("the console was closed") }
  }

  /// Copies the session in the background: nobody waits for it who is still typing.
  private func makeCheckpoint() {
    guard undoDepth > 0, !isClosed else { return }
    let session = session
    checkpoint = Task { try? await session.fork() }
  }

  private func dropCheckpoint() async {
    let copy = await checkpoint.take()?.value
    await copy?.close()
  }

  private func forgetSteps() async {
    let copies = steps.compactMap(\.before)
    steps = []
    for copy in copies { await copy.close() }
  }

  // MARK: Turns

  private func takeTurn() async {
    guard isBusy else {
      isBusy = true
      return
    }
    await withCheckedContinuation { turns.append($0) }
  }

  private func giveTurn() {
    if turns.isEmpty { isBusy = false } else { turns.removeFirst().resume() }
  }

  /// In the background: a process takes longer to end than its prompt to come back.
  private func dropOldCopies() {
    guard steps.count > undoDepth else { return }
    var old: [Session] = []
    for index in steps.indices.dropLast(undoDepth).reversed() {
      guard let copy = steps[index].before.take() else { break }
      old.append(copy)
    }
    guard !old.isEmpty else { return }
    let earlier = leaving
    leaving = Task { [old] in
      await earlier?.value
      for copy in old { await copy.close() }
    }
  }
}

extension Session {
  /// Runs a statement as a prompt does: the value of an expression at its end is printed, and kept as `_`.
  func interact(
    _ statement: String, name: String, limits: Limits?, functions: HostFunctions?,
    readLine: (@Sendable () async throws -> String?)?, onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)?
  ) async throws -> Outcome {
    var program = try sandbox.program(
      .interactive, Array(statement.utf8), limits: limits, inputs: [:], functions: functions)
    program.name = name
    program.readLine = readLine
    program.onOutput = onOutput
    return try await run(program)
  }
}
