import Glibc

/// A program that is started anew for each trial.
struct SpawnedProgram {
  let arguments: [String]

  init(_ arguments: [String]) { self.arguments = arguments }

  /// Runs it, with no input, and waits for its end. Nil if it cannot be started or fails.
  func output() -> String? {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    let process = start(output: ends[1])
    close(ends[1])
    guard let process else { return nil }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(ends[0], &buffer, buffer.count), count > 0 { text += buffer[..<count] }
    return Self.succeeded(process) ? String(decoding: text, as: UTF8.self) : nil
  }

  /// Runs it without its output. False if it cannot be started or fails.
  @discardableResult
  func run() -> Bool {
    guard let process = start(output: nil) else { return false }
    return Self.succeeded(process)
  }

  private func start(output: CInt?) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var vector = arguments.map { strdup($0) } + [nil]
    defer { for argument in vector { free(argument) } }
    var process = pid_t()
    guard posix_spawn(&process, arguments[0], &actions, nil, &vector, environ) == 0 else { return nil }
    return process
  }

  private static func succeeded(_ process: pid_t) -> Bool {
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }

  /// The path of an executable on PATH.
  static func find(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}
