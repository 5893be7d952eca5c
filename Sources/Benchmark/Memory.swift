import Belljar
import Glibc

/// What a waiting child has for itself: pages that are no longer shared with the worker.
enum Memory {
  static let dirty = Measure("waiting child, private dirty", .kibibytes)
  static let proportional = Measure("waiting child, proportional set size", .kibibytes)

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    guard geteuid() == 0 else {
      return results.note("Not measured: a waiting child's memory; its pages are for root alone to count.")
    }
    let worker = try RawWorker(policy: .standard)
    for _ in 0..<setting.rounds(dividedBy: 10) {
      var children: [RawChild] = []
      for _ in 0..<8 {
        let child = try worker.fork()
        try child.waitUntilWaiting()
        children.append(child)
      }
      try await Task.sleep(for: .milliseconds(50))
      let texts = children.compactMap { ProcessorTime.read("/proc/\($0.identifier)/smaps_rollup") }
      results.add(dirty, round: texts.compactMap { kibibytes("Private_Dirty:", in: $0) })
      results.add(proportional, round: texts.compactMap { kibibytes("Pss:", in: $0) })
      // Let go, they end.
      children = []
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private static func kibibytes(_ name: String, in text: String) -> Double? {
    text.split(separator: "\n").first { $0.hasPrefix(name) }?
      .split(separator: " ").dropFirst().first.flatMap { Double($0) }
  }
}
