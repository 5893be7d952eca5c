import CLinuxShim

/// The kernel's tokens for the tables of system calls.
enum Architecture {
  static let native = clinux_audit_arch()

  static let i386: UInt32 = 0x4000_0003
  static let x86: UInt32 = 0xc000_003e
  static let arm64: UInt32 = 0xc000_00b7
  static let riscv64: UInt32 = 0xc000_00f3

  /// Every token that is not this build's own, two of which mean nothing.
  static let foreign = [i386, x86, arm64, riscv64, 0, 0xffff_ffff].filter { $0 != native }

  /// Set in the numbers of the x32 calls, which come under x86-64's own token.
  static let x32Bit: UInt32 = 0x4000_0000
}
