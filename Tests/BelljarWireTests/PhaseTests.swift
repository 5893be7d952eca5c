import BelljarWire
import FuzzTargets
import Testing

@Suite("Which message is legal when")
struct PhaseTests {
  @Test(
    "The host's control channel",
    arguments: [
      (.greeting, [.greeting, .refused]), (.preparing, [.ready, .refused]),
      (.serving, [.forked, .forkFailed, .ended, .forksMeasured]),
    ] as [(HostControlPhase, Set<ServerReport.Kind>)])
  func hostControl(phase: HostControlPhase, legal: Set<ServerReport.Kind>) {
    expect(phase, accepts: legal, of: Samples.serverReports)
  }

  @Test(
    "The fork server's control channel",
    arguments: [(.preparing, [.prepare]), (.serving, [.fork, .adopt, .endFamily, .measureForks])]
      as [(ServerControlPhase, Set<ServerOrder.Kind>)])
  func serverControl(phase: ServerControlPhase, legal: Set<ServerOrder.Kind>) {
    expect(phase, accepts: legal, of: Samples.serverOrders)
  }

  @Test(
    "A child's channel, as the host sees it",
    arguments: [
      (.locking, [.listening, .waiting, .failed]), (.waiting, []), (.running, [.called, .completed]), (.answering, []),
      (.copying, [.copied]),
      (.completed, []),
    ]
      as [(HostChildPhase, Set<ChildReport.Kind>)])
  func hostChild(phase: HostChildPhase, legal: Set<ChildReport.Kind>) {
    expect(phase, accepts: legal, of: Samples.childReports)
  }

  @Test(
    "A child's channel, as the child sees it",
    arguments: [(.limits, [.limits, .copy]), (.program, [.program]), (.calling, [.answer])]
      as [(ChildPhase, Set<ChildOrder.Kind>)])
  func child(phase: ChildPhase, legal: Set<ChildOrder.Kind>) {
    expect(phase, accepts: legal, of: Samples.childOrders)
  }

  /// The samples hold every kind (see `RoundTripTests`).
  private func expect<Table: Phase>(
    _ phase: Table, accepts legal: Set<Table.Received.Kind>, of samples: [Table.Received]
  ) where Table.Received: Equatable {
    for sample in samples {
      #expect(phase.permits(sample.kind) == legal.contains(sample.kind))
      let payload = payload(of: sample)
      if legal.contains(sample.kind) {
        #expect((try? phase.decode(payload)) == sample)
      } else {
        let refusal = WireError.illegalInPhase(message: sample.kind.rawValue, phase: "\(phase)")
        #expect(throws: refusal) { try phase.decode(payload) }
      }
    }
  }

  @Test("A malformed message is refused in every phase, for what it is")
  func malformed() {
    for phase in [HostChildPhase.locking, .waiting, .running, .completed] {
      #expect(throws: WireError.malformedMessage("completed")) {
        try phase.decode(CBOR.array([.text("completed")]).encoded())
      }
      #expect(throws: WireError.unknownMessage) { try phase.decode(CBOR.array([.text("nothing")]).encoded()) }
      #expect(throws: WireError.lengthBeyondEnd) { try phase.decode([0x82]) }
    }
  }
}
