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
      // The variable may hold options too, as for git; the file's name is an argument and no part of the shell's text.
      guard run(["/bin/sh", "-c", "\(editor) \"$@\"", "editor", file.path]) == 0 else { return nil }
      return try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw CommandFailure("cannot edit the attack: \(error.localizedDescription)")
    }
  }

  /// Runs a program on this terminal to its end. Foundation's Process would put it into a group of its own, which may not read from
  /// the terminal.
  ///
  /// - Returns: The exit status; nil if it did not come to one.
  private static func run(_ arguments: [String]) -> Int32? {
    let words = arguments.map { strdup($0) }
    defer { words.forEach { free($0) } }
    var pid = pid_t()
    guard let program = arguments.first, posix_spawn(&pid, program, nil, nil, words + [nil], environ) == 0 else {
      return nil
    }
    var word: Int32 = 0
    while waitpid(pid, &word, 0) == -1 { guard errno == EINTR else { return nil } }
    return word & 0x7f == 0 ? (word >> 8) & 0xff : nil
  }

  private static var editor: String {
    for name in ["VISUAL", "EDITOR"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
    }
    return "vi"
  }
}
