import Foundation
import Testing

extension Command {
  /// The table of `docs/repl.md`.
  @Suite("belljar repl: its page")
  struct ReplTableTests {
    @Test(
      "Each row of the table beside CPython's prompt names tests that there are, and there are twenty rows and more")
    func rows() throws {
      let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      let page = tests.appendingPathComponent("../../docs/repl.md")
      let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
      let start = try #require(lines.firstIndex { $0.hasPrefix("| what | CPython 3.13 |") })
      let rows = lines[(start + 2)...].prefix { $0.hasPrefix("|") }
      #expect(rows.count >= 20)
      let sources = try ["ReplEditingTests", "ReplRunningTests", "ReplTerminalTests"].map {
        try String(contentsOf: tests.appendingPathComponent("\($0).swift"), encoding: .utf8)
      }.joined()
      var named: Set<String> = []
      for row in rows {
        let cells = row.split(separator: " | ", omittingEmptySubsequences: false)
        #expect(cells.count == 4, "\(row)")
        let names = (cells.last ?? "").matches(of: /`(\w+)`/).map { String($0.1) }
        #expect(!names.isEmpty, "\(row)")
        for name in names {
          #expect(sources.contains("func \(name)("), "\(name) of: \(row)")
          #expect(named.insert(name).inserted, "\(name) is in two rows")
        }
      }
    }
  }
}
