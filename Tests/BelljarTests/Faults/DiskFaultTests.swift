import Belljar
import CFaultShim
import Glibc
import Testing

extension SandboxTests.Faults {
  /// Neither side writes to any file, so there is no disk to be full. What the command does when its output cannot be
  /// written is among the command's own tests.
  @Suite("The disk is full", .serialized)
  struct DiskFaultTests {
    @Test("With no byte of any file to be written, sandboxes start and runs of every kind are as ever")
    func noFile() async throws {
      await #expect(processExitsWith: .success) {
        signal(SIGXFSZ, SIG_IGN)
        let previous = cfault_limit_file_size(0)
        // Shows that the limit holds, for the host and for all that it starts.
        let file = tmpfile()
        try #require(file != nil)
        #expect(fputs("x", file) < 0 || fflush(file) != 0)

        let sandbox = try await Sandbox(policy: .ampleUnrestricted, configuration: .init(maximumRunsPerWorker: 8))
        for number in 0..<20 { try await MixedRuns.run(number, in: sandbox) }
        try await Aftermath.expectNothingLeft(of: sandbox)
        _ = cfault_limit_file_size(previous)
      }
    }
  }
}
