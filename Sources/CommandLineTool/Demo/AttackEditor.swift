import Foundation
import Glibc

/// An attack in the learner's own editor.
enum AttackEditor {
  /// What became of the text; nil if the editor failed.
  ///
  /// - Throws: ``CommandFailure`` if there is no file to edit.
  static func edit(_ attack: String) throws -> String? {
    let directory = FileManager.default.temporaryDirectory.appending(path: "belljar-\(UUID().uuidString)")
    let file = directory.appending(path: "attack.py")
    defer { try? FileManager.default.removeItem(at: directory) }
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try Data(attack.utf8).write(to: file)
      // Foundation's Process puts a program into a group of its own, which may not read from the terminal. The variable may hold
      // options too, as for git; the file's name is of letters and digits.
      guard system("\(editor) '\(file.path)'") == 0 else { return nil }
      return try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw CommandFailure("cannot edit the attack: \(error.localizedDescription)")
    }
  }

  private static var editor: String {
    for name in ["VISUAL", "EDITOR"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
    }
    return "vi"
  }
}
