import BelljarWire
import FuzzTargets
import Testing

@Suite("Mutated bytes")
struct MutationFuzzTests {
  private static let rounds = 200_000

  @Test("No mutated item traps, and what is decoded encodes to what decodes to the same")
  func items() {
    let seeds = CBORExamples.all.map { bytes(hex: $0.hex) } + Samples.payloads
    var mutator = Mutator(seed: 0xbe11, payloads: seeds)
    for _ in 0..<Self.rounds {
      guard let item = try? CBOR(decoding: mutator.next()) else { continue }
      let encoded = item.encoded()
      // By bytes: NaN is not equal to itself.
      guard (try? CBOR(decoding: encoded))?.encoded() == encoded else {
        Issue.record("\(item) does not come back")
        return
      }
    }
  }

  @Test("No mutated order to the fork server traps") func serverOrders() throws { try fuzz(Samples.serverOrders, 1) }
  @Test("No mutated report of the fork server traps") func serverReports() throws { try fuzz(Samples.serverReports, 2) }
  @Test("No mutated order to a child traps") func childOrders() throws { try fuzz(Samples.childOrders, 3) }
  @Test("No mutated report of a child traps") func childReports() throws { try fuzz(Samples.childReports, 4) }

  private func fuzz<Decoded: Message & Equatable>(_ samples: [Decoded], _ seed: UInt64) throws {
    var mutator = Mutator(seed: seed, payloads: samples.map(payload))
    var decoded = 0
    for _ in 0..<Self.rounds {
      guard let message = try? Decoded(payload: mutator.next()) else { continue }
      decoded += 1
      guard (try? Decoded(payload: payload(of: message))) == message else {
        Issue.record("\(message) does not come back")
        return
      }
    }
    // Else the mutations are so coarse that they test the first check only.
    #expect(decoded > Self.rounds / 100)
  }
}
