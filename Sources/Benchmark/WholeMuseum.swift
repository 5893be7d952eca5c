import BelljarMuseum

/// Every exhibit of `belljar demo --all`, in every column. The one target that is a time and no ratio: whoever learns waits for it.
enum WholeMuseum {
  static let time = Measure("belljar demo --all", .milliseconds)
  static let visits = Measure("its visits", .count)

  static func measure(into results: inout Results) async throws {
    let exhibits = try Exhibition.own().exhibits
    let start = now()
    let matrix = try await Matrix(of: exhibits, try await Museum())
    results.add(time, round: [(now() - start) / 1000])
    results.add(visits, round: [Double(matrix.rows.count * matrix.columns.count)])
    for (exhibit, visit) in matrix.surprises {
      results.note("\(exhibit.name), \(visit.column.name): \(visit.verdict.rawValue), which is not as foretold")
    }
  }
}
