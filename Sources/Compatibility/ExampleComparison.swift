import Belljar
import Foundation

/// Examples of the documentation as programs, outside and inside.
struct ExampleComparison {
  /// A program that prints something else in the sandbox.
  struct Difference {
    var name: String
    var outside: String
    var inside: String
  }

  private(set) var differences: [Difference] = []
  private(set) var compared = 0
  /// Those that print nothing are compared too, and say less.
  private var silent = 0
  private var pages = 0
  private var leftOut: [String: Int] = [:]

  init(plain: PlainPython.Corpus, policy: Policy) async throws {
    let programs = plain.results.filter { $0.result.hasPrefix("=") }
    for one in plain.results where !one.result.hasPrefix("=") { leftOut[one.result, default: 0] += 1 }
    pages = Set(programs.map(\.module)).count
    let sandbox = try await Sandbox(policy: policy, configuration: .init(maximumConcurrentRuns: 2))
    for program in programs {
      guard let source = plain.sources[program.name] else { throw CompatibilityError("\(program.name) has no source") }
      let outcome = try await sandbox.run(source)
      let outside = String(program.result.dropFirst())
      let inside = Self.told(outcome)
      compared += 1
      if outside.isEmpty { silent += 1 }
      // A set is shown in the order of its hashes, which differ from worker to worker.
      if inside.sorted() != outside.sorted() {
        differences.append(Difference(name: program.name, outside: outside, inside: inside))
      }
    }
    await sandbox.shutdown()
  }

  /// What is compared of an output, as `told` in belljar_examples.py.
  private static func told(_ outcome: Outcome) -> String {
    let mark = "=== belljar ===\n"
    guard let range = outcome.standardOutput.range(of: mark) else { return "\(outcome.termination)" }
    return String(outcome.standardOutput[range.upperBound...]).replacing(/0x[0-9a-f]+/, with: "0x")
  }

  var share: Double { compared == 0 ? 0 : Double(compared - differences.count) / Double(compared) }

  var summary: String { "\(compared - differences.count) of \(compared) programs print the same" }

  var table: String {
    var lines = [
      "\(compared) programs of \(pages) pages and docstrings, \(compared - silent) of which print something; "
        + "**\(compared - differences.count)** print the same.", "",
      "| left out | programs |", "| --- | ---: |",
    ]
    for (reason, count) in leftOut.sorted(by: { $0.key < $1.key }) { lines.append("| it \(reason) | \(count) |") }
    lines += ["", "| different | in plain Python | in the sandbox | why |", "| --- | --- | --- | --- |"]
    for one in differences {
      let (outside, inside) = Self.firstDifference(one.outside, one.inside)
      lines.append("| \(one.name) | \(Self.cell(outside)) | \(Self.cell(inside)) | \(Self.reason(outside, inside)) |")
    }
    return lines.joined(separator: "\n")
  }

  private static func firstDifference(_ left: String, _ right: String) -> (String, String) {
    let left = left.split(separator: "\n", omittingEmptySubsequences: false)
    let right = right.split(separator: "\n", omittingEmptySubsequences: false)
    let index =
      zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(left.count, right.count)
    return (index < left.count ? String(left[index]) : "", index < right.count ? String(right[index]) : "")
  }

  private static func reason(_ outside: String, _ inside: String) -> String {
    if inside.contains("open() is not allowed here") { return "opens a file" }
    if inside.contains("eval() is not allowed here") { return "runs text as code" }
    if outside.hasPrefix("Help on ") { return "a program's `help` prints the documentation's text alone" }
    if inside.hasPrefix("NameError") { return "needs what an example before it, listed above, did not get" }
    return "not known"
  }

  private static func cell(_ line: String) -> String {
    guard !line.isEmpty else { return "nothing" }
    let shown = line.count > 80 ? "\(line.prefix(80))…" : line
    return "`\(shown.replacing("|", with: "\\|").replacing("`", with: "'"))`"
  }
}
