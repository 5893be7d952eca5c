import Glibc

/// A program that answers lines with lines, until its input ends.
final class SpawnedConversation {
  private let process: pid_t
  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>

  init?(_ arguments: [String]) {
    guard access(arguments[0], X_OK) == 0 else { return nil }
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      return nil
    }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var vector = arguments.map { strdup($0) } + [nil]
    defer { for argument in vector { free(argument) } }
    var process = pid_t()
    guard posix_spawn(&process, arguments[0], &actions, nil, &vector, environ) == 0,
      let input = fdopen(ends[0], "w"), let output = fdopen(fcntl(ends[0], F_DUPFD_CLOEXEC, 3), "r")
    else {
      close(ends[0])
      return nil
    }
    self.process = process
    self.input = input
    self.output = output
  }

  func writeLine(_ line: String) -> Bool { fputs(line + "\n", input) >= 0 && fflush(input) == 0 }

  func readLine() -> String? {
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    let count = getline(&line, &capacity, output)
    guard count > 0, let line else { return nil }
    return String(cString: line).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }

  deinit {
    shutdown(fileno(input), CInt(SHUT_WR))
    fclose(input)
    fclose(output)
    var status: CInt = 0
    waitpid(process, &status, 0)
  }
}
