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
      let attack = try ProgramText.text(of: file)
      let level = level
      let visit = try await DemoInterrupt().throughout { try await museum.attempt(attack, at: level) }
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
