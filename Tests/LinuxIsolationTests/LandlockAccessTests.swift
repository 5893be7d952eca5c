import Testing

@testable import LinuxIsolation

@Suite("What Landlock handles by its version")
struct LandlockAccessTests {
  @Test(
    "Exactly the accesses that the version knows",
    arguments: [
      (1, 0x1fff, 0, 0), (2, 0x3fff, 0, 0), (3, 0x7fff, 0, 0), (4, 0x7fff, 3, 0), (5, 0xffff, 3, 0),
      (6, 0xffff, 3, 3), (7, 0xffff, 3, 3),
    ] as [(Int, UInt64, UInt64, UInt64)])
  func accesses(version: Int, file: UInt64, network: UInt64, scopes: UInt64) {
    #expect(LandlockRuleset.fileAccess(version: version) == file)
    #expect(LandlockRuleset.networkAccess(version: version) == network)
    #expect(LandlockRuleset.scopes(version: version) == scopes)
  }

  @Test("A later version is treated as the last one that is known", arguments: [8, 9, 100, Int.max])
  func later(version: Int) {
    #expect(LandlockRuleset.fileAccess(version: version) == 0xffff)
    #expect(LandlockRuleset.networkAccess(version: version) == 3)
    #expect(LandlockRuleset.scopes(version: version) == 3)
  }

  @Test("No version handles less than the one before")
  func growing() {
    for version in 1..<10 {
      for access in [LandlockRuleset.fileAccess, LandlockRuleset.networkAccess, LandlockRuleset.scopes] {
        #expect(access(version) & ~access(version + 1) == 0)
      }
    }
  }

  @Test(
    "This kernel takes the accesses of each version up to its own",
    .enabled(if: KernelSupport.probe().landlockABI != nil, "this kernel has no Landlock"))
  func running() throws {
    let found = try #require(KernelSupport.probe().landlockABI)
    for version in 1...found {
      let ruleset = try LandlockRuleset(version: version)
      let made = ruleset.version
      #expect(made == version)
    }
    let ruleset = try LandlockRuleset()
    let made = ruleset.version
    #expect(made == found)
  }
}
