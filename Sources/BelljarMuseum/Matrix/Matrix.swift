internal import Belljar

/// What came of exhibits in columns.
package struct Matrix: Sendable {
  /// Of Python, such as `3.11`.
  package let version: String
  package let columns: [Column]
  /// What the machine lacked.
  package let missing: [String]
  /// As ``Museum/layers``.
  package var layers: String { Museum.layers(without: missing) }
  package let rows: [Row]

  package struct Row: Sendable {
    package let exhibit: Exhibit
    /// By columns, in their order.
    package let visits: [Visit]

    package init(exhibit: Exhibit, visits: [Visit]) {
      self.exhibit = exhibit
      self.visits = visits
    }
  }

  /// The visits that did not go as their cards foretell.
  package var surprises: [(exhibit: Exhibit, visit: Visit)] {
    rows.flatMap { row in row.visits.filter { !$0.isAsExpected }.map { (row.exhibit, $0) } }
  }

  /// How many exhibits made the namespace layer fall, or crashed it, in a column.
  package func falls(in column: Column) -> Int {
    guard let index = columns.firstIndex(of: column) else { return 0 }
    return rows.count { $0.visits[index].verdict.isFallOfTheNamespace }
  }

  /// In how many exhibits the namespace layer fell, level by level, and whether something got out: sentences.
  package var summary: (falls: String, escapes: Int) {
    let falls = columns.compactMap { column -> String? in
      // Without any layer there is none to fall.
      guard case .level(let level) = column, level != .unrestricted else { return nil }
      return "\(self.falls(in: column)) at \(column.name)"
    }
    let escapes = rows.flatMap(\.visits).count { $0.verdict == .escaped }
    return ("Of \(rows.count) attacks, got through or crashed it: \(falls.joined(separator: ", ")).", escapes)
  }

  /// Visits every exhibit in every column, two columns at a time. `onVisit` is called after each visit, from any thread.
  ///
  /// - Throws: ``BelljarError`` if a room cannot be had.
  package init(
    of exhibits: [Exhibit], in columns: [Column] = Column.all, _ museum: Museum,
    onVisit: @escaping @Sendable (Exhibit, Visit) -> Void = { _, _ in }
  ) async throws {
    let visits = try await withThrowingTaskGroup(of: (Column, [(exhibit: Exhibit, visit: Visit)]).self) { group in
      var found: [Column: [String: Visit]] = [:]
      var waiting = columns[...]
      func startNext() {
        guard let column = waiting.popFirst() else { return }
        group.addTask { (column, try await museum.visits(to: exhibits, in: column, onVisit: onVisit)) }
      }
      startNext()
      startNext()
      for try await (column, visits) in group {
        found[column] = Dictionary(
          visits.map { ($0.exhibit.name, $0.visit) }, uniquingKeysWith: { _, last in last })
        startNext()
      }
      return found
    }
    version = museum.version
    missing = museum.missingNames
    self.columns = columns
    rows = exhibits.map { exhibit in
      Row(exhibit: exhibit, visits: columns.compactMap { visits[$0]?[exhibit.name] })
    }
  }

  /// What the cards foretell, without a run.
  package init(expectedOf exhibits: [Exhibit], in columns: [Column] = Column.all, version: String) {
    self.version = version
    missing = []
    self.columns = columns
    rows = exhibits.map { exhibit in
      Row(
        exhibit: exhibit,
        visits: columns.map { column in
          if let reason = exhibit.card.notApplicable[version] { return .notApplicable(column, because: reason) }
          let expected = exhibit.card.expected.verdict(column, version: version)
          return Visit(
            column: column, verdict: expected ?? .stopped, expected: expected, ending: "", line: nil, denials: [],
            output: "")
        })
    }
  }
}
