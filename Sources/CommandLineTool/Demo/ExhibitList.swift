import BelljarMuseum

/// The exhibits, by groups.
struct ExhibitList {
  private let exhibition: Exhibition
  private let groups: [String]

  /// Of one group, or of all.
  init(_ exhibition: Exhibition, group: String? = nil) {
    self.exhibition = exhibition
    groups = group.map { [$0] } ?? exhibition.groups
  }

  func text(_ ink: Ink) -> String {
    let nameWidth = exhibition.exhibits.map(\.name.count).max() ?? 0
    let hint = Paragraph.lines(
      "See one with `belljar demo subclass-walk`, or take `belljar demo tour`; `belljar demo --all` compares them, and with `belljar "
        + "demo challenge` you write one.")
    var text = Paragraph.lines(
      "\(exhibition.exhibits.count) attacks on sandboxes inside Python. Each really runs, contained.")
    for group in groups {
      text += "\n\(ink(.bold, group))\n"
      for exhibit in exhibition.exhibits where exhibit.group == group {
        let summary = Paragraph.fitting(exhibit.card.summary.escapedOnOneLine(), after: nameWidth + 4)
        text += "  \(ink(.cyan, exhibit.name.padded(to: nameWidth)))  \(summary)\n"
      }
    }
    return text + "\n" + hint
  }
}
