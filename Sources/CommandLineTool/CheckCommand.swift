import ArgumentParser
import Belljar

/// `belljar check`: a look at a program's source, which is advice.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look at a Python program without running it.",
    usage: "belljar check [<options>] (<file> | -c <code> | -)",
    discussion: """
      It finds imports that the policy refuses, dangerous calls, and what is written so as not to be read. It is advice, not \
      a boundary: a program without findings can do all that it looks for (docs/source-check.md shows how).

      Exit status: 0 nothing found of the severity of --fail-on, or worse; 1 something found; 125 the program could not be \
      read.
      """)

  @OptionGroup var text: ProgramText

  @OptionGroup(title: "Policy") var modules: ModuleArguments

  @Option(
    help: ArgumentHelp(
      "The least severity that makes the exit status 1: info, warning or danger.", valueName: "severity"),
    transform: Self.severity)
  var failOn: SourceFinding.Severity = .warning

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let program = try text.bytes()
    let name = text.code != nil ? "-c" : text.file ?? "-"
    let check = try await SourceCheck(
      policy: try modules.policy(), configuration: Sandbox.Configuration(maximumConcurrentRuns: 1, waitingChildren: 1))
    let report: SourceReport
    do {
      report = try await check.check(bytes: program)
      await check.shutdown()
    } catch {
      await check.shutdown()
      throw error
    }
    if let reason = report.unreadable {
      throw CommandFailure("\(name) was not looked at: \(reason.escapedOnOneLine(atMost: 300))")
    }
    let text = json ? report.json(of: name).text + "\n" : Self.lines(report, name: name)
    do {
      try StandardStream.output.write(text.utf8)
    } catch {
      throw CommandFailure("cannot write standard output: \(error.text)")
    }
    if !json, !report.findings.isEmpty {
      Diagnostics.report("this is advice: a program without findings can do all that is looked for")
    }
    if let severity = report.severity, severity >= failOn { throw ExitCode(ExitStatus.found) }
  }

  /// A line for each finding, in the form that editors take. Names in it are the program's.
  private static func lines(_ report: SourceReport, name: String) -> String {
    let name = name.escapedOnOneLine(atMost: 1000)
    let rest = report.omitted > 0 ? ["\(name): and \(report.omitted) more"] : []
    let lines = report.findings.map { "\(name):\($0.description.escapedOnOneLine(atMost: 400))" } + rest
    return lines.map { "\($0)\n" }.joined()
  }

  @Sendable private static func severity(_ name: String) throws -> SourceFinding.Severity {
    guard let severity = SourceFinding.Severity(rawValue: name) else {
      throw ValidationError("write info, warning or danger")
    }
    return severity
  }
}

extension SourceReport {
  fileprivate func json(of name: String) -> JSON {
    [
      "schema": .integer(1), "file": .string(name),
      "findings": .array(
        findings.map {
          [
            "severity": .string($0.severity.rawValue), "kind": .string($0.kind.rawValue), "line": .integer($0.line),
            "column": .integer($0.column), "message": .string($0.message),
          ]
        }),
      "omitted": .integer(omitted),
    ]
  }
}
