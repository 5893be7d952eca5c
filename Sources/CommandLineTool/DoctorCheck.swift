import Belljar
import LinuxIsolation

/// One row of the doctor's table.
struct DoctorCheck: Sendable {
  enum Status: String, Sendable {
    case ok, warning, failure
  }

  var name: String
  var status: Status
  var finding: String
  /// What to do about it.
  var remedy: String?

  static func all(kernel: KernelSupport, trial: DoctorTrial, selfTest: DoctorSelfTest?) -> [DoctorCheck] {
    [
      release(kernel), landlock(kernel, trial), seccomp(kernel), userNamespaces(kernel, trial),
      worker(trial), libpython(trial, selfTest),
    ]
  }
}

// MARK: - The worker

extension DoctorCheck {
  private static func worker(_ trial: DoctorTrial) -> DoctorCheck {
    let name = "worker"
    switch trial.failure?.code {
    case .workerNotFound?:
      return DoctorCheck(
        name: name, status: .failure, finding: "not found", remedy: trial.failure?.message)
    case .workerMismatch?:
      return DoctorCheck(
        name: name, status: .failure, finding: "found, of another build", remedy: trial.failure?.message)
    case .workerFailed?:
      return DoctorCheck(
        name: name, status: .failure, finding: "found, but it does not start", remedy: trial.failure?.message)
    default:
      return DoctorCheck(name: name, status: .ok, finding: "found \(WorkerPlace.description)")
    }
  }

  private static func libpython(_ trial: DoctorTrial, _ selfTest: DoctorSelfTest?) -> DoctorCheck {
    let name = "libpython"
    if let version = selfTest?.python {
      return DoctorCheck(name: name, status: .ok, finding: "CPython \(version.escapedOnOneLine(atMost: 40))")
    }
    if trial.failure?.message.contains("libpython") == true {
      return DoctorCheck(
        name: name, status: .failure, finding: "the worker cannot load it",
        remedy: trial.failure?.message)
    }
    return DoctorCheck(
      name: name, status: .warning, finding: "not known, because no program ran",
      remedy: "See to the failures above first.")
  }
}
