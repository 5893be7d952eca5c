import Belljar
import BelljarWire

/// A worker's and a child's byte streams, heard as the host hears them, up to the verdict on the run: whatever the child
/// says, its claim counts only where the kernel's word leaves room.
///
/// The input's first byte chooses the host's own reason, the next two are the length of the worker's stream; then comes
/// that stream, then the child's.
enum VerdictCheck {
  static func run(_ input: [UInt8], _ meter: AllocationMeter) throws(Violation) {
    guard input.count >= 3 else { return }
    let length = min(Int(input[1]) << 8 | Int(input[2]), input.count - 3)
    let control = input[3...].prefix(length)
    let (server, child) = try meter.expect(atMost: 2 * ItemCheck.bytesPerByte, each: input.count) {
      (hearServer(control), hearChild(input[control.endIndex...]))
    }
    for failure in server.failures {
      try require(!BelljarError(refusal: failure).message.isEmpty, "a refusal without a sentence")
    }
    for ending in server.endings {
      let evidence = Evidence(
        hostReason: reasons[Int(input[0]) % reasons.count], ending: ending, record: child.record,
        limits: Limits(), peakBefore: child.peakBefore)
      let verdict = Judge.termination(evidence)
      try require(isPossible(verdict, evidence), "\(verdict) from \(evidence)")
      try require((0..<384).contains(verdict.exitStatus), "the command would exit with \(verdict.exitStatus)")
    }
    for refusal in child.record?.refusals ?? [] { try require(Denial(refusal).source == .program, "not a claim") }
  }

  private static let reasons: [HostReason?] = [
    nil, nil, nil, .cancelled, .wallTime(measured: .seconds(9)), .cpuTime(measured: .seconds(9)),
    .output(measured: 1 << 30),
  ]

  /// The table of the judgement, read from its right side.
  private static func isPossible(_ verdict: Termination, _ evidence: Evidence) -> Bool {
    if let reason = evidence.hostReason {
      return switch verdict {
      case .cancelled: reason == .cancelled
      case .limitExceeded: reason != .cancelled
      default: false
      }
    }
    let claim = evidence.ending.cause == .exited(0) ? evidence.record?.result : nil
    switch (verdict, evidence.ending.cause) {
    case (.finished, _):
      guard case .returned? = claim else { return false }
      return true
    case (.raised(let exception), _):
      guard case .raised(let record)? = claim else { return false }
      return exception == PythonException(record)
    case (.exited(let status), .exited(0)):
      return claim.map { $0 == .exited(status) } ?? (status == 0)
    case (.exited(let status), .exited(let actual)): return status == actual
    case (.limitExceeded(.memory), _):
      guard case .raised(let record)? = claim else { return false }
      return record.type == "MemoryError"
    case (.limitExceeded, .killed), (.denied, .killed): return true
    case (.crashed(let signal), .killed(let actual)): return signal == actual
    default: return false
    }
  }

  private struct FromServer {
    var endings: [Ending] = []
    var failures: [StepFailure] = []
  }

  private static func hearServer(_ stream: ArraySlice<UInt8>) -> FromServer {
    var heard = FromServer()
    hear(stream, from: HostControlPhase.greeting, maximumLength: WireProtocol.maximumControlFrame) { phase, report in
      switch report {
      case .greeting: phase = .preparing
      case .ready: phase = .serving
      case .refused(let failure), .forkFailed(_, let failure): heard.failures.append(failure)
      case .forked, .forksMeasured: break
      case .ended(_, let ending): heard.endings.append(ending)
      }
    }
    return heard
  }

  private struct FromChild {
    var peakBefore = 0
    var record: CompletionRecord?
  }

  private static func hearChild(_ stream: ArraySlice<UInt8>) -> FromChild {
    var heard = FromChild()
    hear(stream, from: HostChildPhase.locking, maximumLength: WireProtocol.maximumReport) { phase, report in
      switch report {
      case .waiting(let peakBytes):
        heard.peakBefore = peakBytes
        phase = .running
      case .failed, .called, .listening, .copied: break
      case .completed(let record):
        heard.record = record
        phase = .completed
      }
    }
    return heard
  }

  /// Hears legal messages up to the first that is not.
  private static func hear<Listening: Phase>(
    _ stream: ArraySlice<UInt8>, from start: Listening, maximumLength: Int,
    _ receive: (inout Listening, Listening.Received) -> Void
  ) {
    var phase = start
    var assembler = FrameAssembler(maximumLength: maximumLength)
    assembler.append(stream)
    while let payload = try? assembler.next(), let message = try? phase.decode(payload) { receive(&phase, message) }
  }

  static let seeds: [[UInt8]] = {
    let greeting = ServerReport.greeting(Greeting(protocolVersion: 1, build: "0.1.0", pythonVersion: "3.11.2"))
    let opening = [greeting, .ready(Readiness(enforced: [], missing: []))]
    let causes: [Ending.Cause] = [
      .exited(0), .exited(3), .killed(signal: 9), .killed(signal: 31), .killed(signal: 24), .killed(signal: 25),
      .killed(signal: Int(Int32.max)),
    ]
    var memoryError = Samples.exception
    memoryError.type = "MemoryError"
    let results: [CompletionRecord.Result] = [
      .returned(.none), .exited(4), .raised(Samples.exception), .raised(memoryError),
    ]
    let endings = causes.map {
      ServerReport.ended(
        child: 1, Ending(cause: $0, userMicroseconds: 6_000_000, systemMicroseconds: 1, peakBytes: 300 << 20))
    }
    let verdicts = endings.enumerated().flatMap { index, ending in
      results.map { result in
        let record = CompletionRecord(result: result, refusals: [.init(kind: .importing, name: "os", line: 1)])
        return input(reason: index, opening + [ending], [.waiting(peakBytes: 20 << 20), .completed(record)])
      }
    }
    return verdicts + [
      input(reason: 0, [.refused(Samples.failure)], [.failed(Samples.failure)]),
      input(reason: 0, opening + [.forkFailed(child: 2, Samples.failure)], [.waiting(peakBytes: .min)]),
      input(reason: 0, [.refused(StepFailure(step: "import numpy", code: 0, detail: "No module"))], []),
      input(reason: 0, [.refused(StepFailure(step: "start Python", code: 0, detail: "no"))], []),
      input(reason: 0, [.refused(StepFailure(step: "s", code: .max, detail: "d"))], []),
      input(reason: 0, opening + [endings[0]], []),
    ]
  }()

  private static func input(reason: Int, _ reports: [ServerReport], _ child: [ChildReport]) -> [UInt8] {
    let control = reports.flatMap { $0.frame() }
    return [UInt8(reason), UInt8(control.count >> 8), UInt8(control.count & 255)] + control
      + child.flatMap { $0.frame() }
  }
}
