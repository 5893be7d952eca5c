import Foundation

/// A directory that goes with its last reference.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "belljar-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Its path without symbolic links.
  var real: String? {
    let place = realpath(path, nil)
    defer { free(place) }
    return place.map { String(cString: $0) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: some Sequence<UInt8>, mode: Int = 0o755) throws -> String {
    let file = path + "/" + name
    // Written by another process: one that a parallel test starts meanwhile would inherit our descriptor for a moment, and
    // a file that is open for writing cannot be executed.
    let copy = Process()
    copy.executableURL = URL(fileURLWithPath: "/bin/sh")
    copy.arguments = ["-c", "exec cat > \"$0\"", file]
    let input = Pipe()
    copy.standardInput = input
    try copy.run()
    try input.fileHandleForWriting.write(contentsOf: Data(bytes))
    try input.fileHandleForWriting.close()
    copy.waitUntilExit()
    try FileManager.default.setAttributes([.posixPermissions: NSNumber(value: mode)], ofItemAtPath: file)
    return file
  }

  /// Makes a symbolic link and returns its path.
  func link(_ name: String, to target: String) throws -> String {
    let link = path + "/" + name
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    return link
  }
}
