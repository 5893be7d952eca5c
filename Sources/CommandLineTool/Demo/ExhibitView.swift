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
      let number = "\(index + 1)"
      let gutter = String(repeating: " ", count: max(0, 4 - number.count)) + number + "  "
      let pieces = Paragraph.folded(line.escapedOnOneLine().showingDirections, after: gutter.count)
      let isComment = line.trimmingSpaces.hasPrefix("#")
      let coloured = pieces.map { piece in
        isComment ? ink(.dim, piece) : ink.isOn ? PythonColours.source(piece) : piece
      }
      return ink(.dim, gutter) + coloured.joined(separator: "\n" + String(repeating: " ", count: gutter.count)) + "\n"
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
  func row(_ visit: Visit, name: String? = nil, nameWidth: Int) -> String {
    let words = 7
    let word = visit.verdict == .notApplicable ? "n/a" : visit.verdict.rawValue
    let start = "  \((name ?? visit.column.name).padded(to: nameWidth))  "
    let parts = [visit.line.map { "line \($0): \(visit.ending)" } ?? visit.ending, visit.refusal].compactMap(\.self)
    let indent = String(repeating: " ", count: start.count + words + 2)
    let ending = Paragraph.lines(
      plain(parts.joined(separator: "; ").joinedLines), width: Paragraph.row, indent: indent)
    let foretold = visit.isAsExpected ? "" : " " + ink(.alarm, "(foretold: \(visit.expected?.rawValue ?? ""))")
    return start + ink(visit.verdict, word.padded(to: words)) + "  "
      + ink(.dim, ending.dropFirst(indent.count).dropLast()) + foretold
      + "\n"
  }

  /// What the attack wrote, its first lines.
  func output(of visit: Visit) -> String { Self.output(of: visit, ink) }

  static func output(of visit: Visit, _ ink: Ink) -> String {
    let lines = visit.output.split(separator: "\n")
    guard !lines.isEmpty else { return "" }
    let shown = lines.prefix(12).map { "  " + String($0).escapedOnOneLine(atMost: 200) + "\n" }.joined()
    return "\n\(ink(.bold, "What it wrote"))" + ink(.dim, "  at \(visit.column.name)") + "\n" + shown
      + (lines.count > 12 ? ink(.dim, "  and \(lines.count - 12) lines more\n") : "")
  }

  private func plain(_ text: String) -> String { text.escapedOnOneLine() }
}

extension String {
  /// With those signs shown that make a text run the other way: what is read is then what is run.
  fileprivate var showingDirections: String {
    String(
      flatMap { character -> [Character] in
        guard let scalar = character.unicodeScalars.first, scalar.properties.isBidiControl else { return [character] }
        return Array("\\u{\(String(scalar.value, radix: 16))}")
      })
  }
}
