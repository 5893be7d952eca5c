internal import Foundation

/// A file of the host's that every user may read, for as long as somebody holds this.
final class SecretFile: Sendable {
  let path: String
  private let directory: URL

  init(holding secret: Secret) throws(ExhibitError) {
    directory = FileManager.default.temporaryDirectory.appending(path: Secret("museum").text)
    let file = directory.appending(path: "secret")
    path = file.path
    do {
      // Nothing but the layers is to keep a program from it.
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
      try Data(secret.text.utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    } catch {
      let folder = FileManager.default.temporaryDirectory.path
      throw ExhibitError(
        mistakes: ["no secret can be planted in \(folder): \(error.localizedDescription); TMPDIR names another folder"])
    }
  }

  deinit { try? FileManager.default.removeItem(at: directory) }
}
