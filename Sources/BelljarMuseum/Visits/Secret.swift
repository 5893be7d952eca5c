/// A text that nobody can know who was not shown it.
package struct Secret: Sendable, Hashable {
  /// Where the flag stands in the worker's environment.
  static let flagVariable = "MUSEUM_FLAG"

  package let text: String

  /// A random one: 96 bits, from the system's generator.
  package init(_ kind: String) {
    var generator = SystemRandomNumberGenerator()
    let words = (0..<3).map { _ in
      let digits = String(UInt32.random(in: .min ... .max, using: &generator), radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }
    text = "\(kind)-\(words.joined())"
  }

  /// One that somebody else has drawn.
  init(known text: String) { self.text = text }
}
