internal import CLinuxShim
internal import Glibc

/// The file system that children see, generated from the image. Python has everything it needs in memory before it is
/// entered, so the standard tree is empty.
package struct RootTree: Sendable {
  package init() {}

  /// Directories that may serve as the mount point of the new root; nothing of them is kept.
  private static let mountPoints = ["/tmp", "/run", "/proc", "/dev", "/"]

  /// Replaces the root by this tree, read-only. The mount namespace must be this process's own.
  package func enter() throws(SystemCallFailure) {
    // Else what is mounted here would appear outside, and pivot_root refuse to work.
    try mount(nil, on: "/", type: nil, flags: UInt(MS_REC) | UInt(MS_PRIVATE))
    let point = try Self.mountEmptyTree()
    try systemCall("chdir") { unsafe chdir(point) }
    // With both arguments "." the old root lies over the new one, and one umount takes it away.
    try systemCall("pivot_root") { unsafe clinux_pivot_root(".", ".") }
    try systemCall("umount2") { unsafe umount2(".", CInt(MNT_DETACH)) }
    // pivot_root leaves the working directory where it was.
    try systemCall("chdir") { unsafe chdir("/") }
    try mount(nil, on: "/", type: nil, flags: Self.closed | UInt(MS_REMOUNT) | UInt(MS_BIND) | UInt(MS_RDONLY))
  }

  private static let closed = UInt(MS_NOSUID) | UInt(MS_NODEV) | UInt(MS_NOEXEC)

  private static func mountEmptyTree() throws(SystemCallFailure) -> String {
    var last = SystemCallFailure("mount tmpfs", code: ENOENT)
    for point in mountPoints {
      // A size of 0 would mean no limit at all.
      if unsafe Glibc.mount("tmpfs", point, "tmpfs", closed, "size=4k,mode=555") == 0 { return point }
      last = SystemCallFailure("mount tmpfs")
    }
    throw last
  }

  private func mount(
    _ source: String?, on target: String, type: String?, flags: UInt
  ) throws(SystemCallFailure) {
    try systemCall("mount \(target)") { unsafe Glibc.mount(source, target, type, flags, nil) }
  }
}
