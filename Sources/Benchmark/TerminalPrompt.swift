import CBenchmarkShim
import Glibc

/// `belljar repl` on a pseudo-terminal, as a user has it.
final class TerminalPrompt {
  private let terminal: CInt
  private let process: pid_t
  private static let sign = Array(">>> ".utf8)
  private static let patience: CInt = 30_000

  /// - Throws: ``BenchmarkFailure``: the command is not beside this program, or shows no prompt.
  init() throws {
    guard let command = Self.command, access(command, X_OK) == 0 else {
      throw BenchmarkFailure("there is no belljar beside this program; build it first")
    }
    var (viewer, screen): (CInt, CInt) = (-1, -1)
    var size = winsize()
    (size.ws_col, size.ws_row) = (80, 24)
    guard openpty(&viewer, &screen, nil, nil, &size) == 0 else {
      throw BenchmarkFailure("no pseudo-terminal could be had")
    }
    defer { close(screen) }
    terminal = viewer
    _ = fcntl(viewer, F_SETFD, FD_CLOEXEC)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in 0...2 { posix_spawn_file_actions_adddup2(&actions, screen, CInt(stream)) }
    let arguments = [strdup(command), strdup("repl"), strdup("--no-history"), nil]
    let environment = [strdup("TERM=xterm"), strdup("NO_COLOR=1"), nil]
    defer { for text in arguments + environment { free(text) } }
    var process = pid_t()
    guard posix_spawn(&process, command, &actions, nil, arguments, environment) == 0 else {
      close(viewer)
      throw BenchmarkFailure("\(command) could not be started")
    }
    self.process = process
    try waitForSign()
  }

  deinit {
    close(terminal)
    kill(process, SIGTERM)
    var status: CInt = 0
    waitpid(process, &status, 0)
  }

  /// Ends a line, and waits for the next prompt.
  func enter(_ line: String) throws {
    let bytes = Array((line + "\r").utf8)
    guard write(terminal, bytes, bytes.count) == bytes.count else { throw BenchmarkFailure("nothing could be typed") }
    try waitForSign()
  }

  private func waitForSign() throws {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var shown: [UInt8] = []
    while !shown.suffix(Self.sign.count).elementsEqual(Self.sign) {
      var polled = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, Self.patience) > 0 else { throw BenchmarkFailure("belljar repl shows no prompt") }
      let count = read(terminal, &buffer, buffer.count)
      guard count > 0 else { throw BenchmarkFailure("belljar repl has ended") }
      shown += buffer[..<count]
    }
  }

  private static var command: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return nil }
    let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let end = path.lastIndex(of: "/") else { return nil }
    return path[...end] + "belljar"
  }
}
