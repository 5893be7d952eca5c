import CBenchmarkShim
import Glibc

/// One byte to another process and back, over a pair of sockets: what any answer from another process costs.
final class RoundTrip {
  private let socket: CInt
  private let process: pid_t

  init() throws {
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw BenchmarkFailure("no socket pair could be made")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    var vector: [UnsafeMutablePointer<CChar>?] = [strdup("cat"), nil]
    defer { free(vector[0]) }
    var process = pid_t()
    defer { close(ends[1]) }
    guard posix_spawn(&process, "/bin/cat", &actions, nil, &vector, environ) == 0 else {
      close(ends[0])
      throw BenchmarkFailure("/bin/cat could not be started")
    }
    socket = ends[0]
    self.process = process
  }

  func exchange() {
    var byte: UInt8 = 1
    _ = write(socket, &byte, 1)
    _ = read(socket, &byte, 1)
  }

  /// Sends so many bytes, and takes them back as they come.
  func exchange(_ count: Int) throws {
    var buffer = [UInt8](repeating: 7, count: 1 << 16)
    var (sent, received) = (0, 0)
    while received < count {
      if sent < count {
        let part = send(socket, buffer, min(buffer.count, count - sent), CInt(MSG_DONTWAIT))
        if part > 0 { sent += part }
      }
      var polled = pollfd(fd: socket, events: Int16(sent < count ? POLLIN | POLLOUT : POLLIN), revents: 0)
      guard poll(&polled, 1, 10_000) > 0 else { throw BenchmarkFailure("the other process does not answer") }
      if polled.revents & Int16(POLLIN) != 0 {
        let part = read(socket, &buffer, buffer.count)
        guard part > 0 else { throw BenchmarkFailure("the other process is gone") }
        received += part
      }
    }
  }

  /// Puts the other process on another processor than this thread is on. Within one processor's caches a round trip
  /// takes a third of the time, and a run's two processes are not on one.
  func part() {
    let other = cbenchmark_other_processor(cbenchmark_processor())
    if other >= 0 { _ = cbenchmark_pin(process, other) }
  }

  deinit {
    close(socket)
    var status: CInt = 0
    waitpid(process, &status, 0)
  }
}

struct BenchmarkFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
