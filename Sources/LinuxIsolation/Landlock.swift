internal import CLinuxShim
internal import Glibc

/// A Landlock ruleset. Every access that it handles is refused, but for reading what lies at the readable paths; without such
/// it has no rule.
///
/// Made once by the fork server; a child only restricts itself with it (7 µs instead of 32).
package struct LandlockRuleset: ~Copyable {
  package let descriptor: Descriptor
  package let version: Int

  /// Handles exactly the accesses that this kernel's version knows: an unknown bit is an error.
  ///
  /// `limit` is the newest version to make use of, as if the kernel were older; 0 as if Landlock were switched off.
  package init(version limit: Int = .max, readable: [ReadablePath] = []) throws(SystemCallFailure) {
    let found = clinux_landlock_abi()
    guard found > 0 else { throw SystemCallFailure("landlock_create_ruleset", code: -found) }
    guard limit > 0 else { throw SystemCallFailure("landlock_create_ruleset", code: EOPNOTSUPP) }
    let version = min(Int(found), limit)
    let number = try systemCall("landlock_create_ruleset") {
      clinux_landlock_create_ruleset(
        Self.fileAccess(version: version), Self.networkAccess(version: version), Self.scopes(version: version))
    }
    let ruleset = Descriptor(owning: number)
    for path in readable {
      let access = path.isDirectory ? Self.readFile | Self.readDirectory : Self.readFile
      try systemCall("landlock_add_rule") { clinux_landlock_allow(number, access, path.place.number) }
    }
    self.version = version
    descriptor = ruleset
  }

  private static let readFile: UInt64 = 1 << 2
  private static let readDirectory: UInt64 = 1 << 3

  /// Restricts the calling process for good.
  package static func restrict(with ruleset: CInt) throws(SystemCallFailure) {
    try systemCall("landlock_restrict_self") { clinux_landlock_restrict_self(ruleset) }
  }

  /// Execute, write, read, list, remove and make of each kind (1); refer (2); truncate (3); device ioctl (5).
  static func fileAccess(version: Int) -> UInt64 {
    let bits =
      switch version {
      case ...1: 13
      case 2: 14
      case 3, 4: 15
      default: 16
      }
    return (1 << bits) - 1
  }

  /// TCP bind and connect (4).
  static func networkAccess(version: Int) -> UInt64 { version >= 4 ? 0b11 : 0 }

  /// Abstract UNIX sockets and signals (6).
  static func scopes(version: Int) -> UInt64 { version >= 6 ? 0b11 : 0 }
}
