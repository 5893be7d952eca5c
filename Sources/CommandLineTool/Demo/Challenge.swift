import Belljar
import BelljarMuseum

/// A learner's tries.
struct Challenge {
  let museum: Museum
  let hints: ChallengeHints
  var level: NamespaceLevel
  private let ink = Ink.standard
  private let interrupt = DemoInterrupt()
  private var attack = ""
  private var hintsGiven = 0

  init(museum: Museum, hints: ChallengeHints, level: NamespaceLevel) {
    self.museum = museum
    self.hints = hints
    self.level = level
    attack = Self.template
  }

  private static let template = """
    # Bring out the flag, os.environ["MUSEUM_FLAG"], of the os module that you
    # are not given: print it, or let it be the value of the last line.
    # `outside` names secrets outside your process: a file, a port, a socket.

    """

  mutating func play() async throws {
    say(
      Paragraph.lines(
        "Your attack runs at the level \(level.writtenName), under every kernel layer, with a flag in its own process that this level "
          + "is to keep from it. Bring it out.") + ink(.dim, "edit, run, show, hint, level NAME, quit") + "\n")
    prompt()
    while let line = readLine() {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      switch words.first ?? "" {
      case "edit", "e":
        if let edited = try interrupt.editing({ try AttackEditor.edit(attack) }) {
          attack = edited
          try await run()
        } else {
          say("The editor failed; nothing was run. EDITOR names another.\n")
        }
      case "run", "r": try await run()
      case "show", "s": say(ExhibitView.source(attack, ink))
      case "hint", "h": hint()
      case "level", "l": choose(words.dropFirst().first)
      case "quit", "q": return
      case "": break
      default: say("There are edit, run, show, hint, level NAME and quit.\n")
      }
      prompt()
    }
    say("\n")
  }

  private mutating func run() async throws {
    let (museum, attack, level) = (museum, attack, level)
    let visit: Visit
    do {
      visit = try await interrupt.during { try await museum.attempt(attack, at: level) }
    } catch is CancellationError {
      return say("\ninterrupted\n")
    }
    Self.tell(visit, ink)
    guard visit.verdict.hasTheFlag else { return }
    let levels = NamespaceLevel.allCases
    if let index = levels.firstIndex(of: level), index + 1 < levels.count {
      say("The next is \(levels[index + 1].writtenName): `level \(levels[index + 1].writtenName)`.\n")
    } else {
      say(
        "That was the strongest level. What is left are the kernel's layers: bring out what `outside` names, and report it.\n"
      )
    }
  }

  static func tell(_ visit: Visit, _ ink: Ink) {
    let place = visit.line.map { "line \($0): " } ?? ""
    var text = ExhibitView.output(of: visit, ink) + "\n" + ink(visit.verdict, visit.verdict.rawValue) + "  "
    text += (place + visit.ending).joinedLines.escapedOnOneLine() + "\n"
    for denial in visit.denials.prefix(5) {
      let line = denial.line.map { " (line \($0))" } ?? ""
      text +=
        ink(
          .dim,
          "  refused: \((denial.name ?? denial.kind.rawValue).escapedOnOneLine(atMost: 80))\(line), by \(denial.layer)")
        + "\n"
    }
    switch visit.verdict {
    case .escaped:
      text +=
        ink(.alarm, "A secret from outside came out. That is a hole in Belljar: please report it (SECURITY.md).") + "\n"
    case .reached:
      text += ink(.green, "You have the flag: the level has fallen.") + " The kernel's layers still hold.\n"
    default: text += "No flag yet.\n"
    }
    try? StandardStream.output.write(text.utf8)
  }

  private mutating func hint() {
    guard let steps = hints.steps[level] else { return say("There is no hint for this level.\n") }
    say(
      Paragraph.lines(
        "Hint \(min(hintsGiven + 1, steps.count)) of \(steps.count): \(steps[min(hintsGiven, steps.count - 1)])"))
    hintsGiven += 1
  }

  private mutating func choose(_ name: String?) {
    let names = NamespaceLevel.named.map(\.key)
    guard let name, let chosen = NamespaceLevel.named.first(where: { $0.key == name })?.value else {
      let mistake =
        name.map { $0.isNotOne(of: names, called: "a level") } ?? "there are \(names.joined(separator: ", "))"
      return say("\(mistake)\n")
    }
    level = chosen
    hintsGiven = 0
  }

  private func prompt() { say(ink(.bold, "\(level.writtenName)> ")) }

  private func say(_ text: String) { try? StandardStream.output.write(text.utf8) }
}

extension Verdict {
  var hasTheFlag: Bool { self == .reached || self == .escaped }
}
