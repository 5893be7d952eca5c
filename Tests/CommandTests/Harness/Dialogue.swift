import Testing

extension Command {
  /// A prompt, or another command, on a terminal of its own, without colours, in a directory of its own; ends it with Ctrl-D, and
  /// checks that nothing of it is left.
  @discardableResult
  static func dialogue(
    _ arguments: [String] = [], of command: String = "repl", beginningWith beginning: String = ">>>",
    environment: [String: String] = ["NO_COLOR": "1"], columns: Int = 80,
    sourceLocation: SourceLocation = #_sourceLocation, _ body: (CommandRun) async throws -> Void
  ) async throws -> CommandResult {
    let worker = try TaggedWorker()
    let directory = try TemporaryDirectory()
    let own = ["TERM": "xterm", "HOME": directory.path].merging(environment) { _, given in given }
    let run = try CommandRun(
      [command] + arguments, environment: worker.environment.merging(own) { _, own in own },
      output: .dialogue(columns: columns))
    try await run.waitForOutput(beginning)
    try await body(run)
    if !run.hasEnded { try run.type("\u{4}") }
    let result = try await run.result()
    try await worker.expectNothingRuns(sourceLocation: sourceLocation)
    return result
  }
}
