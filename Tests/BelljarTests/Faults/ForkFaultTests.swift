import Belljar
import CFaultShim
import Glibc
import Testing

extension SandboxTests.Faults {
  @Suite("A fork fails", .serialized)
  struct ForkFaultTests {
    @Test("A fork that fails twice with EAGAIN is tried again, and no run notices")
    func passing() async throws {
      await #expect(processExitsWith: .success) {
        let injector = try FaultInjector(calls: [cfault_clone])
        let sandbox = try await Sandbox(policy: .ample, configuration: .init(waitingChildren: 1))
        for round in 0..<5 {
          let forks = Counter()
          injector.fail { call in call.caller == .worker && forks.next() <= 2 ? EAGAIN : nil }
          for number in 0..<5 {
            let outcome = try await sandbox.run("print(\(number))")
            #expect(outcome.standardOutput == "\(number)\n")
          }
          #expect(injector.count == 2, "round \(round)")
        }
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
    }

    @Test("Forks that always fail give a run an error that says so, in a few attempts, until they work again")
    func lasting() async throws {
      await #expect(processExitsWith: .success) {
        let injector = try FaultInjector(calls: [cfault_clone])
        let sandbox = try await Sandbox(policy: .ample, configuration: .init(waitingChildren: 1))
        injector.fail { call in call.caller == .worker ? EAGAIN : nil }
        _ = try await sandbox.run("print('by the one that waits')")
        let output = Pieces()
        for _ in 0..<2 {
          let error = try await belljarError { try await sandbox.run("print('ran')", onOutput: output.append) }
          #expect(error.code == .systemCallFailed)
          #expect(error.step == "fork a child")
          #expect(error.errorNumber == EAGAIN)
        }
        #expect(output.joined(.standardOutput) == [])

        // While nobody asks it is tried now and then, not all the time.
        let clock = ContinuousClock()
        let (start, attempts) = (clock.now, injector.count)
        try await Task.sleep(for: .seconds(2))
        let seconds = Int((clock.now - start) / .seconds(1)) + 1
        #expect(injector.count - attempts <= 10 + seconds, "\(injector.count - attempts) in \(seconds) s")

        injector.fail(nil)
        try await Aftermath.expectRuns(in: sandbox)
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
    }

    @Test("The kernel's own limit of processes has the same result")
    func processLimit() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(waitingChildren: 1))
      let server = try worker.server
      let limit = try SoftLimit("nproc", of: server)
      try limit.set("1")
      let failure = try await Aftermath.firstFailure(in: sandbox)
      #expect(failure.step == "fork a child")
      #expect(failure.errorNumber == EAGAIN)
      try limit.set(limit.original)
      try await Aftermath.expectRuns(in: sandbox)
      #expect(worker.servers == [server])
      try await worker.expectNothingLeft(of: sandbox)
    }

    @Test("What a fork needs besides: sockets, pipes, a pidfd, the message to the host")
    func preparations() async throws {
      await #expect(processExitsWith: .success) {
        let calls = [cfault_socketpair, cfault_pipe2, cfault_pidfd_open, cfault_sendmsg]
        let injector = try FaultInjector(calls: calls)
        let sandbox = try await Sandbox(policy: .ample, configuration: .init(waitingChildren: 1))
        let descriptors = try await Aftermath.openDescriptors()
        for (call, code) in zip(calls, [ENFILE, EMFILE, EMFILE, ETOOMANYREFS]) {
          injector.fail { seen in
            guard seen.number == call.rawValue, seen.caller == .worker else { return nil }
            // A message without descriptors has no such failure.
            return call == cfault_sendmsg && !seen.carriesDescriptors ? nil : code
          }
          let failure = try await Aftermath.firstFailure(in: sandbox)
          #expect(failure.step == "fork a child", "\(call)")
          #expect(failure.errorNumber == code, "\(call)")
          injector.fail(nil)
          try await Aftermath.expectRuns(in: sandbox)
        }
        #expect(try await waits { MixedRuns.openDescriptors <= descriptors })
        try await Aftermath.expectNothingLeft(of: sandbox)
      }
    }
  }
}
