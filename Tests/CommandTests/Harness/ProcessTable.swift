import Foundation

/// The processes that `/proc` shows, without zombies: those are for their parents to bury.
enum ProcessTable {
  struct Entry: Sendable, Hashable {
    var pid: Int
    var name: String
    var parent: Int
    /// Since boot, in clock ticks. With the number it names a process for good.
    var started: Int
  }

  static var entries: [Entry] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int($0) }
      .compactMap(entry)
  }

  /// The processes below a process, at any depth.
  static func descendants(of pid: Int) -> [Entry] {
    let all = entries
    var found: [Entry] = []
    var parents: Set = [pid]
    while !parents.isEmpty {
      let children = all.filter { parents.contains($0.parent) }
      found += children
      parents = Set(children.map(\.pid))
    }
    return found
  }

  /// User and system time, in clock ticks.
  static func processorTicks(of pid: Int) -> Int {
    guard let fields = fields(of: pid)?.rest, fields.count > 12 else { return 0 }
    return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
  }

  private static func entry(of pid: Int) -> Entry? {
    guard let (name, fields) = fields(of: pid), fields.count > 19, fields[0] != "Z", fields[0] != "X",
      let parent = Int(fields[1]), let started = Int(fields[19])
    else { return nil }
    return Entry(pid: pid, name: name, parent: parent, started: started)
  }

  /// `/proc/PID/stat`: the name is in parentheses and may hold anything.
  private static func fields(of pid: Int) -> (name: String, rest: [Substring])? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let start = text.firstIndex(of: "("), let end = text.lastIndex(of: ")")
    else { return nil }
    let rest = text[text.index(after: end)...].split(whereSeparator: \.isWhitespace)
    return (String(text[text.index(after: start)..<end]), rest)
  }
}
