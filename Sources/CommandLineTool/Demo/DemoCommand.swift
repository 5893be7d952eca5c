import ArgumentParser
import Belljar
import BelljarMuseum
import Foundation

/// `belljar demo`: the museum.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "See why a sandbox inside Python fails, live, and what holds.",
    usage: """
      belljar demo                     list the exhibits
      belljar demo <exhibit>           see one: the attack, your guess, what came of it
      belljar demo --all               all of them against all levels and layers
      belljar demo tour                a guided walk
      belljar demo challenge           write an attack of your own
      """,
    discussion: """
      Each exhibit is an attack that really runs, against every level of the namespace layer under all kernel layers, and with \
      each kernel layer given up in turn. `belljar demo show --help` has the options of the first three: --json, --markdown and \
      --html for --all, --exhibits for a folder of your own.
      """,
    subcommands: [ShowCommand.self, TourCommand.self, ChallengeCommand.self],
    // Words after `demo` are an exhibit's name, unless they are a subcommand's.
    defaultSubcommand: ShowCommand.self)
}

/// What `belljar demo` does if no other word is said.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List the exhibits, see one, or compare all.",
    usage: "belljar demo [<exhibit>] [<options>]",
    discussion: "Exit status of --all: 0 if everything went as foretold, 1 if not.")

  @OptionGroup var source: ExhibitArguments

  @Argument(help: "The exhibit to see.")
  var exhibit: String?

  @Flag(help: "Run every exhibit, at every level and without each layer in turn.")
  var all = false

  @Flag(help: "With --all: print one JSON object.")
  var json = false

  @Flag(help: "With --all: print tables in Markdown.")
  var markdown = false

  @Option(help: ArgumentHelp("With --all: write a page that needs no network and no script.", valueName: "file"))
  var html: String?

  @Flag(help: "Do not ask for a guess first.")
  var noQuestion = false

  func validate() throws {
    guard !all || exhibit == nil else { throw ValidationError("give an exhibit or --all, not both") }
    guard all || !(json || markdown || html != nil) else {
      throw ValidationError("--json, --markdown and --html are for --all")
    }
    guard [json, markdown].count(where: \.self) <= 1 else {
      throw ValidationError("give --json or --markdown, not both")
    }
  }

  func run() async throws {
    let exhibition = try source.exhibition()
    let interrupt = DemoInterrupt()
    if all {
      try await interrupt.throughout { try await compare(exhibition) }
    } else if let exhibit {
      // A group's name lists it.
      if exhibition.groups.contains(exhibit), exhibition[exhibit] == nil {
        return try StandardStream.output.write(ExhibitList(exhibition, group: exhibit).text(Ink.standard).utf8)
      }
      try await show(try exhibition.exhibit(named: exhibit), interrupt)
    } else {
      try StandardStream.output.write(ExhibitList(exhibition).text(Ink.standard).utf8)
    }
  }

  private func show(_ exhibit: Exhibit, _ interrupt: DemoInterrupt) async throws {
    let guide = Guide(museum: try await Museum())
    guide.introduce(exhibit)
    let guess = !noQuestion && StandardStream.input.isTerminal ? guide.ask() : nil
    let visits = try await interrupt.throughout { try await guide.run(exhibit) }
    if let guess { guide.judge(guess, visits) }
    guide.explain(exhibit)
    if StandardStream.output.isTerminal { guide.say("\nNext: `belljar demo tour`, or another of `belljar demo`.\n") }
  }

  @Sendable private func compare(_ exhibition: Exhibition) async throws {
    // Before all is run, so that nothing is lost.
    if let html { try write("", to: html) }
    let progress = MatrixProgress(total: exhibition.exhibits.count * Column.all.count)
    defer { progress.finish() }
    let matrix = try await Matrix(of: exhibition.exhibits, try await Museum()) { exhibit, visit in
      progress.note(exhibit, visit)
    }
    progress.finish()
    if let html { try write(MatrixPage(matrix).text, to: html) }
    let text =
      if json {
        matrix.json.text + "\n"
      } else if markdown {
        MatrixMarkdown(matrix).text
      } else {
        MatrixTable(matrix).text(Ink.standard)
      }
    try StandardStream.output.write(text.utf8)
    for (exhibit, visit) in matrix.surprises {
      Diagnostics.report(
        "\(exhibit.name), \(visit.column.name): \(visit.verdict.rawValue) (foretold: \(visit.expected?.rawValue ?? "")); \(visit.ending)"
      )
    }
    if !matrix.surprises.isEmpty { throw ExitCode(ExitStatus.found) }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      throw CommandFailure("cannot write \(path): \(error.localizedDescription)")
    }
  }
}
