internal import CLinuxShim
internal import Glibc

/// The file system that children see, generated from the image: what the policy lets programs read, at its own place, and
/// nothing else. Python has everything it needs in memory before the tree is entered.
package struct RootTree {
  private let readable: [ReadablePath]

  package init(readable: [ReadablePath]) { self.readable = readable }

  /// Directories that may serve as the mount point of the new root; nothing of them is kept.
  private static let mountPoints = ["/tmp", "/run", "/proc", "/dev", "/"]

  /// Replaces the root by this tree, read-only. The mount namespace must be this process's own.
  package func enter() throws(SystemCallFailure) {
    // Else what is mounted here would appear outside, and pivot_root refuse to work.
    try mount(nil, on: "/", type: nil, flags: UInt(MS_REC) | UInt(MS_PRIVATE))
    // Before the new root lies over one of them.
    let trees = try copyTrees()
    let point = try Self.mountEmptyTree()
    for tree in trees { try tree.attach(below: point == "/" ? "" : point) }
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

  /// A detached, closed copy of what lies at a readable path, and of all that is mounted below.
  private final class Tree {
    private let path: String
    private let isDirectory: Bool
    private let descriptor: Descriptor

    init(of readable: ReadablePath) throws(SystemCallFailure) {
      (path, isDirectory) = (readable.path, readable.isDirectory)
      // Once more: a descriptor of the namespace that was left cannot be mounted in this one.
      let place = Descriptor(
        owning: try systemCall("openat2 \(path)") { [path] in unsafe clinux_open_place(path) })
      try Self.expectSame(place, readable.place)
      descriptor = Descriptor(owning: try systemCall("mount \(path)") { clinux_copy_tree(place.number) })
    }

    private static func expectSame(
      _ one: borrowing Descriptor, _ other: borrowing Descriptor
    ) throws(SystemCallFailure) {
      var (first, second) = (stat(), stat())
      guard unsafe fstat(one.number, &first) == 0, unsafe fstat(other.number, &second) == 0,
        first.st_dev == second.st_dev, first.st_ino == second.st_ino
      else { throw SystemCallFailure("openat2", code: ESTALE) }
    }

    func attach(below root: String) throws(SystemCallFailure) {
      let point = root + path
      var parent = root
      let parts = path.split(separator: "/")
      for part in parts.dropLast() {
        parent += "/" + part
        try Self.makeDirectory(parent)
      }
      if isDirectory {
        try Self.makeDirectory(point)
      } else {
        let file = Descriptor(
          owning: try systemCall("create \(path)") {
            unsafe open(point, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o444)
          })
        _ = file
      }
      try systemCall("move_mount \(path)") { [descriptor = descriptor.number] in
        unsafe clinux_attach_tree(descriptor, point)
      }
    }

    private static func makeDirectory(_ path: String) throws(SystemCallFailure) {
      do throws(SystemCallFailure) {
        try systemCall("mkdir \(path)") { unsafe mkdir(path, 0o555) }
      } catch {
        guard error.code == EEXIST else { throw error }
      }
    }
  }

  /// Those that lie below another come with it.
  private func copyTrees() throws(SystemCallFailure) -> [Tree] {
    var trees: [Tree] = []
    for path in readable where !readable.contains(where: { path.path.hasPrefix($0.path + "/") }) {
      trees.append(try Tree(of: path))
    }
    return trees
  }

  private func mount(
    _ source: String?, on target: String, type: String?, flags: UInt
  ) throws(SystemCallFailure) {
    try systemCall("mount \(target)") { unsafe Glibc.mount(source, target, type, flags, nil) }
  }
}
