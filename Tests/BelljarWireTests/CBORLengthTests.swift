import BelljarWire
import Testing

/// The four major types whose head claims a length.
enum ClaimingType: UInt8, CaseIterable {
  case bytes = 2, text, array, map

  /// A head of the given argument size (0, 1, 2, 4 or 8 bytes).
  func head(_ claimed: UInt64, argumentSize: Int) -> [UInt8] {
    let low: UInt64 =
      switch argumentSize {
      case 0: claimed
      case 1: 24
      case 2: 25
      case 4: 26
      default: 27
      }
    let argument = (0..<argumentSize).reversed().map { UInt8(truncatingIfNeeded: claimed >> (UInt64($0) * 8)) }
    return [rawValue << 5 | UInt8(low)] + argument
  }

  /// Bytes of the smallest content of one unit: a byte, or an item of one byte, or two of them.
  var unit: Int { self == .map ? 2 : 1 }
}

@Suite("Lengths that lie")
struct CBORLengthTests {
  private static let argumentSizes = [0, 1, 2, 4, 8]

  @Test("A length that is exactly what is left is believed", arguments: ClaimingType.allCases, argumentSizes)
  func exact(type: ClaimingType, argumentSize: Int) throws {
    let content = [UInt8](repeating: 0, count: 5 * type.unit)
    #expect(throws: Never.self) { try CBOR(decoding: type.head(5, argumentSize: argumentSize) + content) }
  }

  @Test("A length one beyond what is left is refused", arguments: ClaimingType.allCases, argumentSizes)
  func oneBeyond(type: ClaimingType, argumentSize: Int) throws {
    for missing in 1...type.unit {
      let content = [UInt8](repeating: 0, count: 6 * type.unit - missing)
      #expect(throws: WireError.lengthBeyondEnd) {
        try CBOR(decoding: type.head(6, argumentSize: argumentSize) + content)
      }
    }
  }

  @Test("The largest length of every head size is refused", arguments: ClaimingType.allCases, argumentSizes)
  func largest(type: ClaimingType, argumentSize: Int) {
    let claimed: UInt64 =
      switch argumentSize {
      case 0: 23
      case 8: .max
      default: (1 << UInt64(argumentSize * 8)) - 1
      }
    for count in [0, 1, 16] {
      #expect(throws: WireError.lengthBeyondEnd) {
        try CBOR(decoding: type.head(claimed, argumentSize: argumentSize) + [UInt8](repeating: 0, count: count))
      }
    }
  }

  @Test(
    "Absurd lengths near 2^31, 2^32, 2^63 and 2^64 are refused before anything is allocated",
    arguments: ClaimingType.allCases)
  func absurd(type: ClaimingType) {
    for power in [31, 32, 62, 63] as [UInt64] {
      for offset in -2...2 {
        let claimed = (1 << power) &+ UInt64(bitPattern: Int64(offset))
        #expect(throws: WireError.lengthBeyondEnd, "\(claimed)") {
          try CBOR(decoding: type.head(claimed, argumentSize: 8) + [0, 0, 0, 0])
        }
      }
    }
    for claimed in [UInt64.max - 9, .max - 8, .max - 1, .max] {
      #expect(throws: WireError.lengthBeyondEnd, "\(claimed)") {
        try CBOR(decoding: type.head(claimed, argumentSize: 8) + [0, 0, 0, 0])
      }
    }
  }

  @Test("A lie deep inside an honest item is refused", arguments: ClaimingType.allCases)
  func nested(type: ClaimingType) {
    #expect(throws: WireError.lengthBeyondEnd) {
      try CBOR(decoding: [0x82, 0x81] + type.head(.max, argumentSize: 8) + [0, 0])
    }
  }
}
