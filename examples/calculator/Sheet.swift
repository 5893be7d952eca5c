import Belljar

/// What a cell holds or came to.
enum Cell: Sendable {
  case value(PythonValue)
  /// A text for the user, as `#DIV/0!` is in a spreadsheet.
  case error(String)
}

/// A column whose cells are computed.
struct FormulaColumn: Sendable {
  var name: String
  /// A Python expression.
  var formula: String
  /// The columns that it uses, each of which is an input by its name.
  var uses: [String]
  /// What one cell's formula may take: no more than the policy gives.
  var limits: Limits
}

struct Row: Sendable {
  var cells: [String: Cell]
  /// Formulas that users typed into single cells, by column.
  var ownFormulas: [String: String] = [:]
}

struct Sheet: Sendable {
  var rows: [Row]
  /// In the order in which they are computed: a column may use those before it.
  var columns: [FormulaColumn]

  /// The sheet with all formulas computed: column by column, and all cells of a column at once. The sandbox lets as many
  /// run as is good for the machine; the others wait their turn.
  func recalculated(on sandbox: Sandbox) async throws -> Sheet {
    var sheet = self
    for column in columns {
      try await withThrowingTaskGroup(of: (Int, Cell).self) { group in
        for (index, row) in sheet.rows.enumerated() {
          group.addTask { (index, try await row.cell(column, on: sandbox)) }
        }
        for try await (index, cell) in group { sheet.rows[index].cells[column.name] = cell }
      }
    }
    return sheet
  }
}
