import Testing

/// The argument filters of the threat model, with the numbers of the kernel's headers.
@Suite("Arguments that make the difference")
struct ArgumentTests {
  private let filter: CompiledFilter
  private let threaded: CompiledFilter

  init() throws {
    filter = try CompiledFilter(allowsThreads: false)
    threaded = try CompiledFilter(allowsThreads: true)
  }

  private static let highBits: [UInt64] = [0, 1 << 32, 1 << 63, 0xffff_ffff << 32]

  private static let map = (shared: 0x01 as UInt64, own: 0x02 as UInt64, anonymous: 0x20 as UInt64)

  @Test("Memory is anonymous and private")
  func mapFlags() throws {
    let stack: UInt64 = 0x2_0000
    let noReserve: UInt64 = 0x4000
    for extra in [0, stack, noReserve, stack | noReserve] {
      #expect(try mapping(flags: 0x22 | extra) == FilterResult.allow)
    }
    let refused: [UInt64] = [
      0x00, Self.map.own, Self.map.shared, Self.map.anonymous, Self.map.shared | Self.map.anonymous,
      // MAP_SHARED_VALIDATE is both bits.
      0x03, 0x23, 0x22 | 0x4_0000, 0x21 | 0x4_0000,
    ]
    for flags in refused { #expect(try mapping(flags: flags) == FilterResult.trap, "\(flags)") }
  }

  private func mapping(protection: UInt64 = 3, flags: UInt64) throws -> UInt32? {
    try filter.result("mmap", [0, 4096, protection, flags, 0xffff_ffff, 0])
  }

  @Test("Memory is never executable", arguments: 0...7 as ClosedRange<UInt64>, highBits)
  func executable(protection: UInt64, high: UInt64) throws {
    let expected = protection & 4 == 0 ? FilterResult.allow : FilterResult.trap
    #expect(try mapping(protection: protection | high, flags: 0x22) == expected)
    #expect(try filter.result("mprotect", [0x1000, 4096, protection | high]) == expected)
  }

  @Test("The other ways to executable or shared memory are refused")
  func otherMemory() throws {
    for call in ["pkey_mprotect", "shmat", "shmget", "memfd_create", "memfd_secret", "personality", "remap_file_pages"]
    {
      guard let result = try filter.result(call) else { continue }
      #expect(result == FilterResult.trap, "\(call)")
    }
  }

  @Test("Only advice that frees is taken, all other is EINVAL", arguments: 0...25 as ClosedRange<UInt64>, highBits)
  func advice(advice: UInt64, high: UInt64) throws {
    let expected = [0, 4, 8].contains(advice) ? FilterResult.allow : FilterResult.error(22)
    #expect(try filter.result("madvise", [0x1000, 4096, advice | high]) == expected)
  }

  @Test("Advice 100 and 101, which poison memory, is EINVAL", arguments: [100, 101, 0xffff_ffff] as [UInt64])
  func poison(advice: UInt64) throws {
    #expect(try filter.result("madvise", [0x1000, 4096, advice]) == FilterResult.error(22))
  }

  @Test("Signals go to the own process only")
  func signals() throws {
    let own = UInt64(CompiledFilter.process)
    for high in Self.highBits {
      #expect(try filter.result("tgkill", [own | high, own, 6]) == FilterResult.allow)
      for other in [own + 1, own - 1, 0, 1, 0xffff_ffff, own | 0x8000_0000] {
        #expect(try filter.result("tgkill", [other | high, own, 6]) == FilterResult.trap, "\(other)")
      }
    }
    for call in ["kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "pidfd_send_signal"] {
      #expect(try filter.result(call, [own, own, own]) == FilterResult.trap, "\(call)")
    }
  }

  @Test("Limits are the own process's only")
  func resourceLimits() throws {
    for high in Self.highBits {
      #expect(try filter.result("prlimit64", [high, 9, 0, 0]) == FilterResult.allow)
      for other in [1, UInt64(CompiledFilter.process), 0xffff_ffff, 0x8000_0000] {
        #expect(try filter.result("prlimit64", [other | high, 9, 0, 0]) == FilterResult.trap, "\(other)")
      }
    }
  }

  private static let threadFlags: UInt64 = 0x3d_0f00

  // CLONE_VFORK and CLONE_THREAD: their callers have blocked all signals, and a trap would kill.
  private static let vfork: UInt64 = 0x4000
  private static let thread: UInt64 = 0x1_0000

  @Test("Without threads no clone is allowed, and libraries that try see EPERM")
  func noClone() throws {
    for flags in [0, 17, 0x100, 0x7e02_0000, Self.threadFlags ^ Self.thread] {
      #expect(try filter.result("clone", [flags]) == FilterResult.trap, "\(flags)")
    }
    for flags in [Self.threadFlags, 0x4111, Self.vfork, Self.thread, Self.vfork | Self.thread, .max] {
      #expect(try filter.result("clone", [flags]) == FilterResult.error(1), "\(flags)")
      #expect(try filter.result("clone", [flags ^ 1 << 63]) == FilterResult.error(1), "\(flags)")
    }
  }

  @Test("With threads clone takes exactly glibc's flags, and no bit more or less")
  func clone() throws {
    #expect(try threaded.result("clone", [Self.threadFlags, 1, 2, 3, 4, 5]) == FilterResult.allow)
    for bit in UInt64(0)..<64 {
      let flags = Self.threadFlags ^ 1 << bit
      let expected = flags & Self.vfork == 0 ? FilterResult.trap : FilterResult.error(1)
      #expect(try threaded.result("clone", [flags]) == expected, "bit \(bit)")
    }
    for flags in [0, 17] as [UInt64] { #expect(try threaded.result("clone", [flags]) == FilterResult.trap) }
    for flags in [0x4111, .max] as [UInt64] { #expect(try threaded.result("clone", [flags]) == FilterResult.error(1)) }
  }

  @Test("No descriptor is a terminal, and nothing else is asked of one")
  func terminal() throws {
    for high in Self.highBits {
      #expect(try filter.result("ioctl", [0, 0x5401 | high, 0]) == FilterResult.error(25))
      // TCSETS, TIOCSTI, TIOCLINUX, FIONBIO, FIOASYNC, and TCGETS with a bit more.
      for request in [0, 0x5402, 0x5412, 0x541c, 0x5421, 0x5452, 0x5403, 0x8000_5401, 0xffff_ffff] as [UInt64] {
        #expect(try filter.result("ioctl", [0, request | high, 0]) == FilterResult.trap, "\(request)")
      }
    }
  }

  @Test("clone3 is absent, so that the C library falls back", arguments: [0, .max] as [UInt64])
  func clone3(argument: UInt64) throws {
    #expect(try filter.result("clone3", [argument, argument]) == FilterResult.error(38))
    #expect(try threaded.result("clone3", [argument, argument]) == FilterResult.error(38))
  }
}
