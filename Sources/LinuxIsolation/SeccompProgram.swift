package import CLinuxShim
internal import Glibc

/// A compiled filter.
package struct SeccompProgram: Sendable {
  /// Stands for the process's own id until the fork has made it known; no kernel gives such an id.
  package static let ownProcessPlaceholder: UInt32 = 0x7fbe_11a5

  package private(set) var instructions: [sock_filter]

  package init(instructions: [sock_filter]) { self.instructions = instructions }

  /// The program for one process. Fails if nothing was to be replaced: then a rule is not what it seems.
  package mutating func bind(to process: Int32) throws(SystemCallFailure) {
    let equals = UInt16(BPF_JMP | BPF_JEQ | BPF_K)
    var found = false
    for index in instructions.indices
    where instructions[index].code == equals && instructions[index].k == Self.ownProcessPlaceholder {
      instructions[index].k = UInt32(process)
      found = true
    }
    guard found else { throw SystemCallFailure("seccomp: process id placeholder", code: EINVAL) }
  }

  /// Loads the program, for good.
  package func install() throws(SystemCallFailure) {
    guard let count = CUnsignedShort(exactly: instructions.count) else {
      throw SystemCallFailure("seccomp", code: E2BIG)
    }
    try systemCall("seccomp") {
      // The kernel copies the instructions before the call returns.
      unsafe instructions.withUnsafeBufferPointer { unsafe clinux_seccomp_install($0.baseAddress, count) }
    }
  }
}
