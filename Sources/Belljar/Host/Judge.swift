package import BelljarWire
internal import Glibc

/// What is known of a run when its child has ended.
package struct Evidence {
  /// Why the host ended it, if it did.
  package var hostReason: HostReason?
  /// The kernel's word.
  package var ending: Ending
  /// The child's claim, if a whole and legal one came.
  package var record: CompletionRecord?
  package var limits: Limits
  /// The child's peak of resident memory before it met the program.
  package var peakBefore: Int

  package init(
    hostReason: HostReason?, ending: Ending, record: CompletionRecord?, limits: Limits, peakBefore: Int
  ) {
    self.hostReason = hostReason
    self.ending = ending
    self.record = record
    self.limits = limits
    self.peakBefore = peakBefore
  }
}

/// Why the host interrupted or killed a run.
package enum HostReason: Equatable {
  case cancelled
  case wallTime(measured: Duration)
  case cpuTime(measured: Duration)
  case output(measured: Int)
}

/// Decides how a run ended. The host's own reason comes first, then the kernel's facts, and the child's claim only
/// where both leave room for it.
package enum Judge {
  package static func termination(_ evidence: Evidence) -> Termination {
    if let reason = evidence.hostReason { return termination(reason, under: evidence.limits) }
    switch evidence.ending.cause {
    case .killed(let signal): return termination(signal: signal, evidence)
    case .exited(0): return evidence.record.map { claimed($0, evidence) } ?? .exited(0)
    case .exited(let status): return .exited(status)
    }
  }

  private static func termination(_ reason: HostReason, under limits: Limits) -> Termination {
    switch reason {
    case .cancelled: .cancelled
    case .wallTime(let measured): .limitExceeded(.wallTime(limit: limits.wallTime, measured: measured))
    case .cpuTime(let measured): .limitExceeded(.cpuTime(limit: limits.cpuTime, measured: measured))
    case .output(let measured):
      .limitExceeded(.output(limit: limits.output, measured: .bytes(measured)))
    }
  }

  private static func termination(signal: Int, _ evidence: Evidence) -> Termination {
    let cpuTime = evidence.ending.cpuTime
    switch Int32(clamping: signal) {
    case SIGSYS: return .denied(kernelDenial)
    case SIGXFSZ: return .limitExceeded(.files(limit: .bytes(0), measured: .bytes(0)))
    case SIGXCPU where cpuTime >= evidence.limits.cpuTime, SIGKILL where cpuTime >= evidence.limits.cpuTime:
      return .limitExceeded(.cpuTime(limit: evidence.limits.cpuTime, measured: cpuTime))
    default: return .crashed(signal: signal)
    }
  }

  /// The kernel does not say which call it was.
  static let kernelDenial = Denial(source: .kernel, kind: .systemCall, name: nil, line: nil)

  private static func claimed(_ record: CompletionRecord, _ evidence: Evidence) -> Termination {
    switch record.result {
    case .returned: return .finished(ProgramClaim())
    case .exited(let status): return .exited(status)
    case .raised(let exception):
      if exception.type == "MemoryError", let measured = exhaustedMemory(evidence) {
        return .limitExceeded(.memory(limit: evidence.limits.memory, measured: measured))
      }
      return .raised(PythonException(exception))
    }
  }

  /// A `MemoryError` is the program's claim; it counts if the kernel saw the program grow to half of its limit, where
  /// a container that doubles meets it. A bare `raise MemoryError` is none.
  private static func exhaustedMemory(_ evidence: Evidence) -> ByteCount? {
    let growth = evidence.ending.peakBytes - min(max(0, evidence.peakBefore), evidence.ending.peakBytes)
    return growth >= evidence.limits.memory.bytes / 2 ? .bytes(evidence.ending.peakBytes) : nil
  }
}

extension Ending {
  var cpuTime: Duration { .microseconds(userMicroseconds) + .microseconds(systemMicroseconds) }
}

extension PythonException {
  package init(_ record: ExceptionRecord) {
    self.init(type: record.type, message: record.message, traceback: record.traceback)
  }
}

extension Denial {
  package init(_ refusal: Refusal) {
    let kind: Kind =
      switch refusal.kind {
      case .systemCall: .systemCall
      case .importing: .importing
      case .builtin: .builtin
      case .attribute: .attribute
      case .auditEvent: .auditEvent
      case .syntax: .syntax
      case .path: .path
      case .fileMode: .fileMode
      }
    self.init(source: .program, kind: kind, name: refusal.name, line: refusal.line, file: refusal.file)
  }
}
