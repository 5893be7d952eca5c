import Glibc

/// Programs started anew for each trial.
enum Rival {
  /// Starts a program with no output and waits for its end. False if it cannot be started or fails.
  static func run(_ arguments: [String]) -> Bool {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var vector = arguments.map { strdup($0) } + [nil]
    defer { for argument in vector { free(argument) } }
    var process = pid_t()
    guard posix_spawn(&process, arguments[0], &actions, nil, &vector, environ) == 0 else { return false }
    var status: CInt = 0
    return waitpid(process, &status, 0) == process && status == 0
  }

  static let python = ["/usr/bin/python3.11", "-I", "-S", "-c", "pass"]

  static let bubblewrap =
    ["/usr/bin/bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib"]
    + ["--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev"] + python

  static let trivial = ["/bin/true"]
}

/// One byte to another process and back, over a pair of sockets: what any answer from another process costs.
final class RoundTrip {
  private let socket: CInt
  private let process: pid_t

  init?() {
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var vector: [UnsafeMutablePointer<CChar>?] = [strdup("cat"), nil]
    defer { free(vector[0]) }
    var process = pid_t()
    guard posix_spawn(&process, "/bin/cat", &actions, nil, &vector, environ) == 0 else { return nil }
    close(ends[1])
    socket = ends[0]
    self.process = process
  }

  func exchange() {
    var byte: UInt8 = 1
    _ = write(socket, &byte, 1)
    _ = read(socket, &byte, 1)
  }

  deinit {
    close(socket)
    var status: CInt = 0
    waitpid(process, &status, 0)
  }
}
