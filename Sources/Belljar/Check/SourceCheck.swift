internal import BelljarWire

/// Looks at programs before they run: at what they import and call, and at what they hide.
///
/// ```swift
/// let check = try await SourceCheck(policy: policy)
/// let report = try await check.check("import os\nos.system('id')")
/// for finding in report.findings { print(finding) }
/// ```
///
/// It is advice, never a boundary: there is no end of ways to write the same thing so that it is not found. What it is good
/// for is an early, readable answer to a program of good will, and a hint for whoever reads the others.
///
/// The source is parsed by Python's own parser in a sandbox of the check's own: a parser too can be attacked.
public final class SourceCheck: Sendable {
  private let sandbox: Sandbox
  private let allowed: PythonValue

  /// Starts a worker for checks.
  ///
  /// - Parameters:
  ///   - policy: The policy under which the programs are to run; its modules are those that are not reported.
  ///   - configuration: How the host runs its side of the check's own sandbox.
  /// - Throws: ``BelljarError`` as ``Sandbox/init(policy:configuration:functions:)-(_,_,HostFunctions)`` does.
  public init(
    policy: Policy = .standard, configuration: Sandbox.Configuration = Sandbox.Configuration()
  ) async throws {
    try policy.validate()
    allowed = Self.modules(of: policy)
    var own = Policy.standard
    // A list of its own: the checker is to work whatever the policy that is asked about allows.
    own.modules = ModuleAllowlist(["ast", "io", "re", "tokenize", "unicodedata"])
    own.image.layers = policy.image.layers
    own.limits = Limits(
      wallTime: .seconds(20), cpuTime: .seconds(10), memory: .mebibytes(512), output: .kibibytes(64))
    sandbox = try await Sandbox(policy: own, configuration: configuration)
  }

  /// Looks at a program. Nothing of it is run.
  ///
  /// - Parameter source: The program, at most 8 MiB of UTF-8.
  /// - Returns: What was found. A source that cannot be parsed is a report too: ``SourceReport/unreadable``.
  /// - Throws: ``BelljarError`` if the source is too large or the sandbox fails.
  public func check(_ source: String) async throws -> SourceReport { try await check(bytes: Array(source.utf8)) }

  /// Looks at a program given as bytes, which need not be UTF-8. As ``check(_:)``.
  public func check(bytes source: [UInt8]) async throws -> SourceReport {
    try Sandbox.validate(source: source)
    let outcome = try await sandbox.run(
      CheckerProgram.source, inputs: ["source": .bytes(source), "allowed": allowed])
    return SourceReport(outcome)
  }

  /// Ends the check's worker.
  public func shutdown() async { await sandbox.shutdown() }

  /// A dict of names: `True` if all below the module is allowed, `False` if the module alone is, or the allowed symbols.
  private static func modules(of policy: Policy) -> PythonValue {
    let entries = policy.modules.grants.map { name, grant -> (PythonValue, PythonValue) in
      switch grant {
      case .module: (.str(name), .bool(false))
      case .tree: (.str(name), .bool(true))
      case .symbols(let symbols): (.str(name), .list(symbols.sorted().map { .str($0) }))
      }
    }
    return .dict(PythonDictionary(entries.map { PythonDictionary.Entry(key: $0.0, value: $0.1) }))
  }
}

extension SourceReport {
  /// Reads what a checker's child said, which may be anything: a parser that was taken over says what it likes.
  init(_ outcome: Outcome) {
    self.init(findings: [], omitted: 0, unreadable: nil)
    guard case .finished = outcome.termination, let value = outcome.value else {
      unreadable = Self.reason(outcome.termination)
      return
    }
    if let sentence = value["unreadable"]?.stringValue {
      unreadable = String(sentence.prefix(500))
    } else if let items = value["findings"]?.arrayValue, let omitted = value["omitted"]?.intValue, omitted >= 0 {
      let findings = items.prefix(1000).compactMap(SourceFinding.init)
      if findings.count == items.count {
        self.findings = findings
        self.omitted = omitted
      } else {
        unreadable = Self.malformed
      }
    } else {
      unreadable = Self.malformed
    }
  }

  private static let malformed = "the check's child gave something else than findings"

  private static func reason(_ termination: Termination) -> String {
    switch termination {
    case .limitExceeded(.memory): "parsing it takes too much memory"
    case .limitExceeded: "parsing it takes too long"
    case .raised(let exception) where exception.type == "MemoryError": "parsing it takes too much memory"
    case .raised(let exception): "parsing it raised \(exception.type.prefix(100))"
    case .crashed(let signal): "parsing it crashed Python (signal \(signal))"
    case .cancelled: "the check was cancelled"
    default: malformed
    }
  }
}

extension SourceFinding {
  /// From `(severity, kind, line, column, message)`.
  fileprivate init?(_ value: PythonValue) {
    guard let severity = value[0]?.stringValue.flatMap(Severity.init), let line = value[2]?.intValue, line > 0,
      let kind = value[1]?.stringValue.flatMap(Kind.init), let column = value[3]?.intValue, column > 0,
      let message = value[4]?.stringValue
    else { return nil }
    self.init(severity: severity, kind: kind, line: line, column: column, message: String(message.prefix(300)))
  }
}
