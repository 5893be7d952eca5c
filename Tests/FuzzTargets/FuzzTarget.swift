/// A decoder, or another parser of bytes that the host does not write itself, with the properties that hold for every
/// input.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// A byte stream cut into frames.
  case frames
  /// One CBOR item.
  case items
  /// A Python value.
  case values
  /// The payload of one message, by who sends it.
  case serverOrders, serverReports, childOrders, childReports
  /// A worker's and a child's byte streams, up to the verdict on the run.
  case verdicts
  /// What the command prints of a program's output on a terminal, and in JSON.
  case escaper, json
  /// A limit as a user writes it.
  case quantities
  /// A policy file.
  case policies

  /// Checks every property for one input.
  package func check(_ input: [UInt8], meter: AllocationMeter = .none) throws(Violation) {
    switch self {
    case .frames: try FrameCheck.run(input, meter)
    case .items: try ItemCheck.run(input, meter)
    case .values: try ValueCheck.run(input, meter)
    case .serverOrders: try MessageCheck.run(input, in: Phases.serverControl, meter)
    case .serverReports: try MessageCheck.run(input, in: Phases.hostControl, meter)
    case .childOrders: try MessageCheck.run(input, in: Phases.child, meter)
    case .childReports: try MessageCheck.run(input, in: Phases.hostChild, meter)
    case .verdicts: try VerdictCheck.run(input, meter)
    case .escaper: try EscaperCheck.run(input)
    case .json: try JSONCheck.run(input)
    case .quantities: try QuantityCheck.run(input)
    case .policies: try PolicyCheck.run(input)
    }
  }

  /// Inputs to begin with: what the real encoders write, and what users do.
  package var seeds: [[UInt8]] {
    switch self {
    case .frames: FrameCheck.seeds
    case .items: ItemCheck.seeds
    case .values: ValueCheck.seeds
    case .serverOrders: Samples.serverOrders.map(payload)
    case .serverReports: Samples.serverReports.map(payload)
    case .childOrders: Samples.childOrders.map(payload)
    case .childReports: Samples.childReports.map(payload)
    case .verdicts: VerdictCheck.seeds
    case .escaper, .json: EscaperCheck.seeds
    case .quantities: QuantityCheck.seeds
    case .policies: PolicyCheck.seeds
    }
  }
}
