import Belljar

/// The command's exit statuses; those from 124 up follow `timeout`, `docker run` and the shell.
enum ExitStatus {
  static let finished: Int32 = 0
  static let raised: Int32 = 1
  /// `belljar check` has found something.
  static let found: Int32 = 1
  static let denied: Int32 = 122
  static let otherLimit: Int32 = 123
  static let timeLimit: Int32 = 124
  static let notRun: Int32 = 125
  static let signalBase: Int32 = 128
  static let interrupted: Int32 = 130
}

extension Termination {
  var exitStatus: Int32 {
    switch self {
    case .finished: ExitStatus.finished
    case .raised: ExitStatus.raised
    // As the kernel passes a status on: its low eight bits.
    case .exited(let code): Int32(UInt8(truncatingIfNeeded: code))
    case .limitExceeded(.wallTime), .limitExceeded(.cpuTime): ExitStatus.timeLimit
    case .limitExceeded: ExitStatus.otherLimit
    case .denied: ExitStatus.denied
    case .crashed(let signal): ExitStatus.signalBase + Int32(UInt8(truncatingIfNeeded: signal))
    case .cancelled: ExitStatus.interrupted
    }
  }
}
