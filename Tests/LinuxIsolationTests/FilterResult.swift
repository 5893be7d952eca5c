import LinuxIsolation

/// What a filter returns to the kernel.
enum FilterResult {
  static let allow: UInt32 = 0x7fff_0000
  static let trap: UInt32 = 0x0003_0000
  static let kill: UInt32 = 0x8000_0000

  static func error(_ number: Int32) -> UInt32 { 0x0005_0000 | UInt32(number) }

  /// A refusal is a trap whatever its error: the handler in the child gives the error.
  static func of(_ verdict: FilterVerdict) -> UInt32 {
    switch verdict {
    case .allow: allow
    case .refuse: trap
    case .absent(let errno): error(errno)
    case .kill: kill
    }
  }
}
