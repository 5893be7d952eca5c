internal import Foundation

/// A file of the host's that every user may read, for as long as somebody holds this.
final class SecretFile: Sendable {
  let path: String
  private let directory: URL

  init(holding secret: Secret) throws {
    directory = FileManager.default.temporaryDirectory.appending(path: Secret("museum").text)
    let file = directory.appending(path: "secret")
    path = file.path
    // Nothing but the layers is to keep a program from it.
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    try Data(secret.text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }
}
