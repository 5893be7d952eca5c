import Belljar
import Foundation
import Glibc
import Testing

extension SandboxTests {
  /// What concerns the whole process is looked at in processes of their own, where no other test runs.
  @Suite("Lifecycle")
  struct LifecycleTests {
    @Test("500 good and hostile runs leave no zombie, no worker and no descriptor")
    func fiveHundredRuns() async throws {
      await #expect(processExitsWith: .success) {
        let before = try await MixedRuns.descriptorsAfterOneRun()
        let sandbox = try await Sandbox(
          policy: .ampleUnrestricted, configuration: .init(maximumConcurrentRuns: 4))
        try await withThrowingTaskGroup { group in
          for lane in 0..<10 {
            group.addTask {
              for number in 0..<50 { try await MixedRuns.run(number * 10 + lane, in: sandbox) }
            }
          }
          try await group.waitForAll()
        }
        #expect(try await waits { ProcessEntry.children().allSatisfy { !$0.isZombie } })
        await sandbox.shutdown()
        #expect(try await waits { ProcessEntry.descendants(of: getpid()).isEmpty })
        #expect(try await waits { MixedRuns.openDescriptors == before }, "\(MixedRuns.openDescriptors) of \(before)")
      }
    }

    @Test("Workers killed again and again leave no zombie, no worker and no descriptor")
    func killedWorkers() async throws {
      await #expect(processExitsWith: .success) {
        let before = try await MixedRuns.descriptorsAfterOneRun()
        let sandbox = try await Sandbox(policy: .ample, configuration: .init(maximumConcurrentRuns: 8))
        for _ in 0..<10 {
          for server in ProcessEntry.children() { kill(server.identifier, SIGKILL) }
          let areGone = try await waits(upTo: .seconds(10)) { ProcessEntry.children().isEmpty }
          try #require(areGone, "\(ProcessEntry.children())")
          // The host has reaped it; it forgets it a moment later.
          try await Task.sleep(for: .milliseconds(100))
          let outputs = try await withThrowingTaskGroup { group in
            for number in 0..<8 {
              group.addTask { try await sandbox.run("print(\(number))").standardOutput }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
          }
          #expect(outputs == Set((0..<8).map { "\($0)\n" }))
          let isOne = try await waits(upTo: .seconds(10)) { ProcessEntry.children().count == 1 }
          try #require(isOne, "\(ProcessEntry.children())")
        }
        await sandbox.shutdown()
        #expect(try await waits { ProcessEntry.descendants(of: getpid()).isEmpty })
        #expect(try await waits { MixedRuns.openDescriptors == before }, "\(MixedRuns.openDescriptors) of \(before)")
      }
    }

    @Test("Sandboxes that cannot start leave no zombie and no descriptor")
    func failedStarts() async throws {
      await #expect(processExitsWith: .success) {
        let before = try await MixedRuns.descriptorsAfterOneRun()
        for _ in 0..<10 {
          await #expect(throws: BelljarError.self) {
            _ = try await Sandbox(configuration: .init(workerPath: "/bin/true"))
          }
          await #expect(throws: BelljarError.self) {
            var policy = Policy.standard
            policy.modules.allow("no_such_module")
            _ = try await Sandbox(policy: policy)
          }
        }
        #expect(try await waits { ProcessEntry.descendants(of: getpid()).isEmpty })
        #expect(try await waits { MixedRuns.openDescriptors == before }, "\(MixedRuns.openDescriptors) of \(before)")
      }
    }

    @Test("A host that is killed leaves no process behind")
    func killedHost() async throws {
      let host = Process()
      host.executableURL = URL(fileURLWithPath: BuiltProducts.command)
      host.arguments = [
        "run", "--time", "60s", "--cpu", "60s", "-c", "print('started', flush=True)\nwhile True: pass",
      ]
      let output = Pipe()
      host.standardOutput = output
      try host.run()
      let started = try output.fileHandleForReading.read(upToCount: 8)
      #expect(started == Data("started\n".utf8))

      let processes = ProcessEntry.descendants(of: host.processIdentifier)
      #expect(processes.contains { $0.name == "belljar-worker" })
      #expect(processes.count >= 2, "The worker and the program: \(processes)")
      kill(host.processIdentifier, SIGKILL)
      host.waitUntilExit()
      let areGone = try await waits(upTo: .seconds(5)) { processes.allSatisfy { !$0.isAlive } }
      #expect(areGone, "\(processes.filter(\.isAlive))")
      for process in processes where process.isAlive { kill(process.identifier, SIGKILL) }
    }
  }
}
