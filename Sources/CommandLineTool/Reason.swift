import Belljar
import Glibc

extension Outcome {
  /// Lines for standard error that say why the exit status is what it is, and what was refused.
  var reasons: [String] {
    let others = denials.filter { termination != .denied($0) }
    let shown = others.prefix(5).map { "refused: \($0.reason)" }
    let rest = others.count > shown.count ? ["refused: and \(others.count - shown.count) more"] : []
    return shown + rest + [termination.reason].compactMap(\.self)
  }
}

extension Termination {
  /// Nil where there is nothing to explain.
  var reason: String? {
    switch self {
    case .finished, .exited(0): nil
    case .raised(let exception): "raised \(exception.type.escapedOnOneLine(atMost: 200))"
    case .exited(let code): "exited with status \(code)"
    case .limitExceeded(let limit): "stopped: \(limit.name), \(limit.comparison)"
    case .denied(let denial): "denied: \(denial.reason)"
    case .crashed(let signal): "crashed: signal \(signal)\(Self.signalName(signal).map { ", \($0)" } ?? "")"
    case .cancelled: "interrupted"
    }
  }

  private static func signalName(_ signal: Int) -> String? {
    strsignal(Int32(truncatingIfNeeded: signal)).map { String(cString: $0) }
  }
}

extension Denial {
  /// Such as "import of socket (line 3 of helper.py)", which may be the program's own claim.
  var reason: String {
    let name = name?.escapedOnOneLine(atMost: 200)
    let what =
      switch kind {
      case .systemCall: name.map { "system call \($0)" } ?? "a system call"
      case .importing: name.map { "import of \($0)" } ?? "an import"
      case .builtin: name.map { "builtin \($0)" } ?? "a builtin"
      case .attribute: name.map { "attribute \($0)" } ?? "an attribute"
      case .auditEvent: name.map { "audit event \($0)" } ?? "an audit event"
      case .path: name.map { "the path \($0)" } ?? "a path"
      case .fileMode: name.map { "opening a file with mode \($0)" } ?? "opening a file to write"
      case .syntax: name.map { "the name \($0)" } ?? "a name"
      }
    let allowing = rule.map { "; to allow it: \($0.escapedOnOneLine(atMost: 200))" } ?? ""
    let place = [line.map { "line \($0)" }, file?.escapedOnOneLine(atMost: 200)].compactMap(\.self).joined(
      separator: " of ")
    return what + (place.isEmpty ? "" : " (\(place))") + allowing
  }
}

extension ExceededLimit {
  var name: String {
    switch self {
    case .wallTime: "wall time"
    case .cpuTime: "CPU time"
    case .memory: "memory"
    case .output: "output"
    case .files: "files"
    case .processes: "processes"
    }
  }

  /// Such as "2.1 s of 2 s".
  fileprivate var comparison: String {
    switch self {
    case .wallTime(let limit, let measured), .cpuTime(let limit, let measured):
      "\(measured.text(decimals: 1)) of \(limit.text(decimals: 3))"
    case .memory(let limit, let measured), .output(let limit, let measured), .files(let limit, let measured):
      "\(measured) of \(limit)"
    case .processes(let limit, let measured): "\(measured) of \(limit)"
    }
  }
}

extension Duration {
  /// Milliseconds, with the microseconds as a fraction.
  var milliseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1000
  }

  /// Whole milliseconds below a second; from there seconds, with that many decimals and no trailing zeros.
  func text(decimals: Int) -> String {
    let whole = Int(milliseconds.rounded())
    guard whole >= 1000 else { return "\(whole) ms" }
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    return "\((milliseconds / 1000 * Double(scale)).rounded() / Double(scale)) s"
      .replacing(".0 s", with: " s")
  }
}
