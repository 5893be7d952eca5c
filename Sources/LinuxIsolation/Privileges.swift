internal import CLinuxShim
internal import Glibc

/// User ids.
package enum UserIdentity {
  /// The uid and gid that stand for nobody in particular; the kernel's own overflow id.
  package static let nobody: UInt32 = 65534

  package static var isRoot: Bool { geteuid() == 0 }

  /// Gives up root for good. For an ordinary user there is nothing to give up.
  package static func leaveRoot() throws(SystemCallFailure) {
    guard isRoot else { return }
    try systemCall("setgroups") { setgroups(0, nil) }
    try systemCall("setresgid") { clinux_set_group_identity(nobody) }
    try systemCall("setresuid") { clinux_set_user_identity(nobody) }
  }
}

/// Capabilities.
package enum Capabilities {
  /// Beyond the highest that any kernel has today; the kernel answers EINVAL past its own last one.
  private static let beyondLast: CInt = 64

  /// Takes every capability out of the bounding set. Costs some 50 µs, hence once, in the fork server.
  ///
  /// Without CAP_SETPCAP (an ordinary user, no user namespace) the set cannot be changed, and need not be: it only
  /// limits what an exec could gain, and `no_new_privs` leaves an exec nothing.
  package static func emptyBoundingSet() throws(SystemCallFailure) {
    for capability in 0..<beyondLast where clinux_has_bounding_capability(capability) == 1 {
      guard clinux_drop_bounding_capability(capability) == 0 else {
        if errno == EPERM { return }
        throw SystemCallFailure("prctl(PR_CAPBSET_DROP)")
      }
    }
  }

  /// Empties the effective, permitted, inheritable and ambient sets.
  package static func clear() throws(SystemCallFailure) {
    try systemCall("prctl(PR_CAP_AMBIENT)") { clinux_clear_ambient_capabilities() }
    try systemCall("capset") { clinux_clear_capabilities() }
  }
}

/// Process attributes that prctl sets.
package enum ProcessAttributes {
  /// Nothing executed from here on can gain a privilege. Landlock and seccomp demand it.
  package static func setNoNewPrivileges() throws(SystemCallFailure) {
    try systemCall("prctl(PR_SET_NO_NEW_PRIVS)") { clinux_set_no_new_privs() }
  }

  package static func setDumpable(_ dumpable: Bool) throws(SystemCallFailure) {
    try systemCall("prctl(PR_SET_DUMPABLE)") { clinux_set_dumpable(dumpable ? 1 : 0) }
  }
}
