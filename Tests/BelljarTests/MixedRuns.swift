import Belljar
import Foundation
import Testing

/// Good and hostile runs in turn, each with the ending it must have.
enum MixedRuns {
  static func run(_ number: Int, in sandbox: Sandbox) async throws {
    var limits = sandbox.policy.limits
    switch number % 10 {
    case 0:
      limits.wallTime = .milliseconds(50)
      let outcome = try await sandbox.run("while True: pass", limits: limits)
      guard case .limitExceeded(.wallTime) = outcome.termination else { return unexpected(outcome) }
    case 1:
      let outcome = try await sandbox.run("import os\nos.abort()")
      if outcome.termination != .crashed(signal: 6) { unexpected(outcome) }
    case 2:
      limits.memory = .mebibytes(32)
      let outcome = try await sandbox.run("kept = bytearray(b'x') * (1 << 30)", limits: limits)
      if outcome.exception?.type != "MemoryError" { unexpected(outcome) }
    case 3:
      let outcome = try await sandbox.run("raise SystemExit(\(number % 256))")
      if outcome.termination != .exited(number % 256) { unexpected(outcome) }
    case 4:
      let outcome = try await sandbox.run("raise ValueError(\(number))")
      if outcome.termination.exception?.message != "\(number)" { unexpected(outcome) }
    case 5:
      limits.output = .bytes(1000)
      let outcome = try await sandbox.run("while True: print('flood')", limits: limits)
      guard case .limitExceeded(.output) = outcome.termination else { return unexpected(outcome) }
    case 6:
      let task = Task { try await sandbox.run("while True: pass") }
      task.cancel()
      let outcome = try await task.value
      if outcome.termination != .cancelled { unexpected(outcome) }
    case 7:
      let outcome = try await sandbox.run(
        "print(input())", standardInput: .text("\(number)\n" + String(repeating: "x", count: 300_000)))
      if outcome.standardOutput != "\(number)\n" { unexpected(outcome) }
    default:
      let outcome = try await sandbox.run("print(\(number))")
      if outcome.standardOutput != "\(number)\n" { unexpected(outcome) }
    }
  }

  /// The descriptors that stay open for good: the process's own and the reactor's, made by the first run.
  static func descriptorsAfterOneRun() async throws -> Int {
    let sandbox = try await Sandbox()
    _ = try await sandbox.run("pass")
    await sandbox.shutdown()
    try await Task.sleep(for: .seconds(1))
    return openDescriptors
  }

  static var openDescriptors: Int {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).count
  }

  private static func unexpected(_ outcome: Outcome, location: SourceLocation = #_sourceLocation) {
    Issue.record("\(outcome.termination)", sourceLocation: location)
  }
}
