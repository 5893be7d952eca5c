import Belljar
import Glibc

/// A path to the built worker that no other sandbox uses, so that its processes can be told from all others.
struct OwnWorker: Sendable {
  let path: String
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    path = try directory.link("belljar-worker", to: BuiltProducts.worker)
  }

  func configuration(
    maximumConcurrentRuns: Int = 2, waitingChildren: Int = 2, maximumRunsPerWorker: Int = 10_000,
    maximumWorkerAge: Duration = .seconds(3600)
  ) -> Sandbox.Configuration {
    Sandbox.Configuration(
      workerPath: path, maximumConcurrentRuns: maximumConcurrentRuns, waitingChildren: waitingChildren,
      maximumRunsPerWorker: maximumRunsPerWorker, maximumWorkerAge: maximumWorkerAge)
  }

  /// The fork servers.
  var servers: [ProcessEntry] {
    ProcessEntry.children().filter { $0.path == path }
  }

  /// The children of the fork servers, whatever they do, without the reapers.
  var children: [ProcessEntry] {
    servers.flatMap { ProcessEntry.children(of: $0.identifier) }.filter { !$0.isZombie && !$0.isFirstOfNamespace }
  }

  /// Every process that runs under the path.
  var processes: [ProcessEntry] {
    ProcessEntry.all.filter { $0.path == path }
  }
}
