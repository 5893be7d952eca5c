package import Belljar

/// One run of an exhibit.
package struct Visit: Sendable, Hashable {
  package var column: Column
  package var verdict: Verdict
  /// What its card foretells; nil if it is not applicable.
  package var expected: Verdict?
  /// What ended it, as people read it: the exception with its line, the limit, the signal; or why it was not run.
  package var ending: String
  /// The line of the attack that the ending points to.
  package var line: Int?
  /// What was refused on the way, in order, each with its line.
  package var denials: [Denial]
  /// What the attack wrote, its beginning.
  package var output: String

  /// The system call that was refused last, if the ending does not name it, and by what.
  package var refusal: String? {
    guard let last = denials.last(where: { $0.kind == .systemCall }), let name = last.name, !ending.contains(name)
    else {
      return nil
    }
    return "\(name) refused by \(last.layer)"
  }

  /// Whether it went as foretold.
  package var isAsExpected: Bool { expected == nil || expected == verdict }

  /// A cell that is not run.
  static func notApplicable(_ column: Column, because reason: String) -> Visit {
    Visit(column: column, verdict: .notApplicable, expected: nil, ending: reason, line: nil, denials: [], output: "")
  }
}

extension Visit {
  /// Judges a run.
  package init(_ column: Column, _ outcome: Outcome, limits: Limits, evidence: Evidence) {
    let output = (outcome.standardOutput + outcome.standardError).prefix(4000)
    self.init(
      column: column, verdict: Self.verdict(outcome, limits, evidence), expected: nil, ending: outcome.ending,
      line: outcome.lastLine, denials: outcome.denials, output: String(output))
  }

  /// What the host looks for in an outcome.
  package struct Evidence: Sendable {
    /// Whoever brings out one of these has reached what the namespace layer, or the attack's own model of one, keeps.
    package var flags: [Secret]
    /// Whoever brings out one of these has escaped.
    package var secrets: [Secret]
    package var isSiblingHarmed: Bool

    package init(flags: [Secret], secrets: [Secret], isSiblingHarmed: Bool) {
      self.flags = flags
      self.secrets = secrets
      self.isSiblingHarmed = isSiblingHarmed
    }
  }

  private static func verdict(_ outcome: Outcome, _ limits: Limits, _ evidence: Evidence) -> Verdict {
    if evidence.isSiblingHarmed || evidence.secrets.contains(where: outcome.broughtOut) { return .escaped }
    if evidence.flags.contains(where: outcome.broughtOut) || outcome.exceeded(limits) { return .reached }
    switch outcome.termination {
    case .crashed: return .crashed
    case .limitExceeded: return .limited
    case .finished, .raised, .exited, .denied, .cancelled: return .stopped
    }
  }
}

extension Outcome {
  /// Whether a text came out as it is, by whatever way. Nobody looks for one that was taken apart or written otherwise.
  fileprivate func broughtOut(_ secret: Secret) -> Bool {
    let exception = exceptionThatEnded
    let texts: [String?] =
      [
        standardOutput, standardError, exception?.type, exception?.message, exception?.traceback, value.map { "\($0)" },
        valueFailure,
      ] + denials.flatMap { [$0.name, $0.file] as [String?] }
    return texts.contains { $0?.contains(secret.text) ?? false }
  }

  /// Whether more of a resource was had than the limit, by the kernel's measure. The interpreter itself takes some thirty
  /// mebibytes; and what a second is above is no matter of the clock's ticks.
  fileprivate func exceeded(_ limits: Limits) -> Bool {
    usage.peakMemory.bytes > limits.memory.bytes + (64 << 20)
      || usage.userTime + usage.systemTime > limits.cpuTime + .seconds(1)
  }

  private var exceptionThatEnded: PythonException? {
    if case .raised(let exception) = termination { exception } else { exception }
  }

  /// A few words; of a program that went on after it was refused something, what that was.
  fileprivate var ending: String {
    switch termination {
    case .limitExceeded(.wallTime), .limitExceeded(.cpuTime):
      return termination.ending + (exception == nil ? "; it had to be killed" : "; the interrupt ended it")
    default: break
    }
    guard case .finished = termination, let name = denials.last?.name else { return termination.ending }
    let place = denials.last?.line.map { " (line \($0))" } ?? ""
    return "\(termination.ending); refused last: \(name.shortenedTo(60))\(place)"
  }

  /// The line of the program that an uncaught exception passed last, by the program's own account.
  fileprivate var lastLine: Int? {
    let lines = exceptionThatEnded?.traceback.split(separator: "\n") ?? []
    return lines.compactMap { line in
      (try? /\s*File "<program>", line (\d+).*/.wholeMatch(in: line)).flatMap { Int($0.1) }
    }.last
  }
}

extension Termination {
  /// A few words.
  fileprivate var ending: String {
    switch self {
    case .finished: "it ran to its end"
    case .raised(let exception):
      // A SyntaxError says where it is once more.
      "\(exception.type): \(exception.message.split(separator: "\n").first.map(String.init) ?? "")"
        .replacing(#/ \(<program>, line \d+\)$/#, with: "").shortenedTo(160)
    case .exited(let status): "it ended its process with status \(status)"
    case .limitExceeded(.wallTime(let limit, _)): "the host's clock: \(limit) are over"
    case .limitExceeded(.cpuTime(let limit, _)): "its CPU time: \(limit) are used"
    case .limitExceeded(.memory(let limit, _)): "memory: \(limit) are all"
    case .limitExceeded(.output(let limit, _)): "output: \(limit) are all"
    case .limitExceeded(.files): "the kernel: no file may grow"
    case .limitExceeded(.processes): "the kernel: no further process"
    case .denied: "the kernel killed it for a forbidden system call"
    case .crashed(let signal): "signal \(signal) ended it"
    case .cancelled: "it was cancelled"
    }
  }
}

extension String {
  fileprivate func shortenedTo(_ length: Int) -> String { count > length ? "\(prefix(length))…" : self }
}
