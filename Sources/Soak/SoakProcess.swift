import Foundation
import Glibc

/// A process as `/proc` shows it.
struct SoakProcess: Hashable, CustomStringConvertible {
  let identifier: Int32
  let parent: Int32
  let name: String
  let isZombie: Bool

  var description: String { "\(identifier) (\(name)\(isZombie ? ", zombie" : ""))" }

  init?(_ identifier: Int32) {
    guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
      let opening = text.firstIndex(of: "("), let closing = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: closing)...].split(separator: " ")
    guard fields.count > 1, let parent = Int32(fields[1]) else { return nil }
    self.identifier = identifier
    self.parent = parent
    name = String(text[text.index(after: opening)..<closing])
    isZombie = fields[0] == "Z" || fields[0] == "X"
  }

  private init(own identifier: Int32) {
    self.identifier = identifier
    parent = getppid()
    name = "self"
    isZombie = false
  }

  static var own: SoakProcess { SoakProcess(own: getpid()) }

  private static var all: [SoakProcess] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
      .compactMap(SoakProcess.init)
  }

  static func children(of parent: Int32) -> [SoakProcess] { all.filter { $0.parent == parent } }

  /// Every process whose chain of parents holds this one.
  static var descendants: [SoakProcess] {
    let all = all
    var found: [SoakProcess] = []
    var parents: Set<Int32> = [getpid()]
    while !parents.isEmpty {
      let generation = all.filter { parents.contains($0.parent) }
      found += generation
      parents = Set(generation.map(\.identifier))
    }
    return found
  }

  /// Nil where it may not be looked at.
  var openDescriptors: Int? { descriptors?.count }

  /// What the open descriptors lead to.
  var descriptors: [String]? {
    let directory = "/proc/\(identifier)/fd"
    return try? FileManager.default.contentsOfDirectory(atPath: directory).map { number in
      "\(number) → \((try? FileManager.default.destinationOfSymbolicLink(atPath: "\(directory)/\(number)")) ?? "?")"
    }
  }

  /// Memory that is the process's own, whether or not it is shared with its children as yet.
  var anonymousBytes: Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
      let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kibibytes << 10
  }
}
