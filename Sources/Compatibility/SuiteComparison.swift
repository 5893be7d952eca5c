import Belljar

/// CPython's own tests, outside and inside.
struct SuiteComparison {
  /// What came of the tests in one place.
  struct Side {
    var misses: [Miss] = []
    var total = 0

    var share: Double { total == 0 ? 0 : Double(total - misses.count) / Double(total) }
    var summary: String { "\(total - misses.count) of \(total), \(Table.percent(share))" }

    func missed(_ entry: String) -> Int { misses.count { $0.entry == entry } }
  }

  /// A test that passes in plain Python and not in the sandbox.
  struct Miss {
    var entry: String
    var name: String
    var result: String
  }

  /// `sys.version` of the plain Python.
  let version: String
  private(set) var program = Side()
  private(set) var library = Side()
  /// Tests that pass in plain Python, by entry of the list, in its order.
  private var denominators: [(entry: String, count: Int)] = []

  init(plain: PlainPython.Corpus, policy: Policy) async throws {
    version = plain.version
    let passing = plain.results.filter { $0.result == "ok" }
    for test in passing {
      let entry = Self.entry(test.module)
      if denominators.last?.entry != entry { denominators.append((entry, 0)) }
      denominators[denominators.count - 1].count += 1
    }
    var policy = policy
    for module in ["belljar_suite"] + plain.imports where policy.modules.grants[module] == nil {
      policy.modules.allow(module)
    }
    let sandbox = try await Sandbox(policy: policy, configuration: .init(maximumConcurrentRuns: 2))
    do {
      let groups = Self.groups(passing)
      let sources = SuiteRun.Place.program(sources: plain.sources)
      program = Self.side(passing, try await SuiteRun(sandbox: sandbox, place: sources).results(of: groups))
      library = Self.side(passing, try await SuiteRun(sandbox: sandbox, place: .library).results(of: groups))
      await sandbox.shutdown()
    } catch {
      await sandbox.shutdown()
      throw error
    }
  }

  private static func side(_ tests: [PlainPython.Result], _ inside: [String: [String: String]]) -> Side {
    var side = Side(total: tests.count)
    for test in tests {
      let result = inside[test.module]?[test.name] ?? "not run"
      if result != "ok" { side.misses.append(Miss(entry: entry(test.module), name: test.name, result: result)) }
    }
    return side
  }

  /// `test_json` for `test.test_json.test_decode`.
  private static func entry(_ module: String) -> String {
    module.split(separator: ".").dropFirst().first.map(String.init) ?? module
  }

  private static func groups(_ tests: [PlainPython.Result]) -> [SuiteRun.Group] {
    var groups: [SuiteRun.Group] = []
    var last = ""
    for test in tests {
      if groups.last?.module != test.module { groups.append(SuiteRun.Group(module: test.module, classes: [])) }
      // Neighbours only: the order of a module's tests is kept.
      let key = "\(test.module) \(test.group)"
      if key != last { groups[groups.count - 1].classes.append([]) }
      groups[groups.count - 1].classes[groups[groups.count - 1].classes.count - 1].append(test.name)
      last = key
    }
    return groups
  }

  /// A row for each entry of the list, then the tests that are missed, each with why.
  var table: String {
    var lines = [
      "Taken with CPython \(version).", "",
      "| module | pass in plain Python | as the program | | as a library |", "| --- | ---: | ---: | ---: | ---: |",
    ]
    for (entry, count) in denominators {
      let passed = count - program.missed(entry)
      lines.append(
        "| \(entry) | \(count) | \(passed) | \(Table.percent(Double(passed) / Double(count))) "
          + "| \(count - library.missed(entry)) |")
    }
    let passed = program.total - program.misses.count
    lines.append(
      "| **all** | **\(program.total)** | **\(passed)** | **\(Table.percent(program.share))** "
        + "| **\(library.total - library.misses.count)** |")
    lines += ["", "| missed | as a library | why |", "| --- | --- | --- |"]
    let inLibrary = Set(library.misses.map(\.name))
    for miss in program.misses {
      let mark = inLibrary.contains(miss.name) ? "missed" : "passes"
      lines.append("| `\(miss.name)` | \(mark) | \(MissReason.of(miss.result)) |")
    }
    let inProgram = Set(program.misses.map(\.name))
    for miss in library.misses where !inProgram.contains(miss.name) {
      lines.append("| `\(miss.name)`, as a library alone | missed | \(MissReason.of(miss.result)) |")
    }
    return lines.joined(separator: "\n")
  }
}

/// What the page's tables share.
enum Table {
  /// Rounded down: 96.999 % is not 97 %.
  static func percent(_ share: Double) -> String {
    let hundredths = Int(share * 10_000 + 1e-9)
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) %"
  }
}
