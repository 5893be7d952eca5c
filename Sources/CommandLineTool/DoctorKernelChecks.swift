import Belljar
import Glibc
import LinuxIsolation

extension DoctorCheck {
  static func release(_ kernel: KernelSupport) -> DoctorCheck {
    let name = "kernel"
    guard let release = kernel.release else {
      return DoctorCheck(
        name: name, status: .warning, finding: "not known",
        remedy: "Mount /proc, so that the kernel can be asked.")
    }
    let numbers = release.split(whereSeparator: { !$0.isNumber }).prefix(2).compactMap { Int($0) }
    guard numbers.lexicographicallyPrecedes([5, 9]) else {
      return DoctorCheck(name: name, status: .ok, finding: "Linux \(release)")
    }
    return DoctorCheck(
      name: name, status: .failure, finding: "Linux \(release)",
      remedy: "Belljar needs Linux 5.9 or newer, which can close a range of descriptors.")
  }

  static func landlock(_ kernel: KernelSupport, _ trial: DoctorTrial) -> DoctorCheck {
    let name = "Landlock"
    guard let version = kernel.landlockABI else {
      let wasNotSwitchedOn = kernel.landlockErrorNumber == EOPNOTSUPP
      return DoctorCheck(
        name: name, status: .warning,
        finding: wasNotSwitchedOn ? "built in, but not switched on" : "this kernel does not have it",
        remedy: wasNotSwitchedOn
          ? "Add landlock to the kernel parameter lsm= and boot again."
          : "Use Linux 5.13 or newer, built with CONFIG_SECURITY_LANDLOCK; in a container, let its seccomp profile "
            + "allow the landlock calls.")
    }
    if let reason = trial.isolation?.missing[.landlock] {
      return DoctorCheck(
        name: name, status: .warning, finding: "version \(version), but not enforced: \(reason)",
        remedy: "In a container, let its seccomp profile allow the landlock calls.")
    }
    let covered = landlockCoverage.filter { $0.key <= version }.map(\.value)
    return DoctorCheck(
      name: name, status: .ok, finding: "version \(version): \(covered.joined(separator: ", "))")
  }

  /// What each version added.
  private static let landlockCoverage: KeyValuePairs<Int, String> = [
    1: "files", 2: "moving files", 3: "truncating", 4: "TCP", 5: "device control",
    6: "signals and abstract sockets", 7: "audit",
  ]

  static func seccomp(_ kernel: KernelSupport) -> DoctorCheck {
    let name = "seccomp"
    guard !kernel.seccompActions.isEmpty else {
      return DoctorCheck(
        name: name, status: .warning,
        finding: "the kernel does not say; the self-test shows whether it works",
        remedy: "If the self-test fails, use a kernel built with CONFIG_SECCOMP_FILTER.")
    }
    let missing = ["kill_process", "trap", "errno", "allow"].filter { !kernel.seccompActions.contains($0) }
    guard missing.isEmpty else {
      return DoctorCheck(
        name: name, status: .failure, finding: "lacks the actions \(missing.joined(separator: ", "))",
        remedy: "Use Linux 4.14 or newer, built with CONFIG_SECCOMP_FILTER.")
    }
    return DoctorCheck(
      name: name, status: .ok, finding: "filters, with \(kernel.seccompActions.joined(separator: ", "))")
  }
}

// MARK: - User namespaces

extension DoctorCheck {
  /// The worker's own attempt decides; what can be read only explains it.
  static func userNamespaces(_ kernel: KernelSupport, _ trial: DoctorTrial) -> DoctorCheck {
    let name = "user namespaces"
    if trial.isolation?.enforced.contains(.namespaces) == true {
      return DoctorCheck(name: name, status: .ok, finding: "the worker has its own")
    }
    let reason = trial.isolation?.missing[.namespaces]
    if case .forbidden(let obstacle) = kernel.userNamespaces {
      return DoctorCheck(name: name, status: .warning, finding: obstacle.finding, remedy: obstacle.remedy)
    }
    if let evidence = kernel.containerEvidence {
      return DoctorCheck(
        name: name, status: .warning,
        finding: reason.map { "refused in this container (\(evidence)): \($0)" }
          ?? "not tried; this is a container (\(evidence)), and many refuse them",
        remedy:
          "Give the container a seccomp and AppArmor profile that allows unshare, mount and pivot_root; "
          + "the other layers stand without it.")
    }
    return DoctorCheck(
      name: name, status: .warning,
      finding: reason.map { "refused: \($0)" } ?? "not tried; nothing forbids them",
      remedy: reason == nil
        ? "See to the worker first."
        : "A security module may forbid them; the other layers stand without them.")
  }
}

extension KernelSupport.Obstacle {
  fileprivate var finding: String {
    switch self {
    case .notBuilt: "this kernel was built without them"
    case .maximumIsZero: "forbidden by the sysctl user.max_user_namespaces=0"
    case .unprivilegedCloneIsOff: "forbidden by the sysctl kernel.unprivileged_userns_clone=0"
    case .appArmor: "restricted by AppArmor: kernel.apparmor_restrict_unprivileged_userns=1"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .notBuilt: "Use a kernel built with CONFIG_USER_NS."
    case .maximumIsZero: "sudo sysctl user.max_user_namespaces=10000"
    case .unprivilegedCloneIsOff: "sudo sysctl kernel.unprivileged_userns_clone=1"
    case .appArmor:
      "Give belljar-worker an AppArmor profile with the rule userns, or "
        + "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
    }
  }
}
