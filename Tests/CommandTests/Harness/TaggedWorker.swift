import Foundation
import Testing

/// The real worker under a name of its own.
///
/// The kernel calls a process by the name under which it was started, and forked children keep it. So whatever a
/// command leaves behind is found by this name, even if its parent is gone and other tests run workers of theirs.
final class TaggedWorker: Sendable {
  /// How long the descendants of a command that has ended may take to go.
  static let patience = Duration.seconds(5)

  private let directory: TemporaryDirectory

  /// What `/proc/PID/comm` says.
  var name: String { directory.name }
  var environment: [String: String] { ["BELLJAR_WORKER": "\(directory.path)/\(name)"] }
  var processes: [ProcessTable.Entry] { ProcessTable.entries.filter { $0.name == name } }

  init() throws {
    directory = try TemporaryDirectory()
    try FileManager.default.createSymbolicLink(
      atPath: "\(directory.path)/\(directory.name)", withDestinationPath: Executables.worker)
  }

  func expectNothingRuns(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let isGone = try await eventually(within: Self.patience) { processes.isEmpty }
    #expect(isGone, "left running: \(processes)", sourceLocation: sourceLocation)
  }
}
