import ArgumentParser
import Belljar
import BelljarMuseum
import Foundation

/// `belljar demo challenge`.
struct ChallengeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "challenge",
    abstract: "Write an attack against a level of your choice; a planted flag proves success.",
    discussion: """
      The flag is os.environ["MUSEUM_FLAG"] in the attack's own process, another one for each try. Print it, or let it be the value \
      of the last line. With a file the attack is run once: exit status 0 if it brought out the flag, 1 if not.
      """)

  @Option(help: "The level to break.", transform: Self.level)
  var level: NamespaceLevel = .allowlist

  @Argument(help: "An attack that is written already.")
  var file: String?

  func run() async throws {
    let museum = try await Museum()
    if let file {
      let visit = try await museum.attempt(try ProgramText.text(of: file), at: level)
      Challenge.tell(visit, Ink.standard)
      if !visit.verdict.hasTheFlag { throw ExitCode(ExitStatus.found) }
      return
    }
    let hints = try tellingMistakes { () throws(ExhibitError) in try ChallengeHints.own() }
    var challenge = Challenge(museum: museum, hints: hints, level: level)
    try await challenge.play()
  }

  @Sendable private static func level(_ name: String) throws -> NamespaceLevel {
    if let level = NamespaceLevel.named.first(where: { $0.key == name })?.value { return level }
    throw ValidationError(name.isNotOne(of: NamespaceLevel.named.map(\.key), called: "a level"))
  }
}

/// A learner's tries.
struct Challenge {
  let museum: Museum
  let hints: ChallengeHints
  var level: NamespaceLevel
  private let ink = Ink.standard
  private var attack = ""
  private var hintsGiven = 0

  init(museum: Museum, hints: ChallengeHints, level: NamespaceLevel) {
    self.museum = museum
    self.hints = hints
    self.level = level
    attack = Self.template
  }

  private static let template = """
    # Bring out the flag: os.environ["MUSEUM_FLAG"] of the os module, which you are not given.
    # `outside` says where secrets lie outside your process: a file, a port, a socket. Nobody has brought out one of those.
    # Print what you find, or let it be the value of the last line.

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
        if let edited = try AttackEditor.edit(attack) {
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
    let visit = try await museum.attempt(attack, at: level)
    Self.tell(visit, ink)
    guard visit.verdict.hasTheFlag else { return }
    let levels = NamespaceLevel.allCases
    if let index = levels.firstIndex(of: level), index + 1 < levels.count {
      say("The next is \(levels[index + 1].writtenName): `level \(levels[index + 1].writtenName)`.\n")
    }
  }

  static func tell(_ visit: Visit, _ ink: Ink) {
    let place = visit.line.map { "line \($0): " } ?? ""
    var text =
      ink(visit.verdict, visit.verdict.rawValue) + "  " + (place + visit.ending).joinedLines.escapedOnOneLine() + "\n"
    for denial in visit.denials.prefix(5) { text += ink(.dim, "  refused: \(denial.reason)") + "\n" }
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
    guard let steps = hints.steps[level.writtenName] else { return say("There is no hint for this level.\n") }
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
