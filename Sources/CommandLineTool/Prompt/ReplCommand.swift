import ArgumentParser
import Belljar
import Glibc

/// `belljar repl`: a prompt whose statements run in a session.
struct ReplCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Run statements as they are typed, contained.",
    discussion: """
      The state lives in one session; the limits are for each statement. Lines that begin with a colon are the prompt's own: \
      :help lists them. Without a terminal each statement of standard input is run, up to the first that fails.

      Exit status: 0 at the end of the input, else as that of `belljar run` for the statement that ended it.
      """)

  @OptionGroup(title: "Limits") var limits: LimitArguments
  @OptionGroup(title: "Policy") var policy: PolicyArguments

  @Option(
    help: ArgumentHelp(
      "Where typed statements are kept. (default: belljar/history in $XDG_STATE_HOME or ~/.local/state)",
      valueName: "file"))
  var history: String?

  @Flag(help: "Keep no history.")
  var noHistory = false

  @Option(help: "How many statements can be undone by a copy of the session; each is a process.")
  var undo = 8

  func validate() throws {
    guard (0...64).contains(undo) else { throw ValidationError("--undo takes 0 to 64") }
  }

  func run() async throws {
    let policy = forPrompt(try policy.policy(limits: limits))
    for warning in policy.warnings { Diagnostics.report(warning) }
    let sandbox = try await Sandbox(
      policy: policy,
      configuration: Sandbox.Configuration(maximumConcurrentRuns: 1, waitingChildren: 1, maximumSessions: undo + 5))
    let status: Int32
    do {
      status = try await Self.converse(
        sandbox, undoDepth: undo, historyPath: noHistory ? nil : historyPath)
      await sandbox.shutdown()
    } catch {
      await sandbox.shutdown()
      throw error
    }
    if status != 0 { throw ExitCode(status) }
  }

  /// On the main thread, which may wait for a key: those of Swift's pool are for what goes on meanwhile, and on a machine with one
  /// processor there is one.
  @MainActor
  private static func converse(_ sandbox: Sandbox, undoDepth: Int, historyPath: String?) async throws -> Int32 {
    let isTerminal = StandardStream.input.isTerminal && StandardStream.output.isTerminal
    let requests = LineRequests()
    let console = try await Console(sandbox: sandbox, undoDepth: undoDepth, readLine: isTerminal ? requests.ask : nil)
    let editor = isTerminal ? LineEditor() : nil
    let isCapable = editor?.isCapable ?? false
    let statements = Statements(
      console: console, requests: requests, terminal: TerminalOutput(raw: false), showsStatus: isCapable,
      isColoured: isCapable && DoctorReport.wantsColour, interrupts: Interrupts())
    let status: Int32
    if let editor {
      status = try await Prompt(editor: editor, statements: statements, historyPath: historyPath).run()
    } else {
      status = try await PipedStatements(statements).run()
    }
    await console.close()
    return status
  }

  /// A prompt is idle while its user thinks, and open while the day lasts. What a policy says of sessions stays.
  private func forPrompt(_ policy: Policy) -> Policy {
    var policy = policy
    guard policy.session == Policy.standard.session else { return policy }
    policy.session = SessionLimits(
      wallTime: .seconds(36_000), cpuTime: .seconds(36_000), output: .gibibytes(1), calls: policy.session.calls,
      idleTime: .seconds(86_400), lifetime: .seconds(86_400))
    return policy
  }

  private var historyPath: String? { history ?? StateDirectory.path(of: "history") }
}
