import Glibc

/// Where the command keeps what is of use to the next one: `belljar` in `$XDG_STATE_HOME`, or in `~/.local/state`.
enum StateDirectory {
  /// The path of a file there; nil if neither variable names a directory.
  static func path(of name: String) -> String? {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let state = variable("XDG_STATE_HOME") ?? variable("HOME").map({ $0 + "/.local/state" }) else { return nil }
    return "\(state)/belljar/\(name)"
  }
}
