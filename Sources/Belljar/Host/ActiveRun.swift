internal import BelljarWire
internal import LinuxIsolation

/// A run under way: what it was asked for, and what has come of it so far.
struct ActiveRun: Sendable {
  /// Takes the outcome, the host's failure, or nil if the child was lost before the program began.
  typealias Completion = @Sendable (Result<FinishedRun, BelljarError>?) -> Void

  let program: Program
  let isolation: Isolation
  let completion: Completion
  let started: MonotonicTime
  var timer: UInt64?
  var hostReason: HostReason?
  var calls = RunCalls()
  private var output = Outcome.Output(bytes: [], isTruncated: false)
  private var errorOutput = Outcome.Output(bytes: [], isTruncated: false)

  init(program: Program, isolation: Isolation, completion: @escaping Completion) {
    self.program = program
    self.isolation = isolation
    self.completion = completion
    started = .now
  }

  /// Bytes of output, kept or not.
  private(set) var arrivedBytes = 0

  /// Output and calls that the caller has not been told of yet. It is told without any lock held, because the caller may
  /// well answer by cancelling the run.
  private var undelivered: [News] = []

  private enum News {
    case output(OutputStream, [UInt8])
    case call(HostCallRecord)
    /// A line of input is wanted: by one who has read all output before it, with the text that asks for it.
    case line(@Sendable () -> Void)
  }

  /// Whether there is something that the caller has not been told.
  var hasNews: Bool { !undelivered.isEmpty }

  /// What tells the caller all that is new, if somebody wants to know.
  mutating func takeDelivery() -> (@Sendable () -> Void)? {
    guard !undelivered.isEmpty else { return nil }
    let (news, program) = (undelivered, program)
    undelivered = []
    return {
      for item in news {
        switch item {
        case .output(let stream, let bytes): program.onOutput?(stream, bytes)
        case .call(let record): program.onCall?(record)
        case .line(let ask): ask()
        }
      }
    }
  }

  /// Ends the call that is waited for, and gives it back.
  mutating func endCall(_ result: HostCallRecord.Result) -> RunCalls.Pending? {
    guard let (call, record) = calls.end(result) else { return nil }
    if program.onCall != nil, let record { undelivered.append(.call(record)) }
    return call
  }

  /// Lets a line be asked for, once all that came before it is told.
  mutating func askForLine(_ ask: @escaping @Sendable () -> Void) { undelivered.append(.line(ask)) }

  /// Keeps output up to the limit. True if there was more than that.
  mutating func receive(_ bytes: ArraySlice<UInt8>, from stream: OutputStream) -> Bool {
    let room = program.limits.output.bytes - output.bytes.count - errorOutput.bytes.count
    arrivedBytes += bytes.count
    let kept = bytes.prefix(max(0, room))
    let isExcess = kept.count < bytes.count
    switch stream {
    case .standardOutput:
      output.bytes += kept
      output.isTruncated = output.isTruncated || isExcess
    case .standardError:
      errorOutput.bytes += kept
      errorOutput.isTruncated = errorOutput.isTruncated || isExcess
    }
    if !kept.isEmpty, program.onOutput != nil { undelivered.append(.output(stream, Array(kept))) }
    return isExcess
  }

  /// Time that counts towards the limit of wall time.
  var countedTime: Duration {
    // Who types takes their time, and the program can do nothing about it.
    let elapsed = started.duration(to: .now) - calls.lineTime
    return program.functions.countsTowardWallTime ? elapsed : elapsed - calls.time
  }

  /// What has come of the run; `canContinue` says whether the child lives on, as that of a session does.
  func finished(
    _ ending: Ending, record: CompletionRecord?, peakBefore: Int, canContinue: Bool = false
  ) -> FinishedRun {
    let outcome = outcome(ending, record: record, peakBefore: peakBefore, canContinue: canContinue)
    guard case .returned(let value)? = record?.result else {
      return FinishedRun(outcome: outcome, calls: calls.count, lineTime: calls.lineTime)
    }
    return FinishedRun(
      outcome: outcome, calls: calls.count, lineTime: calls.lineTime, returned: value,
      maximumValue: program.limits.valueSize.bytes)
  }

  private func outcome(
    _ ending: Ending, record: CompletionRecord?, peakBefore: Int, canContinue: Bool
  ) -> Outcome {
    let evidence = Evidence(
      hostReason: hostReason, ending: ending, record: record, limits: program.limits, peakBefore: peakBefore)
    let termination = Judge.termination(evidence)
    var denials = record?.refusals.map(Denial.init) ?? []
    if case .denied(let denial) = termination { denials.append(denial) }
    var exception: PythonException?
    if case .raised(let raised)? = record?.result { exception = PythonException(raised) }
    return Outcome(
      termination: termination, output: output, errorOutput: errorOutput, exception: exception,
      value: nil, valueFailure: nil, calls: calls.records, canContinue: canContinue, denials: denials,
      usage: Usage(
        wallTime: started.duration(to: .now), userTime: .microseconds(ending.userMicroseconds),
        systemTime: .microseconds(ending.systemMicroseconds), peakMemory: .bytes(ending.peakBytes),
        outputBytes: .bytes(arrivedBytes)),
      isolation: isolation)
  }
}

extension Outcome {
  /// Of a run that was cancelled before it had begun.
  static func cancelledBeforeStart(isolation: Isolation, canContinue: Bool = false) -> Outcome {
    let nothing = Output(bytes: [], isTruncated: false)
    return Outcome(
      termination: .cancelled, output: nothing, errorOutput: nothing, exception: nil, value: nil,
      valueFailure: nil, calls: [], canContinue: canContinue, denials: [],
      usage: Usage(
        wallTime: .zero, userTime: .zero, systemTime: .zero, peakMemory: .bytes(0), outputBytes: .bytes(0)),
      isolation: isolation)
  }
}

/// An outcome, and what is claimed to be its value, still encoded: to decode it is for the caller's time, not for the
/// reactor's.
struct FinishedRun: Sendable {
  private let undecoded: Outcome
  /// Calls of the host's functions: the outcome records the first of them alone.
  let calls: Int
  /// Time in which a line of input was waited for.
  let lineTime: Duration
  private let returned: CompletionRecord.ReturnedValue
  private let maximumValue: Int

  init(
    outcome: Outcome, calls: Int = 0, lineTime: Duration = .zero, returned: CompletionRecord.ReturnedValue = .none,
    maximumValue: Int = 0
  ) {
    undecoded = outcome
    self.calls = calls
    self.lineTime = lineTime
    self.returned = returned
    self.maximumValue = maximumValue
  }

  /// The outcome with its value.
  func outcome() -> Outcome {
    var outcome = undecoded
    switch returned {
    case .none: break
    case .uncrossable(let reason): outcome.valueFailure = reason
    case .value(let bytes):
      do throws(WireError) {
        outcome.value = try PythonValue(decoding: bytes, maximumSize: maximumValue)
      } catch {
        outcome.valueFailure = "result: the program's process sent bytes that are no value (\(error))"
      }
    }
    return outcome
  }
}
