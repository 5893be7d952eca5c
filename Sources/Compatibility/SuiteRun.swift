import Belljar
import Foundation

/// Runs tests of CPython's in children, each module in one of its own.
struct SuiteRun {
  /// Where the tests' own code is.
  enum Place: Sendable {
    /// The module's source is the program: all that the policy says of programs binds it.
    case program(sources: [String: String])
    /// The module was imported before the lockdown, as a library that programs call.
    case library
  }

  let sandbox: Sandbox
  let place: Place

  /// Tests of one module, by the classes whose fixtures they share.
  struct Group: Sendable {
    var module: String
    var classes: [[String]]
  }

  /// Runs groups, two at a time; what came of each test, by its module and name.
  func results(of groups: [Group]) async throws -> [String: [String: String]] {
    try await withThrowingTaskGroup { tasks in
      var all: [String: [String: String]] = [:]
      var waiting = groups[...]
      for group in waiting.prefix(2) { tasks.addTask { (group.module, try await result(of: group)) } }
      waiting = waiting.dropFirst(2)
      for try await (module, results) in tasks {
        all[module] = results
        if let group = waiting.popFirst() { tasks.addTask { (group.module, try await result(of: group)) } }
      }
      return all
    }
  }

  /// A module that does not come to its end is run again class by class, and such a class test by test: one is to blame, and
  /// the others are not.
  private func result(of group: Group) async throws -> [String: String] {
    var results: [String: String] = [:]
    switch try await attempt(group.module, group.classes.flatMap { $0 }) {
    case .came(let all):
      results = all
      guard group.classes.count > 1 else { return results }
      // One that fails may have left something behind for those after it: each class that has failures is run again alone.
      for names in group.classes where names.contains(where: { all[$0] != "ok" }) {
        results.merge(try await result(of: Group(module: group.module, classes: [names]))) { _, last in last }
      }
      return results
    case .ended(let reason) where reason.hasPrefix("SyntaxError:") && reason.contains("is not allowed here"):
      // The text is the same for every part of it.
      return Dictionary(
        group.classes.flatMap { $0 }.map { ($0, "refused: \(reason)") }, uniquingKeysWith: { one, _ in one })
    case .ended(let reason):
      if group.classes.count == 1, group.classes[0].count == 1 { return [group.classes[0][0]: "ended: \(reason)"] }
      let parts = group.classes.count > 1 ? group.classes.map { [$0] } : group.classes[0].map { [[$0]] }
      for part in parts {
        results.merge(try await result(of: Group(module: group.module, classes: part))) { _, last in last }
      }
      return results
    }
  }

  private enum Attempt {
    case came([String: String])
    case ended(String)
  }

  private func attempt(_ module: String, _ names: [String]) async throws -> Attempt {
    let outcome = try await sandbox.run(
      bytes: program(module),
      inputs: ["belljar_module": .str(module), "belljar_names": .list(names.map { .str($0) })])
    guard let entries = outcome.value?.dictionaryValue else { return .ended(outcome.ending) }
    var results: [String: String] = [:]
    for entry in entries {
      guard let name = entry.key.stringValue, let result = entry.value.stringValue else {
        throw CompatibilityError("\(module) gave something else than results")
      }
      results[name] = result
    }
    return .came(results)
  }

  private func program(_ module: String) throws -> [UInt8] {
    switch place {
    case .library:
      return Array("import belljar_suite\nbelljar_suite.run(belljar_module, belljar_names)\n".utf8)
    case .program(let sources):
      guard let path = sources[module] else { throw CompatibilityError("\(module) has no source") }
      // In the first line, so that the others keep their numbers.
      let begin = "import belljar_suite; belljar_suite.begin(belljar_module); "
      let end = "\n\nbelljar_suite.run_program(belljar_module, belljar_names)\n"
      return Array(begin.utf8) + (try Data(contentsOf: URL(filePath: path))) + Array(end.utf8)
    }
  }
}

extension Outcome {
  fileprivate var ending: String {
    switch termination {
    case .raised(let exception): "\(exception.type): \(exception.message.prefix(200))"
    case .finished: valueFailure ?? "no value"
    case .limitExceeded(let limit): "limit \(limit)"
    default: "\(termination)"
    }
  }
}
