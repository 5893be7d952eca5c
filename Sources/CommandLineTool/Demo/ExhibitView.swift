import Belljar
import BelljarMuseum

/// The parts of an exhibit as text for a terminal. What a folder holds is shown, not obeyed: control characters are escaped.
struct ExhibitView {
  let exhibit: Exhibit
  let ink: Ink

  var heading: String {
    let origin = exhibit.card.origin
    let facts = [origin.date, origin.cve].compactMap(\.self).joined(separator: ", ")
    return "\(ink(.bold, plain(exhibit.card.title)))  \(ink(.dim, "\(exhibit.group)/\(exhibit.name)"))\n"
      + Paragraph.lines(plain(origin.text) + " (\(plain(facts)))")
  }

  /// With line numbers, as endings name them.
  var attack: String { Self.source(exhibit.attack, ink) }

  static func source(_ attack: String, _ ink: Ink) -> String {
    Exhibit.lines(of: attack).enumerated().map { index, line in
      let text = line.escapedOnOneLine()
      let number = "\(index + 1)"
      let gutter = String(repeating: " ", count: max(0, 4 - number.count)) + number + "  "
      return ink(.dim, gutter)
        + Paragraph.folded(ink.isOn ? PythonColours.source(text) : text, after: gutter.count) + "\n"
    }.joined()
  }

  var mechanism: String { section("How it works", exhibit.card.mechanism) }

  /// What follows the run.
  var lesson: String {
    let card = exhibit.card
    let stop = card.stoppedFirstBy.map { "Stopped first by the level \($0.writtenName)" } ?? "No level stops it"
    return section(stop, card.then) + section("Contained by \(card.containedBy.name)", card.containment)
      + section("The lesson", card.lesson) + section("Source", card.origin.reference)
  }

  func section(_ name: String, _ text: String) -> String {
    "\n\(ink(.bold, name))\n" + Paragraph.lines(plain(text), indent: "  ")
  }

  /// How wide the names of columns are.
  static func width(of columns: [Column]) -> Int { columns.map(\.name.count).max() ?? 0 }

  /// One column's verdict, with what ended it.
  func row(_ visit: Visit, nameWidth: Int) -> String {
    let words = 7
    let word = visit.verdict == .notApplicable ? "n/a" : visit.verdict.rawValue
    let place = visit.line.map { "line \($0): " } ?? ""
    let start = "  \(visit.column.name.padded(to: nameWidth))  "
    let ending = (place + visit.ending).joinedLines.escapedOnOneLine()
    let shown = Paragraph.fitting(ending, after: start.count + words + 2)
    let surprise = visit.isAsExpected ? "" : ink(.alarm, " not as foretold: \(visit.expected?.rawValue ?? "") ")
    return start + ink(visit.verdict, word.padded(to: words)) + "  " + ink(.dim, shown) + surprise
      + "\n"
  }

  private func plain(_ text: String) -> String { text.escapedOnOneLine() }
}
