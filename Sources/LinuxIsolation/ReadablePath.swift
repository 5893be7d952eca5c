internal import CLinuxShim
internal import Glibc

/// A file or directory that children may read, as the worker found it.
package final class ReadablePath {
  package let path: String
  package let isDirectory: Bool
  let place: Descriptor

  /// Why a path cannot be given, in words for the policy's writer.
  package struct Problem: Error {
    package let path: String
    package let reason: String
  }

  private init(path: String, isDirectory: Bool, place: consuming Descriptor) {
    self.path = path
    self.isDirectory = isDirectory
    self.place = place
  }

  /// Finds them all, as the user that children will be: a path that cannot be read now never could.
  package static func find(_ paths: [String]) throws(Problem) -> [ReadablePath] {
    guard !paths.isEmpty else { return [] }
    let mounts: MountTable
    do throws(SystemCallFailure) {
      mounts = try MountTable()
    } catch {
      throw Problem(path: paths[0], reason: "what is mounted below cannot be told (\(error))")
    }
    var found: [ReadablePath] = []
    for path in paths {
      let readable = try find(path)
      // What is mounted below may be anything, `/proc` among it, and neither Landlock nor an unprivileged mount can leave it out.
      if let point = mounts.point(below: path, except: paths) {
        throw Problem(
          path: path,
          reason: "another file system is mounted below it, at \(point); name that as well, or only parts of \(path)")
      }
      found.append(readable)
    }
    return found
  }

  private static func find(_ path: String) throws(Problem) -> ReadablePath {
    let number = unsafe clinux_open_place(path)
    guard number >= 0 else { throw Problem(path: path, reason: reason(errno, path)) }
    let place = Descriptor(owning: number)
    var status = stat()
    guard unsafe fstat(place.number, &status) == 0 else { throw Problem(path: path, reason: reason(errno, path)) }
    let isDirectory = status.st_mode & S_IFMT == S_IFDIR
    guard isDirectory || status.st_mode & S_IFMT == S_IFREG else {
      throw Problem(
        path: path, reason: "it is neither a file nor a directory; devices, pipes and sockets are never given")
    }
    guard !kernelsOwn.contains(clinux_file_system_kind(place.number)) else {
      throw Problem(
        path: path, reason: "it lies in a file system of the kernel's own, which shows processes and devices")
    }
    // Not by access(), which asks for the real user. A file or a directory: to open it does nothing and waits for nothing.
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard opened >= 0 else { throw Problem(path: path, reason: reason(errno, path)) }
    close(opened)
    return ReadablePath(path: path, isDirectory: isDirectory, place: place)
  }

  private static func reason(_ code: CInt, _ path: String) -> String {
    switch code {
    case ENOENT: return "there is no such file or directory; make it first, or take it from the policy"
    case ENOTDIR: return "a part of it is not a directory"
    case ELOOP:
      let target = unsafe realpath(path, nil)
      defer { unsafe free(target) }
      let name = unsafe target.map { unsafe "'\(String(cString: $0))'" } ?? "what it leads to"
      return "it is a symbolic link, or leads through one; name \(name) instead"
    case EACCES, EPERM:
      return "programs run as user \(geteuid()) and group \(getegid()), who may not read it; let them, or take it away"
    default: return ErrorNumber.text(code)
    }
  }

  /// proc, sysfs, devpts, cgroup (1 and 2), debugfs, tracefs, securityfs, selinuxfs, bpf, mqueue, pstore, efivarfs, binfmt_misc,
  /// configfs, nsfs: the kernel's magic numbers, of which no header has all.
  private static let kernelsOwn: Set<Int64> = [
    0x9fa0, 0x6265_6572, 0x1cd1, 0x27_e0eb, 0x6367_7270, 0x6462_6720, 0x7472_6163, 0x7363_6673, 0xf97c_ff8c,
    0xcafe_4a11,
    0x1980_0202, 0x6165_676c, 0xde5e_81e4, 0x4249_4e4d, 0x6265_6570, 0x6e73_6673,
  ]
}
