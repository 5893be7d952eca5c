/// Which message is legal when. Anything else ends the connection: the peer is broken, or not who it should be.
///
/// | channel, receiver | phase | legal |
/// | --- | --- | --- |
/// | control, host | greeting | greeting, refused |
/// | | preparing | ready, refused |
/// | | serving | forked, forkFailed, ended |
/// | control, fork server | preparing | prepare |
/// | | serving | fork |
/// | child, host | locking | waiting, failed |
/// | | waiting | (nothing) |
/// | | running | completed |
/// | | completed | (nothing) |
/// | child, child | limits | limits |
/// | | program | program |
package protocol Phase: Sendable {
  associatedtype Received: Message
  var legal: Set<Received.Kind> { get }
}

extension Phase {
  /// Decodes a frame's payload, if its message is legal in this phase.
  package func decode(_ payload: [UInt8]) throws(WireError) -> Received {
    let message = try Received(payload: payload)
    guard legal.contains(message.kind) else {
      throw .illegalInPhase(message: message.kind.rawValue, phase: "\(self)")
    }
    return message
  }
}

/// The control channel, as the host sees it.
package enum HostControlPhase: Phase {
  case greeting, preparing, serving

  package typealias Received = ServerReport

  package var legal: Set<ServerReport.Kind> {
    switch self {
    case .greeting: [.greeting, .refused]
    case .preparing: [.ready, .refused]
    case .serving: [.forked, .forkFailed, .ended]
    }
  }
}

/// The control channel, as the fork server sees it.
package enum ServerControlPhase: Phase {
  case preparing, serving

  package typealias Received = ServerOrder

  package var legal: Set<ServerOrder.Kind> {
    switch self {
    case .preparing: [.prepare]
    case .serving: [.fork]
    }
  }
}

/// A child's channel, as the host sees it.
package enum HostChildPhase: Phase {
  case locking, waiting, running, completed

  package typealias Received = ChildReport

  package var legal: Set<ChildReport.Kind> {
    switch self {
    case .locking: [.waiting, .failed]
    case .waiting, .completed: []
    case .running: [.completed]
    }
  }
}

/// A child's channel, as the child sees it.
package enum ChildPhase: Phase {
  case limits, program

  package typealias Received = ChildOrder

  package var legal: Set<ChildOrder.Kind> {
    switch self {
    case .limits: [.limits]
    case .program: [.program]
    }
  }
}
