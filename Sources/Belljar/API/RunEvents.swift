internal import BelljarWire
internal import Synchronization

/// Something that happens in a run.
public enum RunEvent: Sendable, Hashable {
  /// The program wrote to its standard output.
  case standardOutput([UInt8])
  /// The program wrote to its standard error.
  case standardError([UInt8])
  /// A call of a host function is over.
  case hostCall(HostCallRecord)
  /// The program was refused something. Known when the run has ended.
  case denial(Denial)
  /// The run has ended. The last event.
  case finished(Outcome)
}

/// The events of one run, as they come.
///
/// ```swift
/// for try await event in sandbox.events(of: "for n in range(3): print(n)") {
///   switch event {
///   case .standardOutput(let bytes): print(String(decoding: bytes, as: UTF8.self), terminator: "")
///   case .finished(let outcome): print(outcome.termination)
///   default: break
///   }
/// }
/// ```
///
/// The run begins with the iteration. Who reads slowly slows the program down: when 64 KiB wait to be
/// read, no more is taken from its pipes, and it waits in its `print`. Its limits of time go on meanwhile.
///
/// If the task that reads is cancelled, the run is, and its outcome still comes as the last event. If the iterator goes
/// before that, the run is cancelled too.
public struct RunEvents: AsyncSequence, Sendable {
  /// What is read.
  public typealias Element = RunEvent

  let start: @Sendable (OutputFlow) async throws -> Outcome

  /// Begins the run.
  public func makeAsyncIterator() -> Iterator { Iterator(reading: EventReading(start)) }

  /// Reads a run's events.
  public struct Iterator: AsyncIteratorProtocol {
    let reading: EventReading

    /// The next event; nil after the last.
    ///
    /// - Throws: ``BelljarError``, as ``Sandbox/run(_:limits:inputs:functions:standardInput:onOutput:)``.
    public func next() async throws -> RunEvent? { try await reading.next() }
  }
}

/// One reader's hold on its run: the run is cancelled when the reader goes.
final class EventReading: Sendable {
  private let flow = OutputFlow()
  private let task: Task<Void, Never>

  init(_ start: @escaping @Sendable (OutputFlow) async throws -> Outcome) {
    task = Task { [flow] in
      do {
        let outcome = try await start(flow)
        for denial in outcome.denials { flow.put(.denial(denial)) }
        flow.put(.finished(outcome))
        flow.end(nil)
      } catch {
        flow.end(error)
      }
    }
  }

  deinit { task.cancel() }

  func next() async throws -> RunEvent? {
    try await withTaskCancellationHandler {
      try await flow.next()
    } onCancel: {
      task.cancel()
    }
  }
}

/// Events between a run and their reader.
final class OutputFlow: Sendable {
  /// Bytes of output that may wait for the reader.
  static let capacity = 1 << 16

  private struct State {
    var events: [RunEvent] = []
    var bytes = 0
    var isOver = false
    var error: (any Error)?
    var reader: CheckedContinuation<Void, Never>?
    var onRoom: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  func put(_ event: RunEvent) {
    let reader = state.withLock { state in
      state.events.append(event)
      state.bytes += event.outputBytes
      return state.reader.take()
    }
    reader?.resume()
  }

  func end(_ error: (any Error)?) {
    let reader = state.withLock { state in
      state.isOver = true
      state.error = error
      return state.reader.take()
    }
    reader?.resume()
  }

  /// Whether the reader has enough. Then the handler is called when there is room again.
  func waitsForRoom(_ onRoom: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      guard state.bytes >= Self.capacity else { return false }
      state.onRoom = onRoom
      return true
    }
  }

  func next() async throws -> RunEvent? {
    while true {
      let (event, isOver, onRoom) = try state.withLock { state -> (RunEvent?, Bool, (@Sendable () -> Void)?) in
        guard !state.events.isEmpty else {
          if let error = state.error.take() { throw error }
          return (nil, state.isOver, nil)
        }
        let event = state.events.removeFirst()
        state.bytes -= event.outputBytes
        return (event, false, state.bytes < Self.capacity ? state.onRoom.take() : nil)
      }
      onRoom?()
      if let event { return event }
      if isOver { return nil }
      await withCheckedContinuation { continuation in
        let hasNews = state.withLock { state in
          let hasNews = !state.events.isEmpty || state.isOver
          if !hasNews { state.reader = continuation }
          return hasNews
        }
        if hasNews { continuation.resume() }
      }
    }
  }
}

extension RunEvent {
  fileprivate var outputBytes: Int {
    switch self {
    case .standardOutput(let bytes), .standardError(let bytes): bytes.count
    default: 0
    }
  }
}

extension Sandbox {
  /// Runs a program and gives its events as they come.
  ///
  /// - Parameters: As those of ``run(_:limits:inputs:functions:standardInput:onOutput:)``.
  public func events(
    of source: String, limits: Limits? = nil, inputs: Inputs = [:], functions: HostFunctions? = nil,
    standardInput: StandardInput = .none
  ) -> RunEvents {
    RunEvents { flow in
      var program = try self.program(
        .statements, Array(source.utf8), limits: limits, inputs: inputs, functions: functions)
      program.standardInput = standardInput
      program.report(to: flow)
      return try await self.pool.run(program).outcome()
    }
  }
}

extension Session {
  /// Runs a program in the session and gives its events as they come. As ``Sandbox/events(of:limits:inputs:functions:standardInput:)``.
  public func events(
    of source: String, limits: Limits? = nil, inputs: Inputs = [:], functions: HostFunctions? = nil
  ) -> RunEvents {
    RunEvents { flow in
      var program = try self.sandbox.program(
        .statements, Array(source.utf8), limits: limits, inputs: inputs, functions: functions)
      program.report(to: flow)
      return try await self.run(program)
    }
  }
}

extension Program {
  fileprivate mutating func report(to flow: OutputFlow) {
    self.flow = flow
    onOutput = { stream, bytes in
      flow.put(stream == .standardOutput ? .standardOutput(bytes) : .standardError(bytes))
    }
    onCall = { flow.put(.hostCall($0)) }
  }
}
