import BelljarMuseum

/// The exhibits, by groups.
struct ExhibitList {
  private let exhibition: Exhibition

  init(_ exhibition: Exhibition) { self.exhibition = exhibition }

  func text(_ ink: Ink) -> String {
    let nameWidth = exhibition.exhibits.map(\.name.count).max() ?? 0
    var text = Paragraph.lines(
      "\(exhibition.exhibits.count) attacks on sandboxes inside Python. Each really runs, contained. See one with `belljar demo "
        + "\(exhibition.exhibits.first?.name ?? "NAME")`, or take `belljar demo tour`.")
    for group in exhibition.groups {
      text += "\n\(ink(.bold, group))\n"
      for exhibit in exhibition.exhibits where exhibit.group == group {
        let summary = Paragraph.fitting(exhibit.card.summary.escapedOnOneLine(), after: nameWidth + 4)
        text += "  \(ink(.cyan, exhibit.name.padded(to: nameWidth)))  \(summary)\n"
      }
    }
    return text
  }
}
