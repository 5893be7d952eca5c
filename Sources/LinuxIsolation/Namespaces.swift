internal import CLinuxShim
internal import Glibc

/// Namespaces, made once by the fork server; its children inherit them for nothing.
package enum Namespaces {
  /// The only uid and gid that exist inside.
  static let insideIdentity = 1000

  /// Enters new user, mount, network, IPC, UTS and, last, pid namespaces, with `root` as the file system.
  ///
  /// The pid namespace comes last because it cannot be left, and whatever is forked next is its pid 1: were it entered and
  /// a later step failed, an untrusted child would be that.
  package static func enter(root: RootTree) throws(SystemCallFailure) {
    try enterUserNamespace()
    try systemCall("unshare(mount, network, ipc, uts)") { clinux_enter_other_namespaces() }
    try root.enter()
    // Takes effect with the next fork.
    try systemCall("unshare(pid)") { clinux_enter_pid_namespace() }
  }

  private static func enterUserNamespace() throws(SystemCallFailure) {
    let uid = geteuid()
    let gid = getegid()
    // A process that changed its uid is not dumpable, and then /proc/self belongs to root: the maps could not be
    // written.
    try ProcessAttributes.setDumpable(true)
    try systemCall("unshare(CLONE_NEWUSER)") { clinux_enter_user_namespace() }
    try write("deny", to: "/proc/self/setgroups")
    try write("\(insideIdentity) \(uid) 1", to: "/proc/self/uid_map")
    try write("\(insideIdentity) \(gid) 1", to: "/proc/self/gid_map")
  }

  private static func write(_ text: String, to path: String) throws(SystemCallFailure) {
    let descriptor = Descriptor(
      owning: try systemCall("open \(path)") { unsafe open(path, O_WRONLY | O_CLOEXEC) })
    let bytes = Array(text.utf8)
    guard descriptor.write(bytes[...]) == .bytes(bytes.count) else {
      throw SystemCallFailure("write \(path)")
    }
  }
}
