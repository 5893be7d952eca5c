import Belljar
import Glibc
import Testing

extension SandboxTests {
  @Suite("Sessions end")
  struct SessionEndTests {
    @Test("A child that is killed between two runs or during one ends its session, and no other")
    func killedChild() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      #expect(try await waits { worker.children.count == 2 })
      let before = Set(worker.children)
      let idle = try await sandbox.openSession()
      let busy = try await sandbox.openSession()
      #expect(try await waits { worker.children.count == 4 })
      let theirs = Set(worker.children).subtracting(before)
      let started = Signal()
      let run = Task { try await busy.run("print('a')\nwhile True: pass") { _, _ in started.send() } }
      await started.wait()
      let other = try await sandbox.openSession()
      for child in theirs { kill(child.identifier, SIGKILL) }
      let outcome = try await run.value
      #expect(outcome.termination == .crashed(signal: 9))
      #expect(!outcome.canContinue)
      for session in [idle, busy] {
        #expect(try await belljarError { try await session.run("1") }.code == .sessionEnded)
        #expect(!session.isUsable)
        await session.close()
      }
      #expect(try await other.evaluate("1 + 1") == 2)
      await other.close()
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("A worker that is killed takes its sessions with it, and the next ones get a new worker")
    func killedWorker() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let idle = try await sandbox.openSession()
      let busy = try await sandbox.openSession()
      let started = Signal()
      let run = Task { try await busy.run("print('a')\nwhile True: pass") { _, _ in started.send() } }
      await started.wait()
      kill(try worker.server.identifier, SIGKILL)
      #expect(try await belljarError { try await run.value }.code == .workerDied)
      #expect(try await waits { !idle.isUsable && !busy.isUsable })
      #expect(try await belljarError { try await idle.run("1") }.code == .sessionEnded)
      await idle.close()
      await busy.close()
      #expect(try await sandbox.withSession { try await $0.evaluate("1 + 1") } == 2)
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("A session goes on on a worker that has retired, which ends after it")
    func retirement() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(maximumRunsPerWorker: 2))
      let old = try worker.server
      let session = try await sandbox.openSession()
      try await session.run("x = 1")
      for _ in 0..<4 { _ = try await sandbox.run("pass") }
      #expect(try await waits { worker.servers.contains { $0 != old } })
      // Runs go on to the new ones until the old one serves nothing but the session.
      for _ in 0..<4 { _ = try await sandbox.run("pass") }
      for number in 2..<10 { #expect(try await session.evaluate("(x := x + 1)", as: Int.self) == number) }
      #expect(old.isAlive)
      await session.close()
      #expect(try await waits { !old.isAlive })
      #expect(try await sandbox.run("print(1)").standardOutput == "1\n")
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("A shutdown ends open sessions, and the run of one throws")
    func shutdown() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let idle = try await sandbox.openSession()
      let busy = try await sandbox.openSession()
      let started = Signal()
      let run = Task { try await busy.run("print('a')\nwhile True: pass") { _, _ in started.send() } }
      await started.wait()
      await sandbox.shutdown()
      #expect(try await belljarError { try await run.value }.code == .shutDown)
      for session in [idle, busy] {
        #expect(try await belljarError { try await session.run("1") }.code == .sessionEnded)
        await session.close()
      }
      #expect(try await belljarError { try await sandbox.openSession() }.code == .shutDown)
      try await worker.expectNothingLeft(of: nil)
    }

    @Test("The last reference to a session keeps its child, and its end ends it")
    func lastReference() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      #expect(try await waits { worker.children.count == 2 })
      var session: Session? = try await sandbox.openSession()
      _ = try await session?.run("x = 1")
      #expect(try await waits { worker.children.count == 3 })
      session = nil
      #expect(try await waits { worker.children.count == 2 })
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("A run that is closed upon throws, and says why")
    func closedDuringRun() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let session = try await sandbox.openSession()
      let started = Signal()
      let run = Task { try await session.run("print('a')\nwhile True: pass") { _, _ in started.send() } }
      await started.wait()
      let waiting = Task { try await session.run("1") }
      await session.close()
      #expect(try await belljarError { try await run.value }.message.contains("it was closed"))
      #expect(try await belljarError { try await waiting.value }.message.contains("it was closed"))
    }
  }
}
