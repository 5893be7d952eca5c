import Glibc
import LinuxIsolation

/// One of the command's own standard streams.
enum StandardStream: Int32, Sendable {
  case input = 0
  case output, error

  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Fills the places of streams that the command was started without, which the next descriptors to be opened would
  /// take: the program's output would go to the worker's channel.
  ///
  /// What fills them is open the wrong way round, so that using such a stream still fails.
  static func reserveClosed() {
    for (stream, mode) in [(input, O_WRONLY), (output, O_RDONLY), (error, O_RDONLY)]
    where fcntl(stream.rawValue, F_GETFD) == -1 {
      // The lowest free number is this one, because the loop ascends.
      _ = open("/dev/null", mode)
    }
  }

  /// Writes all of the bytes.
  func write(_ bytes: some Collection<UInt8>) throws(SystemCallFailure) {
    let bytes = Array(bytes)
    var position = 0
    while position < bytes.count {
      do {
        position += try systemCall("write") {
          bytes[position...].withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
        }
      } catch {
        guard error.code == EAGAIN else { throw error }
        // Another process that shares the stream may have made it non-blocking.
        var ready = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      }
    }
  }
}

/// Reads a descriptor to its end, or nil if more than `maximum` bytes come.
func readToEnd(of descriptor: Int32, atMost maximum: Int) throws(SystemCallFailure) -> [UInt8]? {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count <= maximum {
    let count = try systemCall("read") {
      buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    }
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
  }
  return nil
}

extension SystemCallFailure {
  /// What went wrong, without the call's name: that means nothing to whoever typed a file's name.
  var text: String { ErrorNumber.text(code) }
}
