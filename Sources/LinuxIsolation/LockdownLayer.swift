/// The layers of a child's lockdown. The host's public `Layer` has the same names.
package enum LockdownLayer: String, Sendable, CaseIterable {
  case process, session, descriptors, rlimits, namespaces, user, capabilities
  case noNewPrivileges = "no_new_privs"
  case landlock, dumpable, seccomp
}
