import Belljar
import BelljarMuseum

/// Shows exhibits to a learner.
struct Guide: Sendable {
  let museum: Museum
  let ink = Ink.standard

  /// The attack and a question: all that is told before the run.
  func introduce(_ exhibit: Exhibit) {
    let view = ExhibitView(exhibit: exhibit, ink: ink)
    say(view.heading + "\n" + view.attack + "\n" + Paragraph.lines("? " + exhibit.card.prediction.escapedOnOneLine()))
  }

  /// What a learner thinks will happen; nil if they only want to see it.
  func ask() -> String? {
    say(ink(.dim, "  A level, \"none\", or your own words; Enter to see: "))
    guard let answer = readLine(), !answer.allSatisfy(\.isWhitespace) else { return nil }
    return answer.trimmingSpaces
  }

  /// How it works, and what there is to learn.
  func explain(_ exhibit: Exhibit) {
    let view = ExhibitView(exhibit: exhibit, ink: ink)
    say(view.mechanism + view.lesson)
  }

  /// Runs it, or a learner's change of it, in every column.
  ///
  /// - Returns: The visits at the levels.
  @discardableResult
  func run(_ exhibit: Exhibit, attack: String? = nil) async throws -> [Visit] {
    let view = ExhibitView(exhibit: exhibit, ink: ink)
    say("\n\(ink(.bold, "What came of it"))" + ink(.dim, "  Python \(museum.version), \(museum.layers)") + "\n")
    var visits: [Visit] = []
    for column in Column.levels {
      let visit = try await museum.visit(exhibit, attack: attack, in: column)
      visits.append(visit)
      say(view.row(visit, nameWidth: ExhibitView.width(of: Column.levels)))
    }
    say(ink(.dim, Paragraph.lines(Self.meaning(of: visits), indent: "  ")))
    if let first = visits.first { say(view.output(of: first)) }
    say("\n\(ink(.bold, "Without the namespace layer, and without one kernel layer"))\n")
    var same: [(visit: Visit, names: [String])] = []
    for column in Column.layers {
      let visit = try await museum.visit(exhibit, attack: attack, in: column)
      let name = column.name.replacing("without ", with: "")
      if let index = same.firstIndex(where: { $0.visit.isLike(visit) }) {
        same[index].names.append(name)
      } else {
        same.append((visit, [name]))
      }
    }
    for (visit, names) in same {
      let list = names.count == Column.layers.count ? "whichever" : names.joined(separator: ", ")
      say(Paragraph.lines("without \(list):", indent: "  ") + view.row(visit, name: " ", nameWidth: 1))
    }
    return visits
  }

  /// What the words mean that stand above.
  private static func meaning(of visits: [Visit]) -> String {
    let meanings: [Verdict: String] = [
      .escaped: "escaped: a secret from outside its process came out.",
      .reached:
        "reached: the flag that is planted in its process came out. What is refused after that, the kernel refuses.",
      .limited: "limited: it met a limit.", .crashed: "crashed: its process died; nothing else did.",
    ]
    return Verdict.allCases.filter { verdict in visits.contains { $0.verdict == verdict } }.compactMap { meanings[$0] }
      .joined(separator: " ")
  }

  /// Only a level's name can be right or wrong; for other words there is the run to compare with.
  func judge(_ guess: String, _ visits: [Visit]) {
    let levels = NamespaceLevel.named.filter { $0.value != .unrestricted }
    guard guess == "none" || levels.contains(where: { $0.key == guess }) else {
      return say("\nYou said: \(guess.escapedOnOneLine(atMost: 200))\n")
    }
    // An emptied `__builtins__` stops nearly everything, honest programs too.
    let stop = visits.dropFirst(2).first { !$0.verdict.isFallOfTheNamespace }?.column.name ?? "none"
    if guess == stop {
      say("\n" + ink(.green, "Right: ") + "of the levels from allowlist on, the first to stop it is \(stop).\n")
    } else {
      let said = guess == "empty-builtins" ? "which few programs can do anything with; " : ""
      say(
        "\n" + ink(.yellow, "Not quite: ")
          + "you said \(guess); \(said)of the levels from allowlist on, the first to stop it is \(stop).\n")
    }
  }

  func say(_ text: String) {
    // Nobody is left to tell if standard output is gone.
    try? StandardStream.output.write(text.utf8)
  }
}

extension Visit {
  /// Whether the same came of another, as far as people see.
  fileprivate func isLike(_ other: Visit) -> Bool {
    verdict == other.verdict && ending == other.ending && line == other.line && refusal == other.refusal
      && isAsExpected == other.isAsExpected
  }
}

extension String {
  var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
