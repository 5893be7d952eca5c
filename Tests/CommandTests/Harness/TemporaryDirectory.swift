import Foundation
import Glibc

/// A directory that goes with its last reference.
final class TemporaryDirectory: Sendable {
  let path: String
  /// Unlike every other directory's.
  var name: String { URL(fileURLWithPath: path).lastPathComponent }

  init() throws {
    var template = Array(FileManager.default.temporaryDirectory.appendingPathComponent("bj.XXXXXX").path.utf8CString)
    guard mkdtemp(&template) != nil else { throw HarnessFailure("mkdtemp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func write(_ bytes: some Sequence<UInt8>, to name: String, mode: mode_t = 0o600) throws -> String {
    let file = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    guard chmod(file, mode) == 0 else { throw HarnessFailure("chmod") }
    return file
  }

  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    try write(text.utf8, to: name, mode: mode)
  }
}
