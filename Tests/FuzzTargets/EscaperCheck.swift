/// What the command shows on a terminal: text without control characters, the same in whatever pieces it arrives.
enum EscaperCheck {
  static func run(_ input: [UInt8]) throws(Violation) {
    var escaper = ControlCharacterEscaper()
    let shown = escaper.escape(input) + escaper.finish()
    guard let text = String(validating: shown, as: UTF8.self) else { throw Violation("it shows what is not UTF-8") }
    try require(!text.unicodeScalars.contains(where: isControl), "a control character comes through")
    try require(shown.count <= 4 * input.count, "it shows more than four characters for a byte")
    try require(pieces(input) == shown, "in pieces it shows something else")
    if let plain = String(validating: input, as: UTF8.self), !plain.unicodeScalars.contains(where: isControl) {
      try require(shown == input, "plain text is changed")
    }
  }

  /// The pieces' lengths come from the input itself.
  private static func pieces(_ input: [UInt8]) -> [UInt8] {
    var escaper = ControlCharacterEscaper()
    var shown: [UInt8] = []
    var rest = input[...]
    while let first = rest.first {
      let piece = rest.prefix(Int(first & 7) + 1)
      shown += escaper.escape(piece)
      rest = rest.dropFirst(piece.count)
    }
    return shown + escaper.finish()
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\t" && scalar != "\n"
  }

  static let seeds: [[UInt8]] =
    [
      "plain text\n\tindented", "\u{1b}[31mred\u{1b}[0m", "\u{1b}]0;title\u{7}", "caf\u{e9} \u{1F40D} \u{10ffff}\0",
      "\u{80}\u{9b}31m\u{9f}\u{a0}", "\"quoted\" back\\slash \u{7f}\r\n",
    ].map { Array($0.utf8) }
    + [
      [0xc2], [0xe2, 0x82], [0xf0, 0x9f, 0x90], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
      [0xe0, 0x80],
    ]
}
