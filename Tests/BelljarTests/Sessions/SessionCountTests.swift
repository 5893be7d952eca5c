import Belljar
import Glibc
import Testing

extension SandboxTests {
  @Suite("Many sessions")
  struct SessionCountTests {
    @Test("No more sessions are open than the configuration allows, however many are asked for at once")
    func maximum() async throws {
      let worker = try OwnWorker()
      var configuration = worker.configuration()
      configuration.maximumSessions = 20
      let sandbox = try await Sandbox(policy: .ample, configuration: configuration)
      let openings = (0..<300).map { _ in Task { try await sandbox.openSession() } }
      var sessions: [Session] = []
      for opening in openings {
        switch await opening.result {
        case .success(let session): sessions.append(session)
        case .failure(let error): #expect((error as? BelljarError)?.code == .tooManySessions, "\(error)")
        }
      }
      #expect(sessions.count == 20)
      for session in sessions { #expect(try await session.evaluate("1 + 1") == 2) }
      // One that is closed makes room for one, at once.
      for _ in 0..<20 {
        await sessions.removeFirst().close()
        sessions.append(try await sandbox.openSession())
        #expect(try await belljarError { try await sandbox.openSession() }.code == .tooManySessions)
      }
      // Runs are no sessions.
      #expect(try await sandbox.run("print(1)").standardOutput == "1\n")
      for session in sessions { await session.close() }
      sessions = [try await sandbox.openSession()]
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("The sessions of a retired or a dead worker count too, for as long as they are open")
    func retired() async throws {
      let worker = try OwnWorker()
      var configuration = worker.configuration(maximumRunsPerWorker: 4)
      configuration.maximumSessions = 2
      let sandbox = try await Sandbox(policy: .ample, configuration: configuration)
      let old = try worker.server
      let first = try await sandbox.openSession()
      for _ in 0..<3 { _ = try await sandbox.run("pass") }
      #expect(
        try await waits { worker.servers.count == 2 && worker.children.count { $0.parent == old.identifier } == 1 })
      let second = try await sandbox.openSession()
      #expect(try await belljarError { try await sandbox.openSession() }.code == .tooManySessions)
      await first.close()
      let third = try await sandbox.openSession()
      #expect(try await waits { !old.isAlive })
      kill(try worker.server.identifier, SIGKILL)
      await second.close()
      await third.close()
      let sessions = [try await sandbox.openSession(), try await sandbox.openSession()]
      for session in sessions { #expect(try await session.evaluate("1 + 1") == 2) }
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("An opening that is cancelled takes no place")
    func cancelled() async throws {
      let sandbox = try await Sandbox(
        policy: .ample, configuration: .init(maximumConcurrentRuns: 1, maximumSessions: 1))
      let (occupant, _) = await ConcurrencyTests.occupy(sandbox)
      for _ in 0..<5 {
        let opening = Task { try await sandbox.openSession() }
        opening.cancel()
        // It may have been quicker.
        if let session = try? await opening.value { await session.close() }
      }
      occupant.cancel()
      _ = try await occupant.value
      #expect(try await sandbox.withSession { try await $0.evaluate("1 + 1") } == 2)
      await sandbox.shutdown()
    }

    @Test("100 live sessions answer, each with its own state, and all are gone afterwards")
    func hundred() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration())
      let sessions = try await withThrowingTaskGroup { group in
        for _ in 0..<100 { group.addTask { try await sandbox.openSession() } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      try await withThrowingTaskGroup { group in
        for (number, session) in sessions.enumerated() {
          group.addTask {
            try await session.run("x = [n] * 1000", inputs: ["n": .int(number)])
            #expect(try await session.evaluate("sum(x)", as: Int.self) == 1000 * number)
          }
        }
        try await group.waitForAll()
      }
      #expect(worker.children.count >= 100)
      for session in sessions { await session.close() }
      #expect(try await waits { worker.children.count == 2 })
      try await worker.expectNothingLeft(of: sandbox)
    }
  }
}
