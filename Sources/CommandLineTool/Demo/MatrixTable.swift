import Belljar
import BelljarMuseum

/// A matrix for a terminal: two tables, each of which fits into 80 columns.
struct MatrixTable {
  private let matrix: Matrix

  init(_ matrix: Matrix) { self.matrix = matrix }

  func text(_ ink: Ink) -> String {
    let levels = matrix.columns.indices.filter { matrix.columns[$0].isLevel }
    let layers = matrix.columns.indices.filter { !levels.contains($0) }
    return ink(.bold, "The namespace layer's levels, under \(matrix.layers)")
      + ink(.dim, "  Python \(matrix.version)") + "\n"
      + table(levels, ink, heading: { $0.heading }, cell: { $0 == .notApplicable ? "n/a" : $0.rawValue }, width: 8)
      + "\n" + ink(.bold, "No namespace layer, and one kernel layer given up") + "\n"
      + table(layers, ink, heading: { $0.heading }, cell: { String($0.letter) }, width: 6) + ink(.dim, Self.legend)
      + "\n"
      + summary(ink)
  }

  private static let legend = "E escaped, R reached, C crashed, L limited, · stopped, - not applicable"

  private func table(
    _ indices: [Int], _ ink: Ink, heading: (Column) -> String, cell: (Verdict) -> String, width: Int
  ) -> String {
    let names = min(25, (matrix.rows.map(\.exhibit.name.count).max() ?? 0) + 1)
    var text = String(repeating: " ", count: names + 2)
    text += indices.map { heading(matrix.columns[$0]).padded(to: width) }.joined().trimmingTrailingSpaces + "\n"
    var group = ""
    for row in matrix.rows {
      if row.exhibit.group != group {
        group = row.exhibit.group
        text += ink(.dim, group) + "\n"
      }
      text += "  " + String(row.exhibit.name.prefix(names - 1)).padded(to: names)
      for index in indices {
        let visit = row.visits[index]
        let word = cell(visit.verdict) + (visit.isAsExpected ? "" : "!")
        text += ink(visit.verdict, word) + String(repeating: " ", count: max(1, width - word.count))
      }
      text = text.trimmingTrailingSpaces + "\n"
    }
    return text
  }

  private func summary(_ ink: Ink) -> String {
    let (falls, escapes) = matrix.summary
    let contained =
      escapes == 0 ? ink(.green, "None got out of its process.") : ink(.alarm, "In \(escapes) cells something got out.")
    return "\n"
      + Paragraph.lines(falls + " With empty builtins most find no name to begin with: hardly a program runs there.")
      + contained + "\n"
  }
}

extension Column {
  /// A word of at most five letters.
  fileprivate var heading: String {
    switch self {
    case .level(.unrestricted): "unres"
    case .level(.emptyBuiltins): "empty"
    case .level(.allowlist): "allow"
    case .level(.restricted): "restr"
    case .level(.hardened): "hard"
    case .level(.audited): "audit"
    case .without(let layer): String(layer.rawValue.prefix(5))
    }
  }
}
