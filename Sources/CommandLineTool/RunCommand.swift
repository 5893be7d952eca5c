import ArgumentParser
import Belljar

/// `belljar run`: one program, in a sandbox of its own.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a Python program.",
    usage: "belljar run [<options>] (<file> | -c <code> | -)",
    discussion: """
      Exit status: 0 finished; 1 raised an exception; the program's own code if it exited; 124 a time limit; \
      123 another limit; 122 denied; 128 + signal crashed; 130 interrupted; 125 Belljar could not run it.
      """)

  @OptionGroup var source: ProgramSource
  @OptionGroup(title: "Limits") var limits: LimitArguments
  @OptionGroup(title: "Policy") var policy: PolicyArguments

  @Flag(
    help: "Print one JSON object instead of the program's output; times in milliseconds, amounts in bytes.")
  var json = false

  @Flag(name: .shortAndLong, help: "Do not say why it ended, nor what it was refused; the exit status tells.")
  var quiet = false

  @Flag(help: "Pass control characters on to a terminal.")
  var raw = false

  func run() async throws {
    let program = try source.program()
    let input = try source.standardInput()
    let policy = try policy.policy(limits: limits)
    for warning in policy.warnings { Diagnostics.report(warning) }

    let terminal = TerminalOutput(raw: raw)
    let outcome: Outcome
    do {
      outcome = try await interruptible(
        program: program, input: input, policy: policy,
        onOutput: json ? nil : terminal.write)
    } catch is BelljarError where quiet {
      throw ExitCode(ExitStatus.notRun)
    }
    if json {
      terminal.write(.standardOutput, Array((outcome.json.text + "\n").utf8))
    } else if let traceback = outcome.exceptionThatEnded?.traceback, !traceback.isEmpty {
      terminal.report(traceback.hasSuffix("\n") ? traceback : traceback + "\n")
    }
    if !quiet { terminal.report(outcome.reasons.map(Diagnostics.line).joined()) }
    try await terminal.finish()
    throw ExitCode(outcome.termination.exitStatus)
  }

  /// Runs the program so that Ctrl-C cancels it.
  private func interruptible(
    program: [UInt8], input: [UInt8]?, policy: Policy,
    onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)?
  ) async throws -> Outcome {
    let task = Task {
      try await inSandbox(policy: policy) { sandbox in
        try await sandbox.run(
          bytes: program, standardInput: input.map(StandardInput.bytes) ?? .none, onOutput: onOutput)
      }
    }
    let interrupt = Interrupt { task.cancel() }
    do {
      return try await task.value
    } catch  where interrupt.hasHappened {
      throw ExitCode(ExitStatus.interrupted)
    }
  }
}

/// Makes a sandbox for a few runs, one after the other, and leaves nothing of it behind.
func inSandbox<Result: Sendable>(
  policy: Policy, _ body: (Sandbox) async throws -> Result
) async throws -> Result {
  let sandbox = try await Sandbox(
    policy: policy, configuration: Sandbox.Configuration(maximumConcurrentRuns: 1, waitingChildren: 1))
  do {
    let result = try await body(sandbox)
    await sandbox.shutdown()
    return result
  } catch {
    await sandbox.shutdown()
    throw error
  }
}
