import BelljarPolicy
import Testing

@Suite("Policies by chance")
struct MutatedPolicyTests {
  @Test("Whatever is changed in a file, it is a policy or its mistakes are told, each with its place")
  func mutated() throws {
    var generator = SplitMix64(state: 5)
    let pieces = [
      "&a ", "*a", "{", "}", "[", "]", "- ", ": ", "\n", "\t", "\"", "'", "|\n", ">", "#", "!", "%", "?", ",", "null",
      "5 s",
      "extends: ", "\u{e000}", "\u{feff}", "\r", "  ", "limits", "memory",
    ]
    for round in 0..<3000 {
      var text = Array(PolicyRoundTripTests.other.yaml)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: text.insert(contentsOf: pieces.randomElement(using: &generator) ?? "", at: place)
        case 1: text.removeSubrange(place..<min(text.count, place + 5))
        default: text.swapAt(place, Int.random(in: 0..<text.count, using: &generator))
        }
      }
      do throws(PolicyFileError) {
        _ = try PolicyFile(text: String(text), trustsPrelude: true)
      } catch {
        #expect(!error.mistakes.isEmpty, "\(round): \(String(text))")
        for mistake in error.mistakes {
          #expect(!mistake.sentence.isEmpty && mistake.line ?? 0 > 0 && mistake.column ?? 0 > 0, "\(mistake)")
        }
      }
    }
  }
}

/// The same numbers on every run.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
