internal import CLinuxShim

/// A second user of a child's memory, so that the child's end is known before its memory is taken apart.
///
/// The kernel tells of a process's end only after it has undone its address space, which takes most of a millisecond.
/// While another process holds that address space there is nothing to undo: the end is known at once, and the work is
/// done afterwards, when the fork server kills the holder in a quiet moment.
///
/// The holder has no descriptors, no capabilities, all signals blocked, one second of CPU time, and a filter that allows
/// it to sleep and kills it for anything else. Nothing that the child may do wakes it; what a wake from outside would
/// mean is in docs/decisions/0007-exit-holder.md.
enum ExitHolder {
  static func start() throws(SystemCallFailure) {
    try systemCall("clone") { clinux_start_holder() }
  }
}
