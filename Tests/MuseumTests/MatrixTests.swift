import Belljar
import BelljarMuseum
import Testing

/// The museum is the project's regression suite: every exhibit, at every level and with each kernel layer removed.
@Suite("The matrix", .serialized)
struct MatrixTests {
  @Test("Each exhibit's verdicts are those that its card foretells, and at every level all are contained")
  func allOfThem() async throws {
    let museum = try await Museum()
    let exhibits = try Exhibition.own().exhibits
    let matrix = try await Matrix(of: exhibits, museum)
    for (exhibit, visit) in matrix.surprises {
      Issue.record(
        "\(exhibit.name), \(visit.column.name): \(visit.verdict.rawValue), not \(visit.expected?.rawValue ?? ""): \(visit.ending)"
      )
    }
    for row in matrix.rows {
      #expect(row.visits.count == Column.all.count)
      for visit in row.visits {
        if case .level = visit.column {
          #expect(visit.verdict.isContained, "\(row.exhibit.name), \(visit.column.name)")
        }
        // What cannot be visited says why.
        if visit.verdict == .notApplicable { #expect(!visit.ending.isEmpty) }
      }
    }
    guard museum.missing.isEmpty else { return }
    let visited = matrix.rows.flatMap(\.visits).count { $0.verdict != .notApplicable }
    #expect(visited > matrix.rows.count * Column.all.count * 9 / 10)
  }
}
