import Belljar
import Glibc

/// All that the doctor found.
struct DoctorReport: Sendable {
  var checks: [DoctorCheck]
  var trial: DoctorTrial
  var selfTest: DoctorSelfTest?

  /// Whether the default policy runs, with all that it requires, and holds.
  var isEnforceable: Bool {
    guard let isolation = trial.isolation else { return false }
    let required = Image.standardLayers.filter { $0.value == .required }.keys
    return required.allSatisfy(isolation.enforced.contains) && selfTest?.allRefused == true
  }

  /// Why it is not.
  var obstacle: String? {
    if isEnforceable { return nil }
    return trial.failure?.message ?? selfTest?.failure
      ?? "a required layer is missing, or something in the self-test was not refused"
  }

  var json: JSON {
    [
      "schema": .integer(1),
      "version": .string(BelljarCommand.version),
      "enforceable": .bool(isEnforceable),
      "reason": JSON(obstacle),
      "checks": .array(checks.map(\.json)),
      "self_test": .array((selfTest?.attempts ?? []).map(\.json)),
      "isolation": [
        "requested": JSON((trial.isolation?.requested ?? []).map(\.rawValue)),
        "enforced": JSON((trial.isolation?.enforced ?? []).map(\.rawValue)),
        "missing": .object(
          (trial.isolation?.missing ?? [:]).map { (key: $0.key.rawValue, value: .string($0.value)) }
            .sorted { $0.key < $1.key }),
      ],
    ]
  }
}

extension DoctorCheck {
  fileprivate var json: JSON {
    [
      "name": .string(name), "status": .string(status.rawValue), "finding": .string(finding),
      "remedy": JSON(remedy),
    ]
  }
}

extension DoctorSelfTest.Attempt {
  /// `refused` is null where the attempt came to no answer.
  fileprivate var json: JSON {
    switch verdict {
    case .refused(let seen): ["attempt": .string(name), "refused": .bool(true), "seen": .string(seen)]
    case .notRefused: ["attempt": .string(name), "refused": .bool(false), "seen": .null]
    case .unclear(let end): ["attempt": .string(name), "refused": .null, "seen": .string(end)]
    }
  }
}
