import Belljar
import Foundation
import Glibc
import Testing

extension SandboxTests {
  /// Everything that can go wrong around a run, made to go wrong.
  @Suite("Faults", .serialized)
  enum Faults {}
}

/// What holds after every fault.
enum Aftermath {
  /// The open descriptors, with the one that the first sleep makes for good.
  static func openDescriptors() async throws -> Int {
    try await Task.sleep(for: .milliseconds(100))
    return MixedRuns.openDescriptors
  }

  /// Ends a sandbox, and expects that no process of this one's is left, and no more descriptors than before.
  static func expectNothingLeft(
    of sandbox: Sandbox?, descriptors: Int? = nil, location: SourceLocation = #_sourceLocation
  ) async throws {
    await sandbox?.shutdown()
    let areGone = try await waits { ProcessEntry.descendants(of: getpid()).isEmpty }
    #expect(areGone, "\(ProcessEntry.descendants(of: getpid()))", sourceLocation: location)
    guard let descriptors else { return }
    let areClosed = try await waits { MixedRuns.openDescriptors <= descriptors }
    #expect(areClosed, "\(MixedRuns.openDescriptors) of \(descriptors)", sourceLocation: location)
  }

  /// Expects that runs work.
  static func expectRuns(in sandbox: Sandbox, location: SourceLocation = #_sourceLocation) async throws {
    for number in 0..<4 {
      let outcome = try await sandbox.run("print(\(number))")
      #expect(outcome.standardOutput == "\(number)\n", "\(outcome.termination)", sourceLocation: location)
    }
  }

  /// Runs until a run fails. A few succeed before: children that wait have met no fault.
  static func firstFailure(
    in sandbox: Sandbox, location: SourceLocation = #_sourceLocation
  ) async throws -> BelljarError {
    for _ in 0..<20 {
      do {
        let outcome = try await sandbox.run("print('ran')")
        #expect(outcome.standardOutput == "ran\n", sourceLocation: location)
      } catch let error as BelljarError {
        return error
      }
    }
    throw FaultMissing(location: "\(location)")
  }
}

/// The error that a run, or a start, must throw.
func belljarError<Result>(
  location: SourceLocation = #_sourceLocation, of body: () async throws -> Result
) async throws -> BelljarError {
  do {
    _ = try await body()
  } catch let error as BelljarError {
    return error
  }
  throw FaultMissing(location: "\(location)")
}

extension OwnWorker {
  /// The one fork server.
  var server: ProcessEntry {
    get throws { try #require(servers.count == 1 ? servers.first : nil, "\(servers)") }
  }

  /// Ends a sandbox, and expects that no process of this worker's is left.
  func expectNothingLeft(of sandbox: Sandbox?, location: SourceLocation = #_sourceLocation) async throws {
    await sandbox?.shutdown()
    let areGone = try await waits { processes.isEmpty }
    #expect(areGone, "\(processes)", sourceLocation: location)
  }

  func configuration(
    deadlines: WorkerDeadlines, maximumConcurrentRuns: Int = 2, waitingChildren: Int = 2,
    maximumRunsPerWorker: Int = 10_000
  ) -> Sandbox.Configuration {
    var configuration = configuration(
      maximumConcurrentRuns: maximumConcurrentRuns, waitingChildren: waitingChildren,
      maximumRunsPerWorker: maximumRunsPerWorker)
    configuration.deadlines = deadlines
    return configuration
  }
}

extension WorkerDeadlines {
  /// Short enough to wait for, and long for a machine that is only slow.
  static var short: WorkerDeadlines {
    var deadlines = WorkerDeadlines()
    deadlines.order = .seconds(6)
    deadlines.report = .seconds(3)
    return deadlines
  }
}

/// What should have failed did not.
struct FaultMissing: Error {
  let location: String
}
