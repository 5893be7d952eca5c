import Testing

/// The real command, as a shell would run it.
///
/// One test after the other: each starts processes of its own, and other targets measure time meanwhile.
@Suite("The command", .serialized, .timeLimit(.minutes(3)))
enum Command {
  static let namespaceWarning =
    "belljar: warning: the namespace layer is off; only the kernel layers hold the program"

  /// Runs a command to its end and checks that nothing of it is left.
  static func run(
    _ arguments: [String], input: CommandRun.Input = .nothing, environment: [String: String] = [:],
    output: CommandRun.Output = .pipes, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> CommandResult {
    let worker = try TaggedWorker()
    let run = try CommandRun(
      arguments, input: input, environment: worker.environment.merging(environment) { _, own in own }, output: output)
    let result = try await run.result()
    try await worker.expectNothingRuns(sourceLocation: sourceLocation)
    return result
  }

  static func run(
    _ arguments: String..., input: CommandRun.Input = .nothing, environment: [String: String] = [:],
    output: CommandRun.Output = .pipes, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> CommandResult {
    try await run(
      arguments, input: input, environment: environment, output: output, sourceLocation: sourceLocation)
  }
}
