import Foundation

/// A file that every user may write, in a directory that every user may enter. It goes with its last reference.
final class OpenToAllFile: Sendable {
  private let directory = NSTemporaryDirectory() + "belljar-tests-" + UUID().uuidString
  var path: String { directory + "/file" }

  init() throws {
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    try Data("text".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }
}
