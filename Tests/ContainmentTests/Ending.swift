import Belljar

/// A termination without its measurements, so that tests can compare it.
enum Ending: Sendable, Hashable {
  case finished, cancelled, denied
  case raised(String)
  case exited(Int)
  case crashed(signal: Int)
  case wallTime, cpuTime, memory, output, files, processes

  init(_ termination: Termination) {
    switch termination {
    case .finished: self = .finished
    case .raised(let exception): self = .raised(exception.type)
    case .exited(let code): self = .exited(code)
    case .limitExceeded(let limit): self.init(limit)
    case .denied: self = .denied
    case .crashed(let signal): self = .crashed(signal: signal)
    case .cancelled: self = .cancelled
    }
  }

  private init(_ limit: ExceededLimit) {
    switch limit {
    case .wallTime: self = .wallTime
    case .cpuTime: self = .cpuTime
    case .memory: self = .memory
    case .output: self = .output
    case .files: self = .files
    case .processes: self = .processes
    }
  }
}
