internal import CLinuxShim
internal import Glibc

/// A system call that failed.
package struct SystemCallFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package var call: String
  package var code: CInt

  package init(_ call: String, code: CInt = errno) {
    self.call = call
    self.code = code
  }

  package var description: String { "\(call): \(ErrorNumber.text(code))" }
}

package enum ErrorNumber {
  package static var current: CInt { errno }
  package static let interrupted = EINTR
  package static let again = EAGAIN

  /// The kernel has no memory for the call now; the call itself is in order.
  package static func isWantOfMemory(_ code: CInt) -> Bool { code == ENOMEM || code == ENOBUFS }

  /// What strerror says.
  package static func text(_ code: CInt) -> String {
    // strerror's buffer is shared between threads; strerrordesc_np's texts are constants.
    guard let text = unsafe clinux_error_text(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}

enum Memory {
  /// Waits for others to give some back. Whoever is told "would block" comes back at once, as the descriptor is ready.
  static func pause() { usleep(1000) }
}

/// Calls again while a signal interrupts, and turns a negative result into a failure.
@discardableResult
package func systemCall<Result: SignedInteger>(
  _ name: String, _ body: () -> Result
) throws(SystemCallFailure) -> Result {
  while true {
    let result = body()
    if result >= 0 { return result }
    let code = errno
    guard code == EINTR else { throw SystemCallFailure(name, code: code) }
  }
}
