import BelljarWire

/// Every kind of every message. The switches stop the build when a kind is added and not listed.
enum Kinds {
  static let serverOrders: Set<ServerOrder.Kind> = [.prepare, .fork, .adopt, .endFamily, .measureForks]
  static let serverReports: Set<ServerReport.Kind> = [
    .greeting, .ready, .refused, .forked, .forkFailed, .ended, .forksMeasured,
  ]
  static let childOrders: Set<ChildOrder.Kind> = [.limits, .program, .answer, .copy]
  static let childReports: Set<ChildReport.Kind> = [.waiting, .failed, .listening, .copied, .called, .completed]

  static func isListed(_ kind: ServerOrder.Kind) -> Bool {
    switch kind {
    case .prepare, .fork, .adopt, .endFamily, .measureForks: serverOrders.contains(kind)
    }
  }

  static func isListed(_ kind: ServerReport.Kind) -> Bool {
    switch kind {
    case .greeting, .ready, .refused, .forked, .forkFailed, .ended, .forksMeasured: serverReports.contains(kind)
    }
  }

  static func isListed(_ kind: ChildOrder.Kind) -> Bool {
    switch kind {
    case .limits, .program, .answer, .copy: childOrders.contains(kind)
    }
  }

  static func isListed(_ kind: ChildReport.Kind) -> Bool {
    switch kind {
    case .waiting, .failed, .listening, .copied, .called, .completed: childReports.contains(kind)
    }
  }
}
