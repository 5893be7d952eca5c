/// Which message is legal when. Anything else ends the connection: the peer is broken, or not who it should be.
///
/// | channel, receiver | phase | legal |
/// | --- | --- | --- |
/// | control, host | greeting | greeting, refused |
/// | | preparing | ready, refused |
/// | | serving | forked, forkFailed, ended, forksMeasured |
/// | control, fork server | preparing | prepare |
/// | | serving | fork, adopt, endFamily, measureForks |
/// | child, host | locking | listening, waiting, failed |
/// | | waiting | (nothing) |
/// | | running | called, completed |
/// | | answering | (nothing) |
/// | | copying | copied |
/// | | completed | (nothing) |
/// | child, child | limits | limits, copy |
/// | | program | program |
/// | | calling | answer |
package protocol Phase: Sendable {
  associatedtype Received: Message
  func permits(_ kind: Received.Kind) -> Bool
}

extension Phase {
  /// Decodes a frame's payload, if its message is legal in this phase.
  package func decode(_ payload: [UInt8]) throws(WireError) -> Received {
    let message = try Received(payload: payload)
    guard permits(message.kind) else {
      throw .illegalInPhase(message: message.kind.rawValue, phase: "\(self)")
    }
    return message
  }
}

/// The control channel, as the host sees it.
package enum HostControlPhase: Phase {
  case greeting, preparing, serving

  package typealias Received = ServerReport

  package func permits(_ kind: ServerReport.Kind) -> Bool {
    switch self {
    case .greeting: kind == .greeting || kind == .refused
    case .preparing: kind == .ready || kind == .refused
    case .serving: kind == .forked || kind == .forkFailed || kind == .ended || kind == .forksMeasured
    }
  }
}

/// The control channel, as the fork server sees it.
package enum ServerControlPhase: Phase {
  case preparing, serving

  package typealias Received = ServerOrder

  package func permits(_ kind: ServerOrder.Kind) -> Bool {
    switch self {
    case .preparing: kind == .prepare
    case .serving: kind != .prepare
    }
  }
}

/// A child's channel, as the host sees it.
package enum HostChildPhase: Phase {
  case locking, waiting, running
  /// The child has called a function, and waits.
  case answering
  /// The child is to copy itself.
  case copying
  case completed

  package typealias Received = ChildReport

  package func permits(_ kind: ChildReport.Kind) -> Bool {
    switch self {
    case .locking: kind == .listening || kind == .waiting || kind == .failed
    case .waiting, .answering, .completed: false
    case .running: kind == .called || kind == .completed
    case .copying: kind == .copied
    }
  }
}

/// A child's channel, as the child sees it.
package enum ChildPhase: Phase {
  case limits, program, calling

  package typealias Received = ChildOrder

  package func permits(_ kind: ChildOrder.Kind) -> Bool {
    switch self {
    case .limits: kind == .limits || kind == .copy
    case .program: kind == .program
    case .calling: kind == .answer
    }
  }
}
