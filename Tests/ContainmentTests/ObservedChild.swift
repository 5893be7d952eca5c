import Belljar
import Foundation
import Testing

/// A child as the host sees it in `/proc`, while its program sleeps.
///
/// For layers of which a program can see nothing by the few calls that it has.
struct ObservedChild: Sendable {
  /// The pid in the host's namespace.
  let pid: Int
  /// The pid that the program gave for itself.
  let pidInside: Int?
  /// The session, by its leader's pid.
  let session: Int?
  /// Who owns the files in `/proc/PID`: root, if the process is not dumpable.
  let owner: UInt32?
  /// `/proc/PID/status`, by its keys.
  let status: [String: String]
  /// `/proc/PID/ns/*`, as far as the host may read them.
  let namespaces: [String: String]

  /// The real user id, in the host's terms.
  var user: UInt32? { status["Uid"]?.split(separator: "\t").first.flatMap { UInt32($0) } }

  /// A capability set or signal mask of the status.
  func mask(_ key: String) -> UInt64? { status[key].flatMap { UInt64($0, radix: 16) } }

  /// Starts a program that sleeps, looks at its process and cancels it.
  init(in sandbox: Sandbox) async throws {
    let marker = SignalMarker()
    let run = Task { try await sandbox.run(marker.program) }
    defer { run.cancel() }
    let pid = try await Self.find(marker)
    self.pid = pid
    status = ProcessTable.status(of: pid)
    session = ProcessTable.session(of: pid)
    owner = ProcessTable.owner(of: pid)
    namespaces = ProcessTable.namespaces(of: pid)
    run.cancel()
    let output = try await run.value.standardOutput
    pidInside = Int(output.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private static func find(_ marker: SignalMarker) async throws -> Int {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(4)
    while clock.now < deadline {
      let found = ProcessTable.processes.first { pid in
        UInt64(ProcessTable.status(of: pid)["SigBlk"] ?? "", radix: 16).map(marker.matches) ?? false
      }
      if let found { return found }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw NotFound()
  }

  struct NotFound: Error {}
}
