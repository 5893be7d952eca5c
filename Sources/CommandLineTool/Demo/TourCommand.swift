import ArgumentParser
import Belljar
import BelljarMuseum

/// `belljar demo tour`.
struct TourCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tour",
    abstract: "Take a guided walk through the museum: about twelve exhibits, half an hour.")

  @OptionGroup var source: ExhibitArguments

  @Option(
    help: ArgumentHelp(
      "Where it is kept what you have seen, with the times. (default: belljar/tour in $XDG_STATE_HOME or ~/.local/state)",
      valueName: "file"))
  var progress: String?

  @Flag(help: "Keep nothing.")
  var noProgress = false

  @Option(
    help: ArgumentHelp("Begin at this stop, from 1; by default at the first that you have not seen.", valueName: "n"))
  var from: Int?

  func run() async throws {
    let exhibition = try source.exhibition()
    let script = try tellingMistakes { () throws(ExhibitError) in try TourScript.own() }
    let stops = try script.stops.map { (stop: $0, exhibit: try exhibition.exhibit(named: $0.exhibit)) }
    let progress = try TourProgress(path: noProgress ? nil : progress ?? TourProgress.standardPath)
    if let from, !(1...stops.count).contains(from) { throw CommandFailure("there are stops 1 to \(stops.count)") }
    let unseen = stops.firstIndex { !progress.seen.contains($0.exhibit.name) }
    var tour = Tour(
      stops: stops, guide: Guide(museum: try await Museum(), asksQuestions: false), progress: progress,
      position: from.map { $0 - 1 } ?? unseen ?? 0)
    try await tour.walk()
  }
}

/// A walk in progress.
struct Tour {
  let stops: [(stop: TourScript.Stop, exhibit: Exhibit)]
  let guide: Guide
  var progress: TourProgress
  var position: Int
  private var ink: Ink { guide.ink }

  init(
    stops: [(stop: TourScript.Stop, exhibit: Exhibit)], guide: Guide, progress: TourProgress, position: Int
  ) {
    self.stops = stops
    self.guide = guide
    self.progress = progress
    self.position = position
  }

  private enum Command: String, CaseIterable {
    case next, back, again, edit, answer, list, quit
  }

  /// Goes from stop to stop as the learner says, until the end or the input's end.
  mutating func walk() async throws {
    try progress.note(.started)
    arrive()
    while let line = readLine() {
      let word = line.trimmingSpaces
      // Enter does what is next: to run the attack, and then to go on.
      if word.isEmpty {
        if hasRun { if try !goOn() { return } } else { try await run() }
        continue
      }
      guard let command = Command.allCases.first(where: { $0.rawValue.hasPrefix(word.lowercased()) }) else {
        guide.say("There are \(Command.allCases.map(\.rawValue).joined(separator: ", ")); Enter goes on.\n")
        prompt()
        continue
      }
      switch command {
      case .next: if try !goOn() { return }
      case .back:
        position = max(0, position - 1)
        arrive()
      case .again: try await run()
      case .edit: try await edit()
      case .answer: try tellAnswer()
      case .list: list()
      case .quit: return farewell()
      }
    }
    farewell()
  }

  private var hasRun = false

  private mutating func arrive() {
    hasRun = false
    let (stop, exhibit) = stops[position]
    let view = ExhibitView(exhibit: exhibit, ink: ink)
    guide.say(
      "\n" + ink(.dim, "Stop \(position + 1) of \(stops.count)") + "\n" + view.heading + "\n"
        + Paragraph.lines(stop.introduction.escapedOnOneLine()) + "\n" + view.attack + view.mechanism + "\n"
        + ink(.cyan, "? ") + exhibit.card.prediction.escapedOnOneLine() + "\n")
    prompt()
  }

  private mutating func run() async throws {
    let (stop, exhibit) = stops[position]
    try await guide.run(exhibit)
    guide.say(ExhibitView(exhibit: exhibit, ink: ink).lesson)
    guide.say("\n" + ink(.cyan, "? ") + stop.question.escapedOnOneLine() + ink(.dim, "  (`answer` shows it)") + "\n")
    try progress.note(.seen, exhibit.name)
    hasRun = true
    prompt()
  }

  /// False at the end of the walk.
  private mutating func goOn() throws -> Bool {
    guard position + 1 < stops.count else {
      try progress.note(.finished)
      guide.say(
        "\n"
          + Paragraph.lines(
            "That was the last stop. The first layer fell each time; the kernel's held. Now try it yourself: belljar demo challenge."
          )
      )
      return false
    }
    position += 1
    arrive()
    return true
  }

  private mutating func edit() async throws {
    let exhibit = stops[position].exhibit
    guard let attack = try AttackEditor.edit(exhibit.attack) else {
      guide.say("The editor failed; nothing was run. EDITOR names another.\n")
      return prompt()
    }
    try progress.note(.edited, exhibit.name)
    try await guide.run(exhibit, attack: attack)
    prompt()
  }

  private mutating func tellAnswer() throws {
    let (stop, exhibit) = stops[position]
    guide.say(Paragraph.lines(stop.answer.escapedOnOneLine(), indent: "  "))
    try progress.note(.answered, exhibit.name)
    prompt()
  }

  private func list() {
    for (index, entry) in stops.enumerated() {
      let mark = progress.seen.contains(entry.exhibit.name) ? ink(.green, "seen") : "    "
      let here = index == position ? ink(.bold, ">") : " "
      guide.say(
        "\(here) \(index + 1 < 10 ? " " : "")\(index + 1)  \(mark)  \(entry.exhibit.card.title.escapedOnOneLine())\n")
    }
    prompt()
  }

  private func farewell() { guide.say("\nUntil next time: `belljar demo tour` goes on where you stopped.\n") }

  private func prompt() {
    let next = hasRun ? "go on" : "run it"
    guide.say(ink(.dim, "\nEnter: \(next); next, back, again, edit, answer, list, quit") + "\n" + ink(.bold, "tour> "))
  }
}
