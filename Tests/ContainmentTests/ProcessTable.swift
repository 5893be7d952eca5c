import Foundation

/// The host's view of processes: `/proc`.
enum ProcessTable {
  static var processes: [Int] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int($0) }
  }

  /// `/proc/PID/status`, by its keys; empty if the process is gone.
  static func status(of pid: Int) -> [String: String] {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) else { return [:] }
    var fields: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...]
      fields[String(line[..<colon])] = value.trimmingCharacters(in: .whitespaces)
    }
    return fields
  }

  /// The sixth field of `/proc/PID/stat`.
  ///
  /// The second, the name, is in parentheses and may hold anything.
  static func session(of pid: Int) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let parenthesis = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: parenthesis)...].split(separator: " ")
    return fields.count > 3 ? Int(fields[3]) : nil
  }

  /// Who owns the files in `/proc/PID`; the directory itself is the user's in any case.
  static func owner(of pid: Int) -> UInt32? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: "/proc/\(pid)/status")
    return (attributes?[.ownerAccountID] as? NSNumber)?.uint32Value
  }

  /// What each link in `/proc/PID/ns` points to, such as `net:[4026531840]`.
  static func namespaces(of pid: Int) -> [String: String] {
    var links: [String: String] = [:]
    for name in ["user", "mnt", "net", "pid", "ipc", "uts"] {
      links[name] = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/\(name)")
    }
    return links
  }
}
