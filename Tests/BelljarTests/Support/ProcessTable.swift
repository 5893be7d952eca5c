import Foundation
import Glibc

/// A process as `/proc` shows it. The start time tells it from a later process with the same number.
struct ProcessEntry: Hashable, Sendable {
  let identifier: Int32
  let parent: Int32
  let name: String
  let started: String
  let isZombie: Bool

  /// Reads `/proc/PID/stat`. The second field, the name, is in parentheses and may hold anything.
  init?(_ identifier: Int32) {
    guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
      let opening = text.firstIndex(of: "("), let closing = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: closing)...].split(separator: " ")
    guard fields.count > 19, let parent = Int32(fields[1]) else { return nil }
    self.identifier = identifier
    self.parent = parent
    name = String(text[text.index(after: opening)..<closing])
    started = String(fields[19])
    isZombie = fields[0] == "Z" || fields[0] == "X"
  }

  /// Whether it still runs. A zombie waits only for its parent, which may be the container's.
  var isAlive: Bool {
    guard let now = ProcessEntry(identifier) else { return false }
    return now.started == started && !now.isZombie
  }

  /// The first word of its command line.
  var path: String {
    let bytes = FileManager.default.contents(atPath: "/proc/\(identifier)/cmdline") ?? Data()
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Whether it is pid 1 of a namespace of its own.
  var isFirstOfNamespace: Bool {
    let text = (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("NSpid:") }
    return line?.split(separator: "\t").last == "1"
  }

  static var all: [ProcessEntry] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [])
      .compactMap { Int32($0) }.compactMap(ProcessEntry.init)
  }

  static func children(of parent: Int32 = getpid()) -> [ProcessEntry] {
    all.filter { $0.parent == parent }
  }

  /// Every process whose chain of parents holds this one.
  static func descendants(of ancestor: Int32) -> [ProcessEntry] {
    let all = all
    var found: [ProcessEntry] = []
    var parents: Set<Int32> = [ancestor]
    while !parents.isEmpty {
      let generation = all.filter { parents.contains($0.parent) }
      found += generation
      parents = Set(generation.map(\.identifier))
    }
    return found
  }
}
