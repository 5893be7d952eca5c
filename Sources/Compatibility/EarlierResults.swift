import Foundation

/// What the page says came of an earlier comparison.
///
/// Tests and examples come with CPython: those of another build are others, some of which nobody has seen in the sandbox. Then only
/// the shares are compared.
struct EarlierResults {
  /// `sys.version` of the Python that it was taken with.
  let version: String?
  private let misses: Set<String>
  private let libraryMisses: Set<String>
  private let differences: Set<String>
  private let suiteShare: Double?
  private let exampleShare: Double?

  init(_ page: Page) {
    let suite = page.table("suite").split(separator: "\n")
    let examples = page.table("examples").split(separator: "\n")
    version = suite.lazy.compactMap { try? /Taken with CPython (.+)\./.wholeMatch(in: $0)?.1 }.first.map(String.init)
    let rows = suite.compactMap {
      try? /\| `([^`]+)`(, as a library alone)? \| (missed|passes) \|.*/.wholeMatch(in: $0)
    }
    misses = Set(rows.filter { $0.2 == nil }.map { String($0.1) })
    libraryMisses = Set(rows.filter { $0.3 == "missed" }.map { String($0.1) })
    differences = Set(
      examples.drop { !$0.hasPrefix("| different |") }.dropFirst(2).compactMap { row in
        row.split(separator: " | ").first.map { String($0.dropFirst(2)) }
      })
    suiteShare =
      suite.lazy.compactMap { row in
        (try? /\| \*\*all\*\* \| \*\*(\d+)\*\* \| \*\*(\d+)\*\* .*/.wholeMatch(in: row)).flatMap {
          Self.share($0.2, of: $0.1)
        }
      }.first
    exampleShare =
      examples.lazy.compactMap { line in
        (try? /(\d+) programs of .*\*\*(\d+)\*\* print the same\./.wholeMatch(in: line)).flatMap {
          Self.share($0.2, of: $0.1)
        }
      }.first
  }

  /// What is worse now, a sentence each.
  func regressions(_ suite: SuiteComparison, _ examples: ExampleComparison) -> [String] {
    guard suite.version == version else {
      // Half a percent is some thirty tests.
      return [("CPython's tests", suite.program.share, suiteShare), ("the examples", examples.share, exampleShare)]
        .compactMap { what, now, before in
          guard let before, now < before - 0.005 else { return nil }
          return
            "\(Table.percent(now)) of \(what) are as outside; the page, of another CPython, says \(Table.percent(before))"
        }
    }
    return suite.program.misses.filter { !misses.contains($0.name) }.map { "\($0.name) is missed now: \($0.result)" }
      + suite.library.misses.filter { !libraryMisses.contains($0.name) }
      .map { "\($0.name) is missed now as a library: \($0.result)" }
      + examples.differences.filter { !differences.contains($0.name) }.map { "the example \($0.name) is different now" }
  }

  private static func share(_ part: Substring, of whole: Substring) -> Double? {
    guard let part = Double(part), let whole = Double(whole), whole > 0 else { return nil }
    return part / whole
  }
}
