import Belljar
import Glibc

extension Outcome {
  /// What `belljar run --json` prints.
  ///
  /// Every key is always there. Times are in milliseconds, amounts in bytes. A change that could break a reader needs a new `schema`.
  var json: JSON {
    let facts = TerminationFacts(termination)
    return [
      "schema": .integer(1),
      "outcome": .string(facts.outcome),
      "limit": JSON(facts.limit),
      "measured": facts.measured,
      "exit_code": JSON(facts.exitCode),
      "signal": JSON(facts.signal),
      "stdout": .string(standardOutput),
      "stderr": .string(standardError),
      "truncated": .bool(output.isTruncated || errorOutput.isTruncated),
      "exception": exceptionThatEnded?.json ?? .null,
      "denials": .array(denials.map(\.json)),
      "usage": usage.json,
      "isolation": [
        "requested": JSON(isolation.requested.map(\.rawValue)),
        "enforced": JSON(isolation.enforced.map(\.rawValue)),
      ],
    ]
  }

  /// The exception that ended the program, whatever the verdict.
  var exceptionThatEnded: PythonException? {
    if case .raised(let exception) = termination { exception } else { exception }
  }
}

/// A termination taken apart into the object's members.
private struct TerminationFacts {
  var outcome: String
  var limit: String?
  var measured = JSON.null
  /// The program's own: what it exited with, or 0 if it came to its end.
  var exitCode: Int?
  /// The signal that killed it, if the host did not send that.
  var signal: Int?

  init(_ termination: Termination) {
    switch termination {
    case .finished:
      outcome = "finished"
      exitCode = 0
    case .raised:
      outcome = "raised"
    case .exited(let code):
      outcome = "exited"
      exitCode = code
    case .limitExceeded(let exceeded):
      outcome = "limit_exceeded"
      limit = exceeded.key
      measured = exceeded.measuredJSON
    case .denied:
      outcome = "denied"
      signal = Int(SIGSYS)
    case .crashed(let number):
      outcome = "crashed"
      signal = number
    case .cancelled:
      outcome = "cancelled"
    }
  }
}

extension ExceededLimit {
  fileprivate var key: String {
    switch self {
    case .wallTime: "wall_time"
    case .cpuTime: "cpu_time"
    case .memory: "memory"
    case .output: "output"
    case .files: "files"
    case .processes: "processes"
    }
  }

  fileprivate var measuredJSON: JSON {
    switch self {
    case .wallTime(_, let measured), .cpuTime(_, let measured): .number(measured.milliseconds)
    case .memory(_, let measured), .output(_, let measured), .files(_, let measured): .integer(measured.bytes)
    case .processes(_, let measured): .integer(measured)
    }
  }
}

extension PythonException {
  fileprivate var json: JSON {
    ["type": .string(type), "message": .string(message), "traceback": .string(traceback)]
  }
}

extension Denial {
  fileprivate var json: JSON {
    [
      "source": .string(source.rawValue), "kind": .string(kind.rawValue), "name": JSON(name),
      "line": JSON(line), "file": JSON(file), "layer": .string(layer), "rule": JSON(rule), "remedy": .string(remedy),
    ]
  }
}

extension Usage {
  fileprivate var json: JSON {
    [
      "wall_ms": .number(wallTime.milliseconds), "user_ms": .number(userTime.milliseconds),
      "system_ms": .number(systemTime.milliseconds), "peak_bytes": .integer(peakMemory.bytes),
    ]
  }
}
