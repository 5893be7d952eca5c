/// Rows of text as a table: aligned, or in Markdown.
struct Table {
  let header: [String]
  private(set) var rows: [[String]] = []

  init(_ header: [String]) { self.header = header }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The first column to the left, the others to the right.
  func text(asMarkdown: Bool) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    var lines = all.map { row in
      let cells = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + space : space + row[column]
      }
      return asMarkdown ? "| \(cells.joined(separator: " | ")) |" : cells.joined(separator: "  ")
    }
    if asMarkdown {
      let rules = header.indices.map { $0 == 0 ? "---" : "---:" }
      lines.insert("| \(rules.joined(separator: " | ")) |", at: 1)
    }
    return lines.joined(separator: "\n")
  }
}

extension Double {
  /// Three figures, with thousands marked; whole numbers without decimals.
  var text: String {
    if self == rounded(), abs(self) < 1000 { return String(Int(self)) }
    let decimals = abs(self) >= 100 ? 0 : abs(self) >= 10 ? 1 : 2
    let scale = [1.0, 10, 100][decimals]
    let scaled = Int((abs(self) * scale).rounded())
    let whole = String(scaled / Int(scale))
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { grouped += "," }
      grouped.append(digit)
    }
    let fraction = String(scaled % Int(scale))
    let tail = decimals == 0 ? "" : "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    return (self < 0 ? "-" : "") + grouped + tail
  }
}
