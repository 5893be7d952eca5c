import BelljarWire

/// The phases in which each receiver can be.
enum Phases {
  static let serverControl: [ServerControlPhase] = [.preparing, .serving]
  static let hostControl: [HostControlPhase] = [.greeting, .preparing, .serving]
  static let child: [ChildPhase] = [.limits, .program]
  static let hostChild: [HostChildPhase] = [.locking, .waiting, .running, .completed]
}

/// One message's payload: what is decoded comes back from its own encoding, and is taken in the phases that permit it
/// and in no other.
enum MessageCheck {
  static func run<Listening: Phase>(
    _ input: [UInt8], in phases: [Listening], _ meter: AllocationMeter
  ) throws(Violation) where Listening.Received: Equatable {
    let decoded = try meter.expect(atMost: ItemCheck.bytesPerByte, each: input.count) {
      try? Listening.Received(payload: input)
    }
    guard let message = decoded else { return }
    let encoded = payload(of: message)
    try require(encoded.count <= input.count, "the shortest form is longer than the input")
    try require((try? Listening.Received(payload: encoded)) == message, "\(message) does not come back")
    for phase in phases {
      let taken = try? phase.decode(input)
      try require(taken == (phase.permits(message.kind) ? message : nil), "\(phase) and \(message.kind)")
    }
  }
}
