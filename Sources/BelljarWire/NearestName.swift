/// Finds what somebody may have meant.
package enum NearestName {
  /// The known name with the fewest changed, missing, added or swapped characters, or nil if none is near.
  package static func of(_ name: String, among known: some Sequence<String>) -> String? {
    // No known name is longer; and the time grows with the product of both lengths.
    guard name.count <= 100 else { return nil }
    let most = max(1, min(3, name.count / 3))
    return known.map { (name: $0, distance: distance(Array(name.lowercased()), Array($0.lowercased()))) }
      .filter { $0.distance <= most }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var least = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
