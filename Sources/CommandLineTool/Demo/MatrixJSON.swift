import BelljarMuseum

extension Matrix {
  /// What `belljar demo --all --json` prints. A change that could break a reader needs a new `schema`.
  var json: JSON {
    [
      "schema": .integer(1),
      "python": .string(version),
      "missing": JSON(missing),
      "columns": JSON(columns.map(\.name)),
      "exhibits": .array(
        rows.map { row in
          [
            "name": .string(row.exhibit.name), "group": .string(row.exhibit.group),
            "title": .string(row.exhibit.card.title),
            "visits": .array(row.visits.map(\.json)),
          ]
        }),
      "surprises": .integer(surprises.count),
    ]
  }
}

extension Visit {
  fileprivate var json: JSON {
    [
      "column": .string(column.name), "verdict": .string(verdict.rawValue), "expected": JSON(expected?.rawValue),
      "ending": .string(ending), "line": JSON(line),
    ]
  }
}
