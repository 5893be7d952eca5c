internal import CLinuxShim
internal import Glibc

/// The child's own notes of the calls that its filter refused. Native code can forge or hide them.
package enum Refusals {
  /// Has the filter's refusals noted and answered with their error numbers. A handler and its stack are inherited: once, in
  /// the worker, is enough for all children.
  package static func install(errors: [(call: Int32, error: Int32)]) throws(SystemCallFailure) {
    for entry in errors { clinux_set_refusal_errno(entry.call, entry.error) }
    try systemCall("sigaction(SIGSYS)") { clinux_install_refusal_handler() }
  }

  /// Has each refusal noted with what this function says, called in the handler.
  package static func setLineReader(_ reader: @convention(c) () -> Int32) { clinux_set_line_reader(reader) }

  /// Has what older glibc asks for an open descriptor's status answered, where its path's is refused: it is the same call.
  package static func answerDescriptorStatus() { clinux_answer_descriptor_status() }

  /// Forgets what has been noted so far.
  package static func forget() { clinux_forget_refusals() }

  /// The refused calls in order, each with its number and, where it could be had, the program's line.
  package static var noted: [(call: Int32, line: Int32)] {
    (0..<clinux_refusal_count()).map { (clinux_refusal($0), clinux_refusal_line($0)) }
  }
}
