internal import CLinuxShim
internal import Glibc

/// The set of descriptors that a child may have.
package enum OpenDescriptors {
  /// The program's standard streams and the channel to the host, in the order of their numbers in the child.
  package static let childStandard = 4

  /// Puts `sources` at 0, 1, 2 … of this process.
  ///
  /// Invariant: every source is above `sources.count`, so that no dup2 overwrites one that is still to be moved. The
  /// fork server keeps 0–4 taken, hence whatever it opens lies above.
  package static func arrange(_ sources: [CInt]) throws(SystemCallFailure) {
    for (target, source) in sources.enumerated() {
      guard source >= sources.count else { throw SystemCallFailure("dup2", code: EBADF) }
      try systemCall("dup2") { dup2(source, CInt(target)) }
    }
  }

  /// Whether any is open from `first` on. Asked by lseek, which every filter allows: a pipe is open and cannot be sought in.
  package static func isAnyOpen(from first: CInt) -> Bool {
    (first..<max(first, getdtablesize())).contains { lseek($0, 0, SEEK_CUR) >= 0 || errno != EBADF }
  }

  /// Closes everything from `first` on. Close-on-exec does not help: a child never execs.
  package static func close(from first: CInt) throws(SystemCallFailure) {
    try systemCall("close_range") { clinux_close_range(CUnsignedInt(first), .max) }
  }
}
