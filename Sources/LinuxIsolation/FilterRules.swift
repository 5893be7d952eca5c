internal import Glibc

/// The rules that an image's filter is made of. What no rule names is refused with EPERM.
package enum FilterRules {
  package static let defaultVerdict = FilterVerdict.refuse(errno: EPERM)

  /// Which files a process may look for. Whether it gets one is not the filter's to say, which sees no path.
  package enum Files: Sendable {
    case none
    /// To open them for reading, and to list directories. Landlock says which.
    case contents
    /// And to ask for what is known of a file by its path, which Landlock does not govern: the root holds none but those that
    /// may be read.
    case contentsAndStatus
  }

  /// All rules of a filter. A process that is copyable asks the host before it copies itself: see ``CopyListener``.
  package static func rules(allowsThreads: Bool, isCopyable: Bool = false, files: Files = .none) -> [FilterRule] {
    computation + memory + ownProcess + (isCopyable ? copies : ownSignals) + absent + openFiles + neverMade + spawning
      + (allowsThreads ? threads : threadsRefused) + reading(files)
  }

  private static let low32: UInt64 = 0xffff_ffff

  /// A futex call's operation, without the flags FUTEX_PRIVATE_FLAG and FUTEX_CLOCK_REALTIME.
  private static let futexOperation: UInt64 = low32 & ~(128 | 256)

  /// What pure computation, output and the clock need.
  private static let computation: [FilterRule] = [
    FilterRule("read", .allow, reason: "the program's stdin, and the channel"),
    FilterRule("write", .allow, reason: "the program's output, and the completion record"),
    FilterRule("close", .allow, reason: "the program may close its own streams"),
    FilterRule("lseek", .allow, reason: "stream objects ask whether a descriptor is seekable"),
    FilterRule("fstat", .allow, reason: "of an open descriptor; nothing is looked up"),
    FilterRule(
      "ioctl", .absent(errno: ENOTTY), where: [.masked(1, low32, equals: UInt64(TCGETS))],
      reason: "isatty: no descriptor is a terminal; every other ioctl is refused"),
    FilterRule("poll", .allow, reason: "input with a timeout; waits only"),
    FilterRule("getrandom", .allow, reason: "refused, libraries fall back to opening /dev/urandom"),
    FilterRule("clock_gettime", .allow, reason: "the process CPU clock is not served by the vDSO"),
    FilterRule("clock_nanosleep", .allow, reason: "time.sleep"),
    FilterRule("sched_yield", .allow, reason: "spinning locks"),
    FilterRule("restart_syscall", .allow, reason: "the kernel's own, after a signal"),
    FilterRule("exit", .allow, reason: "ends a thread"),
    FilterRule("exit_group", .allow, reason: "ends the process"),
    FilterRule(
      "futex", .allow, where: [.masked(1, futexOperation, equals: 0)], reason: "FUTEX_WAIT"),
    FilterRule("futex", .allow, where: [.masked(1, futexOperation, equals: 1)], reason: "FUTEX_WAKE"),
    FilterRule(
      "futex", .allow, where: [.masked(1, futexOperation, equals: 9)], reason: "FUTEX_WAIT_BITSET"),
    FilterRule(
      "futex", .allow, where: [.masked(1, futexOperation, equals: 10)], reason: "FUTEX_WAKE_BITSET"),
  ]

  /// Anonymous private memory, never executable.
  private static let memory: [FilterRule] =
    [
      FilterRule(
        "mmap", .allow,
        where: [
          .masked(2, UInt64(PROT_EXEC), equals: 0),
          .masked(
            3, UInt64(MAP_ANONYMOUS | MAP_SHARED | MAP_HUGETLB | MAP_PRIVATE),
            equals: UInt64(MAP_ANONYMOUS | MAP_PRIVATE)),
        ], reason: "allocation; executable or shared memory serves attacks only"),
      FilterRule(
        "mprotect", .allow, where: [.masked(2, UInt64(PROT_EXEC), equals: 0)],
        reason: "allocator arenas; never executable"),
      FilterRule("munmap", .allow, reason: "allocation"),
      FilterRule(
        "mremap", .allow, where: [.masked(3, low32 & ~UInt64(mremapMayMove), equals: 0)],
        reason: "allocation; never to an address of choice, where it could replace code"),
      FilterRule("brk", .allow, reason: "refused with an errno, glibc takes the errno for an address"),
      FilterRule(
        "madvise", .allow, where: [.masked(2, low32, equals: UInt64(MADV_DONTNEED))], reason: "allocation"),
      FilterRule(
        "madvise", .allow, where: [.masked(2, low32, equals: UInt64(MADV_FREE))], reason: "allocation"),
      FilterRule(
        "madvise", .allow, where: [.masked(2, low32, equals: UInt64(MADV_NORMAL))], reason: "allocation"),
    ]
    + otherAdvice.map {
      FilterRule(
        "madvise", .absent(errno: EINVAL), where: [.masked(2, $0, equals: $0)],
        reason: "advice that the kernel need not take")
    }

  // Declared under _GNU_SOURCE only.
  private static let mremapMayMove = 1

  /// Masks that together match every advice but NORMAL (0), DONTNEED (4) and FREE (8). An unconditional rule would be
  /// shorter, but libseccomp drops the conditional rules of a call that has one.
  private static let otherAdvice: [UInt64] =
    (0..<32).filter { $0 != 2 && $0 != 3 }.map { 1 << UInt64($0) }
    + [UInt64(MADV_DONTNEED | MADV_FREE)]

  /// The process's own signals, limits and number.
  private static let ownProcess: [FilterRule] = [
    FilterRule("rt_sigaction", .allow, reason: "own handlers; SIGKILL stays"),
    FilterRule("rt_sigprocmask", .allow, reason: "own mask"),
    FilterRule("rt_sigreturn", .allow, reason: "return from a handler"),
    FilterRule("sigaltstack", .allow, reason: "own handler stack"),
    FilterRule("getpid", .allow, reason: "its number in its own pid namespace"),
    FilterRule("gettid", .allow, reason: "the same"),
    FilterRule(
      "prlimit64", .allow, where: [.masked(0, low32, equals: 0)],
      reason: "a run lowers its own limits; without capabilities nothing can be raised"),
  ]

  /// A copy would have its original's number here, and could signal it.
  private static let ownSignals: [FilterRule] = [
    FilterRule(
      "tgkill", .allow, where: [.isOwnProcess(0)], reason: "abort() raises SIGABRT on itself")
  ]

  /// The two calls that the listener's filter, which was loaded before, sends to the host. Here they are let through, for
  /// the strictest verdict of all filters is what counts.
  private static let copies: [FilterRule] = [
    FilterRule(
      "clone", .allow,
      where: [.masked(0, .max, equals: UInt64(CopyListener.flags))] + (1...4).map { .masked($0, .max, equals: 0) },
      reason: "a copy of the session, if the host approves of it"),
    FilterRule(
      "dup3", .allow, where: [.masked(0, low32, equals: low32), .masked(1, low32, equals: low32)],
      reason: "the copy's question for its descriptors; fails by itself"),
  ]

  /// How libraries start threads and programs. They block all signals first, and a trap with its signal blocked kills.
  private static let spawning: [FilterRule] = [
    FilterRule("vfork", .absent(errno: EPERM), reason: "subprocess"),
    FilterRule(
      "clone", .absent(errno: EPERM), where: [.masked(0, UInt64(cloneVfork), equals: UInt64(cloneVfork))],
      reason: "posix_spawn"),
  ]

  private static let threadsRefused = [
    FilterRule(
      "clone", .absent(errno: EPERM), where: [.masked(0, UInt64(cloneThread), equals: UInt64(cloneThread))],
      reason: "pthread_create")
  ]

  // The kernel's CLONE_VFORK and CLONE_THREAD; sched.h declares them under _GNU_SOURCE only.
  private static let cloneVfork = 0x4000
  private static let cloneThread = 0x1_0000

  /// Calls whose absence libraries expect.
  private static let absent: [FilterRule] = [
    FilterRule("clone3", .absent(errno: ENOSYS), reason: "glibc falls back to clone on ENOSYS only"),
    FilterRule("io_uring_setup", .absent(errno: ENOSYS), reason: "its operations pass no filter"),
    FilterRule("io_uring_enter", .absent(errno: ENOSYS), reason: "its operations pass no filter"),
    FilterRule("io_uring_register", .absent(errno: ENOSYS), reason: "its operations pass no filter"),
  ]

  /// EACCES instead of EPERM: it is what programs expect of a file they may not read.
  private static let openFiles: [FilterRule] = ["open", "openat", "openat2", "creat"].map {
    FilterRule($0, .refuse(errno: EACCES), reason: "no file is reachable")
  }

  private static func reading(_ files: Files) -> [FilterRule] {
    switch files {
    case .none: []
    case .contents: reading
    case .contentsAndStatus:
      reading + [
        FilterRule("newfstatat", .allow, reason: "the root holds nothing but what may be read")
      ]
    }
  }

  /// Not to write, create, empty or merely name a file: no flag but these. O_DIRECTORY is not O_TMPFILE, which has one bit more.
  private static let reading: [FilterRule] = [
    FilterRule(
      "openat", .allow,
      where: [
        .masked(2, low32 & ~UInt64(O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK), equals: UInt64(O_RDONLY))
      ], reason: "to read what the policy lets programs read; Landlock and the root say what that is"),
    FilterRule("getdents64", .allow, reason: "to list a directory that has been opened"),
  ]

  /// No interpreter makes these calls: whoever does is native code at work, and the verdict a kernel fact.
  private static let neverMade: [FilterRule] = [
    "ptrace", "process_vm_readv", "process_vm_writev", "bpf", "perf_event_open", "userfaultfd",
    "unshare", "setns", "mount", "umount2", "pivot_root", "move_mount", "open_tree", "fsopen", "fsconfig",
    "fsmount", "fspick", "mount_setattr", "keyctl", "add_key", "request_key", "kexec_load",
    "kexec_file_load", "init_module", "finit_module", "delete_module",
  ].map { FilterRule($0, .kill, reason: "no interpreter makes this call") }

  /// Exactly glibc's flags for a thread (CLONE_VM | FS | FILES | SIGHAND | THREAD | SYSVSEM | SETTLS | PARENT_SETTID |
  /// CHILD_CLEARTID), compared for equality, as Chromium does.
  private static let threads: [FilterRule] = [
    FilterRule("clone", .allow, where: [.masked(0, .max, equals: 0x3d_0f00)], reason: "a thread"),
    FilterRule("set_robust_list", .allow, reason: "a new thread's own list"),
    FilterRule("rseq", .allow, reason: "a new thread's own area; glibc ends the process if it is refused"),
  ]
}
