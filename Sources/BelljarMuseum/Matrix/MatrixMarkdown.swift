import Belljar

/// A matrix as tables in Markdown, one for each group.
package struct MatrixMarkdown: Sendable {
  private let matrix: Matrix

  package init(_ matrix: Matrix) { self.matrix = matrix }

  package var text: String {
    var groups: [String] = []
    for row in matrix.rows where groups.last != row.exhibit.group { groups.append(row.exhibit.group) }
    return groups.map { group in
      "### \(group)\n\n" + table(matrix.rows.filter { $0.exhibit.group == group })
    }.joined(separator: "\n")
      + "\n### Other versions of Python\n\n" + VersionDifferences(of: matrix.rows.map(\.exhibit)).text
  }

  private func table(_ rows: [Matrix.Row]) -> String {
    let levels = matrix.columns.filter(\.isLevel)
    var text = "| exhibit | \(levels.map(\.name).joined(separator: " | ")) | without a kernel layer |\n"
    text += "| --- |\(String(repeating: " --- |", count: levels.count + 1))\n"
    for row in rows {
      let cells = zip(matrix.columns, row.visits).compactMap { column, visit in
        column.isLevel ? visit.verdict.rawValue : nil
      }
      text +=
        "| [\(row.exhibit.name)](../Sources/BelljarMuseum/Exhibits/\(row.exhibit.group)/\(row.exhibit.name)/attack.py) | "
      text += "\(cells.joined(separator: " | ")) | \(differences(row)) |\n"
    }
    return text
  }

  /// What differs from the level without a namespace layer when one of the kernel's is given up too.
  private func differences(_ row: Matrix.Row) -> String {
    guard let base = zip(matrix.columns, row.visits).first(where: { $0.0 == .level(.unrestricted) })?.1 else {
      return ""
    }
    let others = zip(matrix.columns, row.visits).filter { !$0.isLevel && $1.verdict != base.verdict }
    // Where the machine lacks a layer.
    if base.verdict != .notApplicable, matrix.missing.isEmpty == false { return "not run here" }
    return others.isEmpty
      ? "the same" : others.map { "\($0.1.verdict.rawValue) \($0.0.name)" }.joined(separator: ", ")
  }
}

/// How the verdicts that cards foretell differ between versions of Python.
package struct VersionDifferences: Sendable {
  private let exhibits: [Exhibit]
  private let base: String
  private let others: [String]

  package init(of exhibits: [Exhibit], base: String = "3.11", others: [String] = ["3.12", "3.13"]) {
    self.exhibits = exhibits
    self.base = base
    self.others = others
  }

  /// A row for each exhibit and version that differs.
  package var text: String {
    var text = "| exhibit | Python | what differs from \(base) |\n| --- | --- | --- |\n"
    let first = Matrix(expectedOf: exhibits, version: base)
    for version in others {
      for (row, other) in zip(first.rows, Matrix(expectedOf: exhibits, version: version).rows) {
        if let reason = row.exhibit.card.notApplicable[version] {
          text += "| \(row.exhibit.name) | \(version) | not applicable: \(reason) |\n"
          continue
        }
        let cells = zip(row.visits, other.visits).filter { before, now in
          guard case .without = before.column, let first = row.visits.first, let otherFirst = other.visits.first else {
            return before.verdict != now.verdict
          }
          // Without a layer it is as at the first level, unless something else is said.
          return before.verdict != now.verdict && (before.verdict != first.verdict || now.verdict != otherFirst.verdict)
        }
        guard !cells.isEmpty else { continue }
        let words = cells.map { "\($1.column.name): \($1.verdict.rawValue), not \($0.verdict.rawValue)" }
        text += "| \(row.exhibit.name) | \(version) | \(words.joined(separator: "; ")) |\n"
      }
    }
    return text
  }
}
