internal import BelljarWire

extension String {
  /// The sentence that refuses a name among these.
  package func isNotOne(of known: [String], called kind: String) -> String {
    if let nearest = NearestName.of(self, among: known) {
      "'\(shortened)' is not \(kind); the nearest is '\(nearest)'"
    } else {
      "'\(shortened)' is not \(kind); there are \(known.joined(separator: ", "))"
    }
  }
}
