/// Finds what somebody may have meant.
package enum Nearest {
  /// The candidate that takes the fewest changes of a letter to get to, if that is at most a third of the name.
  package static func match(_ name: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, name.utf8.count / 3)
    let scored = candidates.map { (distance: distance(Array(name.utf8), Array($0.utf8)), name: $0) }
    return scored.min { ($0.distance, $0.name) < ($1.distance, $1.name) }.flatMap {
      $0.distance <= limit ? $0.name : nil
    }
  }

  /// Letters to insert, delete, replace, or exchange with their neighbour.
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    guard abs(first.count - second.count) < 16, second.count < 256, first.count < 256 else { return .max }
    var rows = [Array(0...second.count)]
    for (index, byte) in first.enumerated() {
      var row = [index + 1]
      for (column, other) in second.enumerated() {
        var cost = min(rows[index][column + 1] + 1, row[column] + 1, rows[index][column] + (byte == other ? 0 : 1))
        if index > 0, column > 0, byte == second[column - 1], first[index - 1] == other {
          cost = min(cost, rows[index - 1][column - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[first.count][second.count]
  }
}
