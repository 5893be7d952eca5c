/// Shows control characters, and bytes that are not UTF-8, instead of letting a terminal obey them: ESC becomes
/// `\x1b`.
///
/// Output arrives in pieces that may end within a UTF-8 sequence; its bytes are held back until the rest has come.
struct ControlCharacterEscaper: Sendable {
  private let allowed: Set<UInt8>
  private var pending: [UInt8] = []

  /// Creates an escaper that lets the `allowed` control characters through: tab and line feed by default.
  init(allowed: Set<UInt8> = [UInt8(ascii: "\t"), UInt8(ascii: "\n")]) {
    self.allowed = allowed
  }

  mutating func escape(_ piece: some Sequence<UInt8>) -> [UInt8] {
    var shown: [UInt8] = []
    shown.reserveCapacity(piece.underestimatedCount)
    for byte in piece { take(byte, showing: &shown) }
    return shown
  }

  /// What is left when nothing more will come: a sequence without its end.
  mutating func finish() -> [UInt8] {
    defer { pending = [] }
    return pending.flatMap(Self.hexadecimal)
  }

  private mutating func take(_ byte: UInt8, showing shown: inout [UInt8]) {
    if let lead = pending.first {
      if Self.continuation(after: lead, at: pending.count).contains(byte) {
        pending.append(byte)
        if pending.count == Self.length(of: lead) {
          shown += Self.isC1Control(pending) ? Self.hexadecimal(byte) : pending
          pending = []
        }
        return
      }
      shown += finish()
    }
    switch byte {
    case 0x20..<0x7f: shown.append(byte)
    case 0xc2...0xf4: pending = [byte]
    case _ where allowed.contains(byte): shown.append(byte)
    default: shown += Self.hexadecimal(byte)
    }
  }

  /// U+0080 to U+009F, which some terminals take for ESC and a letter.
  private static func isC1Control(_ sequence: [UInt8]) -> Bool {
    sequence[0] == 0xc2 && sequence[1] < 0xa0
  }

  private static func length(of lead: UInt8) -> Int {
    lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  }

  /// The Unicode standard's table 3-7: the second byte rules out overlong forms, surrogates and what lies beyond
  /// U+10FFFF.
  private static func continuation(after lead: UInt8, at position: Int) -> ClosedRange<UInt8> {
    guard position == 1 else { return 0x80...0xbf }
    return switch lead {
    case 0xe0: 0xa0...0xbf
    case 0xed: 0x80...0x9f
    case 0xf0: 0x90...0xbf
    case 0xf4: 0x80...0x8f
    default: 0x80...0xbf
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
