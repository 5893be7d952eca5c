import ArgumentParser
import Belljar
import Foundation

/// Runs what others wrote for plain Python in the sandbox, and compares.
@main
struct CompatibilityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "belljar-compat",
    abstract: "Run CPython's own tests and its documentation's examples in the sandbox, and compare with plain Python.")

  @Option(help: "The plain Python, of the same version as the worker's.")
  var python = "/usr/bin/python3.11"

  @Option(help: "Where the Python of this comparison is.")
  var sources = "Sources/Compatibility/Python"

  @Option(help: "The page whose tables are compared with what came out.")
  var page = "docs/compatibility.md"

  @Option(help: "Another namespace level than the standard policy's.", transform: Self.level)
  var level: NamespaceLevel = Policy.standard.image.namespace

  @Option(
    parsing: .upToNextOption,
    help: "Levels of which nothing but the tests' shares is told; no page is compared.", transform: Self.level)
  var levels: [NamespaceLevel] = []

  @Option(help: "The least share of the tests that must pass, in percent.")
  var least = 97.0

  @Flag(help: "Write the page's tables instead of looking for what has become worse.")
  var write = false

  @Flag(help: "Print each test and example that is not as outside.")
  var verbose = false

  func run() async throws {
    var policy = Policy.standard
    policy.image.namespace = level
    policy.image.modulePath = [URL(filePath: sources).standardizedFileURL.path]
    policy.limits = .corpus
    var examplePolicy = Policy.standard
    examplePolicy.image.namespace = level
    let plain = PlainPython(path: python, directory: sources)
    var failures: [String] = []
    guard levels.isEmpty else { return try await compare(levels, policy, plain.corpus("suite")) }

    let examples = try await ExampleComparison(plain: plain.corpus("examples"), policy: examplePolicy)
    print("The documentation's examples: \(examples.summary)")
    if verbose {
      for one in examples.differences { print("\(one.name)\n--- outside\n\(one.outside)--- inside\n\(one.inside)") }
    }

    let suite = try await SuiteComparison(plain: plain.corpus("suite"), policy: policy)
    print("CPython's tests, as the program: \(suite.program.summary); as a library: \(suite.library.summary)")
    if suite.program.share * 100 < least { failures.append("fewer than \(least) % of CPython's tests pass") }
    if verbose { tell(suite) }

    let page = try Page(path: page)
    let text = page.replacing(["suite": suite.table, "examples": examples.table])
    if write {
      try page.write(text)
    } else {
      failures += EarlierResults(page).regressions(suite, examples)
      if text != page.text { print("\(self.page) says something else; --write writes what came out") }
    }
    for failure in failures { print("FAILED: \(failure)") }
    if !failures.isEmpty { throw ExitCode(1) }
  }

  private func compare(_ levels: [NamespaceLevel], _ policy: Policy, _ corpus: PlainPython.Corpus) async throws {
    for level in levels {
      var policy = policy
      policy.image.namespace = level
      let suite = try await SuiteComparison(plain: corpus, policy: policy)
      print("\(level.rawValue), as the program: \(suite.program.summary); as a library: \(suite.library.summary)")
      if verbose { tell(suite) }
    }
  }

  private func tell(_ suite: SuiteComparison) {
    for miss in suite.program.misses { print("program: \(miss.name): \(miss.result)") }
    for miss in suite.library.misses { print("library: \(miss.name): \(miss.result)") }
  }

  @Sendable private static func level(_ name: String) throws -> NamespaceLevel {
    guard let level = NamespaceLevel(rawValue: name) else {
      throw ValidationError("there are \(NamespaceLevel.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return level
  }
}

extension Limits {
  /// Enough for the longest module, whose tests take some ten seconds in plain Python.
  static let corpus = Limits(
    wallTime: .seconds(240), cpuTime: .seconds(240), memory: .gibibytes(1), output: .mebibytes(16))
}
