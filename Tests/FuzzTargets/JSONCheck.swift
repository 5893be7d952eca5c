/// A program's text as a JSON string: without control characters, and the same text for who reads it.
enum JSONCheck {
  static func run(_ input: [UInt8]) throws(Violation) {
    let text = String(decoding: input, as: UTF8.self)
    let quoted = JSON.string(text).text
    try require(
      !quoted.unicodeScalars.contains { $0.properties.generalCategory == .control }, "a control character comes through"
    )
    guard let read = read(quoted) else { throw Violation("\(quoted) is no JSON string") }
    try require(read.utf8.elementsEqual(text.utf8), "\(quoted) reads as another text")
  }

  /// The text of a JSON string, by RFC 8259; nil if it is none.
  private static func read(_ quoted: String) -> String? {
    var scalars = Substring(quoted).unicodeScalars
    guard scalars.popFirst() == "\"" else { return nil }
    var text = String.UnicodeScalarView()
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"": return scalars.isEmpty ? String(text) : nil
      case "\u{0}"..."\u{1f}": return nil
      case "\\":
        guard let escaped = escaped(&scalars) else { return nil }
        text.append(escaped)
      default: text.append(scalar)
      }
    }
    return nil
  }

  private static func escaped(_ scalars: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
    switch scalars.popFirst() {
    case "\"": return "\""
    case "\\": return "\\"
    case "n": return "\n"
    case "t": return "\t"
    case "u":
      let digits = String(scalars.prefix(4))
      scalars = scalars.dropFirst(4)
      return digits.count == 4 ? UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) : nil
    default: return nil
    }
  }
}
