import ArgumentParser
import Glibc

/// The `belljar-bench` command.
@main
struct BenchmarkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "belljar-bench",
    abstract: "Measure Belljar beside its floors and its rivals; only ratios of one run are to be compared.")

  enum Part: String, CaseIterable, ExpressibleByArgument {
    case warm, levels, sessions, prompts, empty, cpu, throughput, computing, memory, first, museum
  }

  @Argument(help: "What to measure; by default everything.")
  var parts: [Part] = []

  @Option(help: "How often the blocks of all kinds take their turn.")
  var rounds: Int?

  @Option(help: "Milliseconds before each trial.")
  var gap = 5

  @Flag(help: "A look in less than a minute: too few rounds to judge by.")
  var quick = false

  @Flag(help: "Print Markdown.")
  var markdown = false

  @Option(help: "The Python to compare with. By default /usr/bin/python3.11, else /usr/bin/python3.")
  var python: String?

  @Option(help: "The Python of a virtual environment with pydantic-monty.")
  var montyPython = ".build/rivals/bin/python"

  func validate() throws {
    guard rounds ?? 1 > 0, gap >= 0 else { throw ValidationError("Rounds must be positive, and the gap not negative.") }
  }

  func run() async throws {
    let system = access("/usr/bin/python3.11", X_OK) == 0 ? "/usr/bin/python3.11" : "/usr/bin/python3"
    let setting = Setting(
      rounds: rounds ?? (quick ? 5 : 40), gap: .milliseconds(gap), python: python ?? system, montyPython: montyPython)
    let chosen = parts.isEmpty ? Part.allCases : Part.allCases.filter(parts.contains)
    let results = try await Self.measure(chosen, setting)
    print(Report(setting: setting, results: results).text(asMarkdown: markdown))
  }

  /// Off the main actor: what is measured is not to include the way back to it.
  @concurrent
  private static func measure(_ parts: [Part], _ setting: Setting) async throws -> Results {
    var results = Results()
    for part in parts {
      let start = now()
      switch part {
      case .warm: try await Warm.measure(setting, into: &results)
      case .levels: try await Levels.measure(setting, into: &results)
      case .sessions: try await Sessions.measure(setting, into: &results)
      case .prompts: try await Prompts.measure(setting, into: &results)
      case .empty: try await EmptyPool.measure(setting, into: &results)
      case .cpu: try await CPUTime.measure(setting, into: &results)
      case .throughput: try await Throughput.measure(setting, into: &results)
      case .computing: try await CPUBound.measure(setting, into: &results)
      case .memory: try await Memory.measure(setting, into: &results)
      case .first: try await FirstAnswer.measure(setting, into: &results)
      case .museum: try await WholeMuseum.measure(into: &results)
      }
      let progress = "\(part.rawValue): \(((now() - start) / 1e6).text) s\n"
      _ = write(STDERR_FILENO, progress, progress.utf8.count)
    }
    return results
  }
}
