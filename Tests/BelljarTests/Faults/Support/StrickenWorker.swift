/// A worker that gets a signal before its first instruction.
struct StrickenWorker: Sendable {
  let path: String
  private let directory: TemporaryDirectory

  init(signal: String) throws {
    directory = try TemporaryDirectory()
    let script = "#!/bin/sh\nkill -\(signal) $$\nexec \(BuiltProducts.worker)\n"
    path = try directory.file("belljar-worker", Array(script.utf8))
  }

  /// Whatever runs by the path, as the shell that reads it.
  var processes: [ProcessEntry] {
    ProcessEntry.children().filter { $0.name == "belljar-worker" && !$0.isZombie && $0.path == "/bin/sh" }
  }
}
