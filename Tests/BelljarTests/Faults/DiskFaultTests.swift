import Belljar
import CFaultShim
import Glibc
import Synchronization
import Testing

extension SandboxTests.Faults {
  /// Neither side writes to any file, so there is no disk to be full. What the command does when its output cannot be
  /// written is among the command's own tests.
  @Suite("The disk is full", .serialized)
  struct DiskFaultTests {
    @Test("With no file to be opened for writing, sandboxes start and retire, and runs of every kind are as ever")
    func noFile() async throws {
      await #expect(processExitsWith: .success) {
        let injector = try FaultInjector(calls: [cfault_openat])
        let opened = Mutex<[String]>([])
        injector.fail { call in
          let mode = CInt(truncatingIfNeeded: call.arguments[2])
          guard mode & (O_WRONLY | O_RDWR | O_CREAT) != 0 else { return nil }
          let path = call.text(at: 1)
          // Not on any disk.
          if path == "/dev/null" || path.hasPrefix("/proc/self/") { return nil }
          opened.withLock { $0.append(path) }
          return ENOSPC
        }
        // Shows that it holds.
        #expect(tmpfile() == nil && errno == ENOSPC)
        opened.withLock { $0 = [] }

        let sandbox = try await Sandbox(policy: .ampleUnrestricted, configuration: .init(maximumRunsPerWorker: 8))
        for number in 0..<20 { try await MixedRuns.run(number, in: sandbox) }
        try await Aftermath.expectNothingLeft(of: sandbox)
        #expect(opened.withLock { $0 } == [])
      }
    }
  }
}
