internal import CLinuxShim
internal import Glibc

/// What the running kernel says it offers.
///
/// Nothing is tried: only a worker that started proves a layer.
package struct KernelSupport: Sendable, Hashable {
  /// Such as "6.1.0-28-amd64"; nil without `/proc`.
  package var release: String?

  /// Landlock's version, 1 or more; nil if it cannot be had.
  package var landlockABI: Int?

  /// Why Landlock cannot be had: `ENOSYS` if the kernel was built without it, `EOPNOTSUPP` if it was not switched on.
  package var landlockErrorNumber: Int32?

  /// The actions that a seccomp filter may return; empty if the kernel does not say.
  package var seccompActions: [String]

  package var userNamespaces: UserNamespaces

  /// What shows that this is a container, such as "/.dockerenv"; nil if nothing does.
  package var containerEvidence: String?

  /// Whether something that can be read forbids user namespaces to this user.
  ///
  /// A container's own seccomp filter cannot be read.
  package enum UserNamespaces: Sendable, Hashable {
    case notForbidden
    case forbidden(Obstacle)
  }

  package enum Obstacle: Sendable, Hashable {
    /// The kernel was built without them.
    case notBuilt
    /// `user.max_user_namespaces` is 0.
    case maximumIsZero
    /// `kernel.unprivileged_userns_clone` is 0 (Debian's own switch).
    case unprivilegedCloneIsOff
    /// `kernel.apparmor_restrict_unprivileged_userns` is 1 (Ubuntu, from 23.10 on): made, but without capabilities.
    case appArmor
  }

  package static func probe() -> KernelSupport {
    let landlock = clinux_landlock_abi()
    return KernelSupport(
      release: line(of: "/proc/sys/kernel/osrelease"),
      landlockABI: landlock > 0 ? Int(landlock) : nil,
      landlockErrorNumber: landlock < 0 ? -landlock : nil,
      seccompActions: (line(of: "/proc/sys/kernel/seccomp/actions_avail") ?? "")
        .split(separator: " ").map(String.init),
      userNamespaces: userNamespacesObstacle().map(UserNamespaces.forbidden) ?? .notForbidden,
      containerEvidence: container())
  }

  /// The switches of Debian and of AppArmor do not bind root.
  private static func userNamespacesObstacle() -> Obstacle? {
    if !exists("/proc/self/ns/user") { return .notBuilt }
    if line(of: "/proc/sys/user/max_user_namespaces") == "0" { return .maximumIsZero }
    guard geteuid() != 0 else { return nil }
    if line(of: "/proc/sys/kernel/unprivileged_userns_clone") == "0" { return .unprivilegedCloneIsOff }
    if line(of: "/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1" { return .appArmor }
    return nil
  }

  private static func container() -> String? {
    if let marker = ["/.dockerenv", "/run/.containerenv"].first(where: exists) { return marker }
    // Under cgroup v2 this is "0::/" in a container too: then only the markers tell.
    let path = "/proc/1/cgroup"
    let engines = ["docker", "containerd", "kubepods", "libpod", "lxc"]
    guard let text = contents(of: path), let engine = engines.first(where: text.contains) else { return nil }
    return "\(engine) in \(path)"
  }
}

// MARK: - Files of /proc

private func exists(_ path: String) -> Bool {
  unsafe access(path, F_OK) == 0
}

/// A file's first line.
private func line(of path: String) -> String? {
  contents(of: path)?.split(separator: "\n").first.map(String.init)
}

/// A file's first 4096 bytes: more than any of these files holds.
private func contents(of path: String) -> String? {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  while bytes.count < 4096 {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 { return nil }
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}
