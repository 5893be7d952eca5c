import Belljar
import Glibc
import Testing

extension SandboxTests.Faults {
  /// The processes that only hold things together. Where user namespaces are refused there are none; then what they hold
  /// is held by the worker, and its death is what can be tested.
  @Suite("A helper process is killed", .serialized)
  struct NamespaceProcessTests {
    @Test("The reaper, while nothing runs: the worker goes, and the next run gets another")
    func reaperIdle() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let server = try worker.server
      kill(try reaper(of: server, in: await sandbox.run("pass").isolation).identifier, SIGKILL)
      #expect(try await waits { !server.isAlive })
      _ = try? await sandbox.run("pass")  // May have begun on the old one.
      try await Aftermath.expectRuns(in: sandbox)
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("The reaper, while a program runs: that dies with it, and the run says that the worker did")
    func reaperBusy() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let isolation = try await sandbox.run("pass").isolation
      let (run, _) = await SandboxTests.ConcurrencyTests.occupy(sandbox)
      let server = try worker.server
      let processes = worker.processes
      kill(try reaper(of: server, in: isolation).identifier, SIGKILL)
      do {
        // The kernel killed the program together with the reaper, and the worker may have said so before it went.
        #expect(try await run.value.termination == .crashed(signal: 9))
      } catch let error as BelljarError {
        #expect(error.code == .workerDied)
      }
      #expect(try await waits { processes.allSatisfy { !$0.isAlive } })
      _ = try? await sandbox.run("pass")
      try await Aftermath.expectRuns(in: sandbox)
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("The exit holders, while children wait and while a program runs: nothing changes")
    func holder() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let isolation = try await sandbox.run("pass").isolation
      for number in 0..<5 {
        // A child is there before its holder.
        let count = isolation.enforced.contains(.namespaces) ? 2 : 0
        let areThere = try await waits { worker.children.count == 2 && holders(of: worker).count == count }
        #expect(areThere, "\(worker.children), \(holders(of: worker))")
        for holder in holders(of: worker) { kill(holder.identifier, SIGKILL) }
        #expect(try await sandbox.run("print(\(number))").standardOutput == "\(number)\n")
      }
      let (run, _) = await SandboxTests.ConcurrencyTests.occupy(sandbox)
      for holder in holders(of: worker) { kill(holder.identifier, SIGKILL) }
      run.cancel()
      #expect(try await run.value.termination == .cancelled)
      try await worker.expectNothingLeft(of: sandbox)
    }

    private func holders(of worker: OwnWorker) -> [ProcessEntry] {
      worker.children.flatMap { ProcessEntry.children(of: $0.identifier) }
    }

    /// The reaper, or where there is none the worker itself.
    private func reaper(of server: ProcessEntry, in isolation: Isolation) throws -> ProcessEntry {
      guard isolation.enforced.contains(.namespaces) else { return server }
      return try #require(ProcessEntry.children(of: server.identifier).first { $0.isFirstOfNamespace })
    }
  }
}
