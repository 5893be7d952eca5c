import Glibc

/// A descriptor that closes itself and that no other process inherits.
///
/// Glibc's module shows Swift none of the calls that make a pipe closed on exec from the start. In the moment between a
/// worker of another test may inherit it; but it closes whatever it does not know.
final class OpenFile: Sendable {
  let number: Int32

  init(_ number: Int32, from call: String) throws {
    guard number >= 0, fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else { throw HarnessFailure(call) }
    self.number = number
  }

  deinit { close(number) }

  static func null() throws -> OpenFile { try OpenFile(open("/dev/null", O_RDWR), from: "open /dev/null") }

  static func pipe() throws -> (reading: OpenFile, writing: OpenFile) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw HarnessFailure("pipe") }
    return (try OpenFile(ends[0], from: "pipe"), try OpenFile(ends[1], from: "pipe"))
  }

  /// A pseudo-terminal: what a program writes to `screen` is read from `viewer`.
  static func terminal(columns: Int = 80) throws -> (viewer: OpenFile, screen: OpenFile, path: String) {
    var viewer: Int32 = -1
    var screen: Int32 = -1
    var size = winsize()
    (size.ws_col, size.ws_row) = (UInt16(columns), 24)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&viewer, &screen, &name, nil, &size) == 0 else { throw HarnessFailure("openpty") }
    let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (try OpenFile(viewer, from: "openpty"), try OpenFile(screen, from: "openpty"), path)
  }
}

/// The tests themselves could not do something.
struct HarnessFailure: Error, CustomStringConvertible {
  var description: String

  /// Reads `errno`.
  init(_ call: String) { description = "\(call): \(String(cString: strerror(errno)))" }

  init(because reason: String) { description = reason }
}
