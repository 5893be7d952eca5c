#if arch(x86_64)
  import Testing

  /// Facts that must not depend on the rules being right: numbers of x86-64's table, and results, written by hand.
  @Suite("The most important verdicts, written by hand")
  struct LiteralVerdictTests {
    struct Fact: Sendable, CustomTestStringConvertible {
      let name: String
      let number: UInt32

      init(_ name: String, _ number: UInt32) {
        self.name = name
        self.number = number
      }

      var testDescription: String { name }
    }

    private static let refused = [
      Fact("open", 2), Fact("stat", 4), Fact("lstat", 6), Fact("access", 21), Fact("pipe", 22),
      Fact("dup", 32), Fact("dup2", 33), Fact("shmget", 29), Fact("shmat", 30), Fact("socket", 41), Fact("connect", 42),
      Fact("accept", 43), Fact("sendto", 44), Fact("recvfrom", 45), Fact("sendmsg", 46), Fact("recvmsg", 47),
      Fact("bind", 49), Fact("listen", 50), Fact("socketpair", 53), Fact("fork", 57),
      Fact("execve", 59), Fact("kill", 62), Fact("fcntl", 72), Fact("truncate", 76),
      Fact("ftruncate", 77), Fact("getcwd", 79), Fact("chdir", 80), Fact("rename", 82), Fact("mkdir", 83),
      Fact("rmdir", 84), Fact("creat", 85), Fact("link", 86), Fact("unlink", 87), Fact("symlink", 88),
      Fact("readlink", 89), Fact("chmod", 90), Fact("fchmod", 91), Fact("chown", 92), Fact("setuid", 105),
      Fact("setgid", 106), Fact("setsid", 112), Fact("setresuid", 117), Fact("capset", 126),
      Fact("rt_sigqueueinfo", 129), Fact("utime", 132), Fact("mknod", 133), Fact("personality", 135),
      Fact("modify_ldt", 154), Fact("prctl", 157), Fact("arch_prctl", 158), Fact("setrlimit", 160),
      Fact("chroot", 161), Fact("settimeofday", 164), Fact("swapon", 167), Fact("reboot", 169), Fact("iopl", 172),
      Fact("setxattr", 188), Fact("tkill", 200), Fact("io_setup", 206), Fact("getdents64", 217),
      Fact("timer_create", 222), Fact("epoll_create", 213), Fact("mbind", 237), Fact("waitid", 247),
      Fact("inotify_init", 253), Fact("openat", 257), Fact("newfstatat", 262), Fact("unlinkat", 263),
      Fact("set_robust_list", 273), Fact("splice", 275), Fact("vmsplice", 278), Fact("signalfd", 282),
      Fact("timerfd_create", 283), Fact("eventfd", 284), Fact("accept4", 288), Fact("dup3", 292), Fact("pipe2", 293),
      Fact("fanotify_init", 300), Fact("open_by_handle_at", 304), Fact("sendmmsg", 307), Fact("kcmp", 312),
      Fact("sched_setattr", 314), Fact("seccomp", 317), Fact("memfd_create", 319), Fact("execveat", 322),
      Fact("membarrier", 324), Fact("copy_file_range", 326), Fact("preadv2", 327), Fact("pkey_mprotect", 329),
      Fact("statx", 332), Fact("rseq", 334), Fact("io_pgetevents", 333), Fact("pidfd_send_signal", 424),
      Fact("pidfd_open", 434),
      Fact("close_range", 436), Fact("openat2", 437), Fact("pidfd_getfd", 438), Fact("process_madvise", 440),
      Fact("landlock_create_ruleset", 444), Fact("landlock_restrict_self", 446), Fact("memfd_secret", 447),
      Fact("process_mrelease", 448), Fact("cachestat", 451), Fact("map_shadow_stack", 453),
      Fact("lsm_set_self_attr", 460), Fact("mseal", 462),
    ]

    @Test("Refused, and noted by the handler", arguments: refused)
    func isRefused(fact: Fact) throws {
      for argument in [0, 1, .max] as [UInt64] { try expect(fact, argument, 0x0003_0000) }
    }

    private static let killed = [
      Fact("ptrace", 101), Fact("pivot_root", 155), Fact("mount", 165), Fact("umount2", 166), Fact("init_module", 175),
      Fact("delete_module", 176), Fact("kexec_load", 246), Fact("add_key", 248), Fact("request_key", 249),
      Fact("keyctl", 250), Fact("unshare", 272), Fact("perf_event_open", 298), Fact("setns", 308),
      Fact("process_vm_readv", 310), Fact("process_vm_writev", 311), Fact("finit_module", 313),
      Fact("kexec_file_load", 320), Fact("bpf", 321), Fact("userfaultfd", 323), Fact("open_tree", 428),
      Fact("move_mount", 429), Fact("fsopen", 430), Fact("fsconfig", 431), Fact("fsmount", 432), Fact("fspick", 433),
      Fact("mount_setattr", 442),
    ]

    @Test("The kernel kills the process", arguments: killed)
    func isKilled(fact: Fact) throws {
      for argument in [0, 1, .max] as [UInt64] { try expect(fact, argument, 0x8000_0000) }
    }

    @Test("vfork fails without a trap, which would kill: its callers block all signals first")
    func vfork() throws {
      for argument in [0, 1, .max] as [UInt64] { try expect(Fact("vfork", 58), argument, 0x0005_0001) }
    }

    private static let absent = [
      Fact("io_uring_setup", 425), Fact("io_uring_enter", 426), Fact("io_uring_register", 427),
      Fact("clone3", 435),
    ]

    @Test("Absent, with ENOSYS", arguments: absent)
    func isAbsent(fact: Fact) throws {
      for argument in [0, 1, .max] as [UInt64] { try expect(fact, argument, 0x0005_0026) }
    }

    private static let allowed = [
      Fact("read", 0), Fact("write", 1), Fact("close", 3), Fact("fstat", 5), Fact("poll", 7), Fact("lseek", 8),
      Fact("munmap", 11), Fact("brk", 12), Fact("rt_sigaction", 13), Fact("rt_sigprocmask", 14),
      Fact("rt_sigreturn", 15), Fact("sched_yield", 24), Fact("getpid", 39), Fact("exit", 60),
      Fact("sigaltstack", 131), Fact("gettid", 186), Fact("restart_syscall", 219), Fact("clock_gettime", 228),
      Fact("clock_nanosleep", 230), Fact("exit_group", 231), Fact("getrandom", 318),
    ]

    @Test("Allowed whatever the arguments", arguments: allowed)
    func isAllowed(fact: Fact) throws {
      for argument in [0, 1, .max] as [UInt64] { try expect(fact, argument, 0x7fff_0000) }
    }

    @Test("mremap moves memory, but to no address of choice")
    func mremap() throws {
      let filter = try CompiledFilter(allowsThreads: false)
      // Nothing, MREMAP_MAYMOVE; then with MREMAP_FIXED, MREMAP_DONTUNMAP, and a bit that means nothing yet.
      for (flags, result) in [(0, 0x7fff_0000), (1, 0x7fff_0000), (3, 0x3_0000), (5, 0x3_0000), (8, 0x3_0000)]
        as [(UInt64, UInt32)]
      {
        let call = SystemCall(25, [0, 4096, 8192, flags, 0, 0], architecture: 0xc000_003e)
        #expect(try filter.result(for: call) == result, "\(flags)")
      }
    }

    @Test("Nothing else is allowed")
    func nothingElse() throws {
      // mmap, mprotect, mremap, madvise, tgkill, futex and prlimit64 are allowed by their arguments.
      let known = Set(Self.allowed.map(\.number) + [9, 10, 25, 28, 202, 234, 302])
      let filter = try CompiledFilter(allowsThreads: false)
      for number in (0...1023 as ClosedRange<UInt32>) where !known.contains(number) {
        for argument in [0, 1, 0x22, UInt64(CompiledFilter.process), .max] as [UInt64] {
          let call = SystemCall(number, [UInt64](repeating: argument, count: 6))
          #expect(try filter.result(for: call) != 0x7fff_0000, "\(number)")
        }
      }
    }

    private func expect(_ fact: Fact, _ argument: UInt64, _ result: UInt32) throws {
      let filter = try CompiledFilter(allowsThreads: false)
      let call = SystemCall(fact.number, [UInt64](repeating: argument, count: 6), architecture: 0xc000_003e)
      #expect(try filter.result(for: call) == result)
    }
  }
#endif
