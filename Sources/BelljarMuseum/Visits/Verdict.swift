/// What came of an attack, by what the host and the kernel saw. The program's own word counts for nothing: it must bring out what
/// it cannot know.
package enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// It brought out a secret that the host had planted outside the child for this run alone, or killed another run.
  case escaped
  /// It brought out what the namespace layer keeps from programs; or it had more of a resource than the limit, by the kernel's own
  /// measure.
  case reached
  /// A signal that the host did not send ended it.
  case crashed
  /// It ended at a limit.
  case limited
  /// None of these.
  case stopped
  /// It has no meaning with this Python, or on this machine.
  case notApplicable = "not-applicable"

  /// Whether the machine was out of its reach. That is what the kernel's layers are for.
  package var isContained: Bool { self != .escaped }

  /// Whether the namespace layer did not hold.
  package var isFallOfTheNamespace: Bool { [.escaped, .reached, .crashed].contains(self) }
}

extension Verdict {
  /// A sign for narrow tables.
  package var letter: Character {
    switch self {
    case .escaped: "E"
    case .reached: "R"
    case .crashed: "C"
    case .limited: "L"
    case .stopped: "·"
    case .notApplicable: "-"
    }
  }
}
