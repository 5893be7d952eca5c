/// A kernel-enforced layer of the isolation around a child.
///
/// Python's own namespace restriction is not among them: it is convenience, never a boundary.
public enum Layer: String, Sendable, Hashable, CaseIterable, Codable {
  /// A single-use process of its own, exec'ed apart from the app, with an empty environment. It cannot be given up.
  case process
  /// A session of its own, so that no terminal can be reached.
  case session
  /// Exactly four open descriptors: the channel and the three standard streams.
  case descriptors
  /// Resource limits: address space, CPU seconds, no files written, no child processes, no core dumps.
  case rlimits
  /// User, mount, network, pid, IPC and UTS namespaces, over an empty, read-only root.
  case namespaces
  /// A user id that is not root's.
  case user
  /// No capabilities; and an empty bounding set, unless an ordinary user without a user namespace may not empty it, where
  /// ``noNewPrivileges`` makes it meaningless.
  case capabilities
  /// `no_new_privs`: nothing executed can gain a privilege. Landlock and seccomp depend on it.
  case noNewPrivileges = "no_new_privs"
  /// Landlock, without any rule, by whatever version the kernel has.
  case landlock
  /// Not dumpable: no core, no ptrace, `/proc/PID` owned by root.
  case dumpable
  /// seccomp, default deny.
  case seccomp

  /// Whether a policy insists on a layer.
  public enum Demand: String, Sendable, Hashable, Codable {
    /// Without the layer nothing runs.
    case required
    /// Without the layer programs run, and every outcome says that it is missing.
    case preferred
    /// The layer is given up, by name.
    case off
  }
}
