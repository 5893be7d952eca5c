import Foundation
import Glibc

/// What a learner has seen, with the times: a line for each event, in a file that only grows. A crash costs at most the line that
/// was being written.
struct TourProgress {
  enum Event: String {
    case started, seen, answered, edited, finished
  }

  private let path: String?
  /// Whether there is a file.
  var isKept: Bool { path != nil }

  /// The exhibits that were seen, from all tours of this file.
  private(set) var seen: Set<String> = []

  /// - Parameter path: The file; nil keeps nothing.
  /// - Throws: ``CommandFailure`` if it cannot be made.
  init(path: String?) throws {
    self.path = path
    guard let path else { return }
    let file = URL(filePath: path)
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let backup = URL(filePath: path + ".backup")
      // The one before, should the file be gone or spoilt.
      if let text = (try? String(contentsOf: file, encoding: .utf8))
        ?? (try? String(contentsOf: backup, encoding: .utf8))
      {
        seen = Set(
          text.split(separator: "\n").compactMap { line in
            // A half line at the end is what a crash leaves.
            (try? /\S+ seen (\S+)/.wholeMatch(in: line)).map { String($0.1) }
          })
        try Data(text.utf8).write(to: backup, options: .atomic)
        // So that what is appended begins a line.
        if !text.isEmpty, !text.hasSuffix("\n") { try append("\n") }
      }
    } catch {
      throw CommandFailure(
        "cannot keep the progress in \(path): \(error.localizedDescription); name another --progress FILE")
    }
  }

  /// Writes an event down, and sees to it that it lasts.
  mutating func note(_ event: Event, _ exhibit: String = "") throws {
    if event == .seen { seen.insert(exhibit) }
    let time = Date.now.ISO8601Format()
    try append("\(time) \(event.rawValue)\(exhibit.isEmpty ? "" : " \(exhibit)")\n")
  }

  private func append(_ text: String) throws {
    guard let path else { return }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure("cannot keep the progress in \(path): \(String(cString: strerror(errno)))")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try file.write(contentsOf: Data(text.utf8))
      try file.synchronize()
    } catch {
      throw CommandFailure("cannot keep the progress in \(path): \(error.localizedDescription)")
    }
  }
}
