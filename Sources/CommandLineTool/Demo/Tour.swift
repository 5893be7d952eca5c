import BelljarMuseum

/// A walk in progress.
struct Tour {
  private let stops: [(stop: TourScript.Stop, exhibit: Exhibit)]
  private let guide: Guide
  private let interrupt = DemoInterrupt()
  private var progress: TourProgress
  private var position: Int
  private var hasRun = false
  /// The learner's change of this stop's attack.
  private var change: String?

  init(
    stops: [(stop: TourScript.Stop, exhibit: Exhibit)], guide: Guide, progress: TourProgress, position: Int
  ) {
    self.stops = stops
    self.guide = guide
    self.progress = progress
    self.position = position
  }

  private enum Command: String, CaseIterable {
    case next, back, again, edit, original, answer, list, quit

    /// By its name, or by a beginning of two letters and more: one letter may be meant as an answer.
    init?(_ word: String) {
      let word = word.lowercased()
      guard word.count > 1, let found = Self.allCases.first(where: { $0.rawValue.hasPrefix(word) }) else { return nil }
      self = found
    }
  }

  private var ink: Ink { guide.ink }
  private var exhibit: Exhibit { stops[position].exhibit }

  /// Goes from stop to stop as the learner says, until the end or the input's end.
  mutating func walk() async throws {
    try progress.note(.started)
    arrive()
    while let line = readLine() {
      let word = line.trimmingSpaces
      if let command = Command(word) {
        if try await !perform(command) { return }
      } else if !hasRun {
        // Enter, or an answer to the question, is followed by the run.
        try await run(guess: word.isEmpty ? nil : word)
      } else if word.isEmpty {
        if try !goOn() { return }
      } else {
        guide.say(
          Paragraph.lines(
            "There are \(Command.allCases.map(\.rawValue).joined(separator: ", ")); Enter goes on. `answer` shows the answer."
          ))
        prompt()
      }
    }
    farewell()
  }

  /// False at the end of the walk.
  private mutating func perform(_ command: Command) async throws -> Bool {
    switch command {
    case .next: return try goOn()
    case .back:
      position = max(0, position - 1)
      arrive()
    case .again: try await run(guess: nil)
    case .edit: try await edit()
    case .original:
      change = nil
      guide.say("The attack is the museum's again.\n")
      prompt()
    case .answer: try tellAnswer()
    case .list: list()
    case .quit:
      farewell()
      return false
    }
    return true
  }

  private mutating func arrive() {
    hasRun = false
    change = nil
    guide.say(
      "\n" + ink(.dim, "Stop \(position + 1) of \(stops.count)") + "\n"
        + Paragraph.lines(stops[position].stop.introduction.escapedOnOneLine()) + "\n")
    guide.introduce(exhibit)
    prompt()
  }

  private mutating func run(guess: String?) async throws {
    let (guide, exhibit, change) = (guide, exhibit, change)
    do {
      let visits = try await interrupt.during { try await guide.run(exhibit, attack: change) }
      if let guess { guide.judge(guess, visits) }
    } catch is CancellationError {
      guide.say("\ninterrupted\n")
      return prompt()
    }
    if change == nil {
      guide.explain(exhibit)
      guide.say("\n" + Paragraph.lines("? \(stops[position].stop.question.escapedOnOneLine()) (`answer` shows it)"))
      try progress.note(.seen, exhibit.name)
      hasRun = true
    }
    prompt()
  }

  /// False at the end of the walk.
  private mutating func goOn() throws -> Bool {
    guard position + 1 < stops.count else {
      try progress.note(.finished)
      guide.say(
        "\n"
          + Paragraph.lines(
            "That was the last stop. What was built inside Python fell, level by level; the kernel's layers let nothing out. Now try "
              + "it yourself: `belljar demo challenge`."))
      return false
    }
    position += 1
    arrive()
    return true
  }

  private mutating func edit() async throws {
    let before = change ?? exhibit.attack
    guard let edited = try interrupt.editing({ try AttackEditor.edit(before) }) else {
      guide.say("The editor failed; nothing was run. EDITOR names another.\n")
      return prompt()
    }
    guard edited != before else {
      guide.say("Nothing was changed, and nothing run.\n")
      return prompt()
    }
    change = edited
    try progress.note(.edited, exhibit.name)
    try await run(guess: nil)
  }

  private mutating func tellAnswer() throws {
    guard hasRun else {
      guide.say("Run it first: press Enter, or say what you expect.\n")
      return prompt()
    }
    guide.say(Paragraph.lines(stops[position].stop.answer.escapedOnOneLine(), indent: "  "))
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

  private func farewell() {
    guide.say("\nUntil next time" + (progress.isKept ? ": `belljar demo tour` goes on where you stopped.\n" : ".\n"))
  }

  private func prompt() {
    let next = hasRun ? "go on" : "run it, or write what you expect"
    guide.say(
      "\n" + ink(.dim, Paragraph.lines("Enter: \(next); next, back, again, edit, original, answer, list, quit"))
        + ink(.bold, "tour> "))
  }
}
