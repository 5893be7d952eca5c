import Glibc

/// Starts a process with exactly these arguments, this environment and these streams, or a terminal for all three.
enum Spawn {
  static func start(
    _ path: String, arguments: [String], environment: [String: String], streams: [OpenFile?],
    terminal: String? = nil
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let terminal {
      // The first terminal that the leader of a session opens becomes the session's: its keys can send signals then.
      posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      for number in 1...2 { posix_spawn_file_actions_adddup2(&actions, 0, Int32(number)) }
    }
    for (number, file) in streams.enumerated() where terminal == nil {
      if let file {
        posix_spawn_file_actions_adddup2(&actions, file.number, Int32(number))
      } else {
        posix_spawn_file_actions_addclose(&actions, Int32(number))
      }
    }

    // Whatever the test runner ignores or blocks is not the command's business.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var reset = sigset_t()
    sigemptyset(&reset)
    for signal in [SIGINT, SIGPIPE, SIGTERM, SIGHUP] { sigaddset(&reset, signal) }
    posix_spawnattr_setsigdefault(&attributes, &reset)
    // POSIX_SPAWN_SETSID, which Glibc's module does not have.
    let session: Int32 = terminal == nil ? 0 : 0x80
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | session))

    let argumentVector = cStrings([path] + arguments)
    let environmentVector = cStrings(environment.map { "\($0.key)=\($0.value)" })
    defer { for string in argumentVector + environmentVector { free(string) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, path, &actions, &attributes, argumentVector, environmentVector)
    guard code == 0 else {
      throw HarnessFailure(because: "posix_spawn \(path): \(String(cString: strerror(code)))")
    }
    return pid
  }

  private static func cStrings(_ strings: [String]) -> [UnsafeMutablePointer<CChar>?] {
    strings.map { strdup($0) } + [nil]
  }
}
