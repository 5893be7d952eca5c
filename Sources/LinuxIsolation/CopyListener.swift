internal import CLinuxShim
internal import Glibc

/// The host's ear at a session's process: the kernel asks it before each of two calls that no program may make by itself,
/// a copy of the process and, in the copy, the question for descriptors.
///
/// A filter of sixteen instructions sends exactly these two to the listener; what their arguments are lies in registers, so
/// that nothing can change them after they were judged. Without a listener (the host is gone) the kernel refuses both.
package struct CopyListener: ~Copyable, Sendable {
  package let descriptor: Descriptor

  package init(descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// A call that waits to be judged.
  package struct Question {
    package enum Call { case copy, descriptors, other }

    package let identifier: UInt64
    /// The caller, as this process sees it.
    package let process: Int32
    package let call: Call
  }

  /// The next question; nil if its caller is gone. To be asked when the descriptor is readable only.
  package borrowing func next() -> Question? {
    var notification = clinux_notification()
    guard unsafe clinux_notification_receive(descriptor.number, &notification) == 0 else { return nil }
    let call: Question.Call =
      switch Int(notification.call) {
      case Int(clinux_call_clone): .copy
      case Int(clinux_call_dup3): .descriptors
      default: .other
      }
    return Question(identifier: notification.identifier, process: notification.process, call: call)
  }

  /// Lets the call happen.
  package borrowing func allow(_ question: Question) {
    _ = clinux_notification_allow(descriptor.number, question.identifier)
  }

  /// Has the call fail.
  package borrowing func refuse(_ question: Question) {
    _ = clinux_notification_return(descriptor.number, question.identifier, EPERM)
  }

  /// Opens the caller's handle. It waits for an answer, so the number is its own.
  package borrowing func caller(of question: Question) throws(SystemCallFailure) -> ProcessHandle {
    let handle = try ProcessHandle(processIdentifier: question.process)
    guard clinux_notification_is_alive(descriptor.number, question.identifier) == 1 else {
      throw SystemCallFailure("seccomp notification", code: ENOENT)
    }
    return handle
  }

  /// Puts descriptors at 0, 1, 2 and 3 of the caller's, over what it had there, and has the call succeed. Where one is -1 it keeps
  /// what it has.
  package borrowing func answer(_ question: Question, with descriptors: [CInt]) throws(SystemCallFailure) {
    for (number, source) in descriptors.enumerated() where source >= 0 {
      try systemCall("seccomp notification: add descriptor") {
        clinux_notification_give(descriptor.number, question.identifier, source, CInt(number))
      }
    }
    try systemCall("seccomp notification: answer") {
      clinux_notification_return(descriptor.number, question.identifier, 0)
    }
  }

  // MARK: The child's side

  /// A copy's flags: fork's own, and the parent of the original.
  static var flags: Int { Int(clinux_copy_flags) }

  /// Makes a copy of this process: 0 in the copy, else its number or a failure.
  package static func copySelf() -> Int32 { clinux_copy_self() }

  /// Asks for the copy's own descriptors. False if they are not given.
  package static func askForDescriptors() -> Bool { clinux_ask_for_descriptors() == 0 }

  /// Loads the filter and sends its listener through the channel, with these bytes; this process keeps none.
  static func install(announcement: [UInt8], channel: CInt) throws(SystemCallFailure) {
    let program = instructions
    guard let count = CUnsignedShort(exactly: program.count) else { throw SystemCallFailure("seccomp", code: E2BIG) }
    let number = try systemCall("seccomp(NEW_LISTENER)") {
      // The kernel copies the instructions before the call returns.
      unsafe program.withUnsafeBufferPointer { unsafe clinux_seccomp_listen($0.baseAddress, count) }
    }
    let listener = Descriptor(owning: number)
    var sent: Int
    repeat {
      sent = unsafe announcement.withUnsafeBytes { bytes in
        var descriptor = listener.number
        return unsafe clinux_send_descriptors(channel, bytes.baseAddress, bytes.count, &descriptor, 1)
      }
      // All descriptors that the user has on their way count, against this process's own small limit: when many sessions are
      // opened at once some wait until the host has taken others'.
    } while sent < 0 && Self.mustWait(errno)
    guard sent == announcement.count else { throw SystemCallFailure("sendmsg", code: sent < 0 ? errno : EMSGSIZE) }
  }

  private static func mustWait(_ code: CInt) -> Bool {
    guard code == ETOOMANYREFS || ErrorNumber.isWantOfMemory(code) else { return code == EINTR }
    Memory.pause()
    return true
  }

  /// Both calls, by all of the bits that mean something in them; everything else goes on to the next filter.
  private static var instructions: [sock_filter] {
    let load = UInt16(BPF_LD | BPF_W | BPF_ABS)
    let equals = UInt16(BPF_JMP | BPF_JEQ | BPF_K)
    let give = UInt16(BPF_RET | BPF_K)
    func field(_ offset: UInt32) -> sock_filter { sock_filter(code: load, jt: 0, jf: 0, k: offset) }
    func skip(_ count: UInt8, unless value: UInt32) -> sock_filter {
      sock_filter(code: equals, jt: 0, jf: count, k: value)
    }
    func verdict(_ value: UInt32) -> sock_filter { sock_filter(code: give, jt: 0, jf: 0, k: value) }
    let (call, architecture, low, high, second): (UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 4, 16, 20, 24)
    let (ask, goOn): (UInt32, UInt32) = (0x7fc0_0000, 0x7fff_0000)
    return [
      field(architecture), skip(13, unless: clinux_audit_arch()),
      field(call), skip(5, unless: UInt32(clinux_call_clone)),
      field(low), skip(9, unless: UInt32(clinux_copy_flags)),
      field(high), skip(7, unless: 0),
      verdict(ask),
      skip(5, unless: UInt32(clinux_call_dup3)),
      field(low), skip(3, unless: .max),
      field(second), skip(1, unless: .max),
      verdict(ask),
      verdict(goOn),
    ]
  }
}
