internal import CLinuxShim

/// The kernel's resource limits of one process, soft and hard alike, so that they can only sink.
package struct ResourceLimits: Sendable {
  /// Bytes of address space. Relative limits do not exist: the caller adds what the process has after the fork.
  package var addressSpace: Int
  package var cpuSeconds: Int
  /// Without threads 0. Does not bind real root, which is why seccomp refuses clone as well.
  package var processes: Int

  /// Descriptors at a time.
  package var openDescriptors: Int

  package init(addressSpace: Int, cpuSeconds: Int, processes: Int, opensFiles: Bool = false) {
    self.addressSpace = addressSpace
    self.cpuSeconds = cpuSeconds
    self.processes = processes
    openDescriptors = opensFiles ? Self.withFiles : Self.withoutFiles
  }

  /// The child holds four, and without files nothing in it opens more. Far lower values break poll and the like.
  private static let withoutFiles = 16
  private static let withFiles = 64
  static let stack = 8 << 20

  package func apply() throws(SystemCallFailure) {
    try Self.set(clinux_limit_address_space, to: addressSpace)
    // The hard limit one second above the soft: SIGXCPU can be caught, SIGKILL cannot.
    try Self.set(clinux_limit_cpu_seconds, to: cpuSeconds, hard: cpuSeconds + 1)
    try Self.set(clinux_limit_processes, to: processes)
    try Self.set(clinux_limit_file_size, to: 0)
    try Self.set(clinux_limit_core, to: 0)
    try Self.set(clinux_limit_open_files, to: openDescriptors)
    try Self.set(clinux_limit_stack, to: Self.stack)
    try Self.set(clinux_limit_locked_memory, to: 0)
    try Self.set(clinux_limit_message_queues, to: 0)
  }

  /// Lowers the address space of this process further, within the filter's one allowed use of prlimit64.
  package static func lowerAddressSpace(to bytes: Int, hard: Int) throws(SystemCallFailure) {
    try set(clinux_limit_address_space, to: bytes, hard: hard)
  }

  /// Lowers the CPU time of this process in the same way.
  package static func lowerCPUTime(to seconds: Int) throws(SystemCallFailure) {
    try set(clinux_limit_cpu_seconds, to: seconds, hard: seconds + 1)
  }

  private static func set(
    _ resource: clinux_resource, to soft: Int, hard: Int? = nil
  ) throws(SystemCallFailure) {
    try systemCall("setrlimit") { clinux_set_limit(resource, UInt64(soft), UInt64(hard ?? soft)) }
  }
}
