internal import Belljar

/// Bounds what YAML's aliases could blow up, before the parser sees them: an alias is a copy of a node that may hold aliases
/// itself, and comparing a map's keys walks through all copies.
///
/// It knows nothing of quotes, comments and blocks of text, because what it overlooks the parser would meet: whatever could be an
/// anchor or an alias counts. A few are let through, and refused exactly when they have been parsed.
enum AliasBound {
  private static let maximumCopies = 10_000.0

  /// The first that could be an anchor, if there are too many.
  static func excess(in text: String, file: String) -> PolicyPlace? {
    var (anchors, aliases) = (0, 0)
    var first: PolicyPlace?
    var (line, column) = (1, 1)
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if isNameScalar(scalar) {
        if previous == "&" {
          anchors += 1
          first = first ?? PolicyPlace(file: file, line: line, column: column - 1)
        } else if previous == "*" {
          aliases += 1
        }
      }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      previous = scalar
    }
    guard anchors > 0, aliases > 0 else { return nil }
    // The worst is that each anchor's node holds the one before as often as the others.
    let copies = 1 + Double(aliases) / Double(anchors)
    var total = 1.0
    for _ in 0..<anchors {
      total *= copies
      if total > maximumCopies { return first }
    }
    return nil
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
  }
}
