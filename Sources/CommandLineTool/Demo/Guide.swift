import Belljar
import BelljarMuseum

/// Shows exhibits to a learner.
struct Guide {
  let museum: Museum
  /// Whether somebody is there to answer.
  let asksQuestions: Bool
  let ink = Ink.standard

  /// The attack, a question, the run level by level, and the lesson.
  func show(_ exhibit: Exhibit) async throws {
    let view = ExhibitView(exhibit: exhibit, ink: ink)
    say(view.heading + "\n" + view.attack + view.mechanism)
    let guess = asksQuestions ? ask(exhibit) : nil
    try await run(exhibit)
    if let guess { say("\n" + answer(to: guess, exhibit)) }
    say(view.lesson)
  }

  /// Runs it, or a learner's change of it, in every column.
  func run(_ exhibit: Exhibit, attack: String? = nil) async throws {
    let view = ExhibitView(exhibit: exhibit, ink: ink)
    say("\n\(ink(.bold, "What came of it"))" + ink(.dim, "  Python \(museum.version), every kernel layer") + "\n")
    var first: Verdict?
    for try await visit in museum.visits(to: exhibit, attack: attack, in: Column.levels) {
      first = first ?? visit.verdict
      say(view.row(visit, nameWidth: ExhibitView.width(of: Column.levels)))
    }
    say("\n\(ink(.bold, "Without the namespace layer, and without one kernel layer"))\n")
    var likeTheFirst: [String] = []
    for try await visit in museum.visits(to: exhibit, attack: attack, in: Column.layers) {
      if visit.verdict == first, visit.isAsExpected {
        likeTheFirst.append(visit.column.name.replacing("without ", with: ""))
      } else {
        say(view.row(visit, nameWidth: ExhibitView.width(of: Column.layers)))
      }
    }
    if let first, !likeTheFirst.isEmpty {
      let which =
        likeTheFirst.count == Column.layers.count ? "whichever is given up" : likeTheFirst.joined(separator: ", ")
      say(Paragraph.lines("\(first.rawValue): \(which)", indent: "  "))
    }
  }

  private func ask(_ exhibit: Exhibit) -> String? {
    say("\n\(ink(.cyan, "?")) " + exhibit.card.prediction.escapedOnOneLine() + "\n")
    say(ink(.dim, "  A level, \"none\", or your own words; Enter to see: "))
    guard let answer = readLine(), !answer.allSatisfy(\.isWhitespace) else { return nil }
    return answer.trimmingSpaces
  }

  /// Only a level's name can be right or wrong; for other words there is the run to compare with.
  private func answer(to guess: String, _ exhibit: Exhibit) -> String {
    let right = exhibit.card.stoppedFirstBy?.writtenName ?? "none"
    let isName = guess == "none" || NamespaceLevel.named.contains { $0.key == guess }
    guard isName else { return "You said: \(guess.escapedOnOneLine(atMost: 200))\n" }
    return guess == right
      ? ink(.green, "Right: ") + "the first to stop it is \(right).\n"
      : ink(.yellow, "Not quite: ") + "you said \(guess); the first to stop it is \(right).\n"
  }

  func say(_ text: String) {
    // Nobody is left to tell if standard output is gone.
    try? StandardStream.output.write(text.utf8)
  }
}

extension String {
  var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
