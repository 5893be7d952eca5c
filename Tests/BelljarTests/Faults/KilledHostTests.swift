import Belljar
import Foundation
import Glibc
import Testing

extension SandboxTests.Faults {
  @Suite("The host is killed", .serialized)
  struct KilledHostTests {
    @Test("while programs run, children wait and a worker retires: no process is left")
    func busy() async throws {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        // Named by the process that waits for this one's end, so that it can look for what is left.
        let directory = KilledHostTests.directory(of: getppid())
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = directory + "/belljar-worker"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: BuiltProducts.worker)
        let sandbox = try await Sandbox(
          policy: .ample,
          configuration: .init(workerPath: path, maximumConcurrentRuns: 6, maximumRunsPerWorker: 1))
        for program in ["while True: pass", "import time\ntime.sleep(100)", "import sys\nsys.stdin.read()"] {
          let started = Signal()
          Task {
            try await sandbox.run("print(1, flush=True)\n" + program, standardInput: .text("x")) { _, _ in
              started.send()
            }
          }
          await started.wait()
        }
        _ = try await sandbox.run("pass")
        let isChanging = try await waits { ProcessEntry.children().count == 2 }
        try #require(isChanging)
        // Two workers and three programs; with namespaces reapers and exit holders besides.
        try #require(ProcessEntry.all.filter { $0.path == path }.count >= 5)
        kill(getpid(), SIGKILL)
      }
      let directory = Self.directory(of: getpid())
      #expect(FileManager.default.fileExists(atPath: directory))
      let areGone = try await waits {
        ProcessEntry.all.allSatisfy { $0.path != directory + "/belljar-worker" }
      }
      #expect(areGone, "\(ProcessEntry.all.filter { $0.path == directory + "/belljar-worker" })")
      try FileManager.default.removeItem(atPath: directory)
    }

    @Test("at many moments from its start to its end: no process is left")
    func anyMoment() async throws {
      let worker = try OwnWorker()
      for milliseconds in [0, 5, 10, 20, 30, 40, 50, 60, 80, 100, 150, 200] {
        let host = Process()
        host.executableURL = URL(fileURLWithPath: BuiltProducts.command)
        host.arguments = ["run", "-c", "print(1)"]
        host.environment = ["BELLJAR_WORKER": worker.path]
        host.standardOutput = FileHandle.nullDevice
        host.standardError = FileHandle.nullDevice
        try host.run()
        try await Task.sleep(for: .milliseconds(milliseconds))
        kill(host.processIdentifier, SIGKILL)
        host.waitUntilExit()
        try await worker.expectNothingLeft(of: nil)
      }
    }

    static func directory(of process: Int32) -> String {
      NSTemporaryDirectory() + "belljar-tests-killed-host-\(process)"
    }
  }
}
