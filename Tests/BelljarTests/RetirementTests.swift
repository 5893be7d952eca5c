import Belljar
import Foundation
import Glibc
import Testing

extension SandboxTests {
  @Suite("A worker retires")
  struct RetirementTests {
    @Test("After its number of runs another worker serves, with another hash seed and address layout")
    func afterRuns() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample, configuration: worker.configuration(maximumRunsPerWorker: 3))
      let look = "print(hash('layout'), id(len))"
      let first = try #require(worker.servers.first)
      let before = try await sandbox.run(look).standardOutput
      #expect(try await sandbox.run(look).standardOutput == before)
      #expect(worker.servers == [first])
      _ = try await sandbox.run(look)
      #expect(try await waits { worker.servers.count == 1 && worker.servers.first != first })
      let after = try await sandbox.run(look).standardOutput
      let (old, new) = (before.split(separator: " "), after.split(separator: " "))
      #expect(old[0] != new[0])
      #expect(old[1] != new[1])
      await sandbox.shutdown()
      #expect(try await waits { worker.processes.isEmpty })
    }

    @Test("After its time a worker that has served a run is replaced, even if nothing runs then")
    func afterTime() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample, configuration: worker.configuration(maximumWorkerAge: .milliseconds(500)))
      let first = try #require(worker.servers.first)
      _ = try await sandbox.run("pass")
      #expect(try await waits { worker.servers.count == 1 && worker.servers.first != first })
      #expect(try await sandbox.run("print('next')").standardOutput == "next\n")
      await sandbox.shutdown()
      #expect(try await waits { worker.processes.isEmpty })
    }

    @Test("A worker that has met no program is not replaced, however old, until it has served one")
    func unused() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample, configuration: worker.configuration(maximumWorkerAge: .milliseconds(1)))
      let first = try #require(worker.servers.first)
      try await Task.sleep(for: .milliseconds(300))
      #expect(worker.servers == [first])
      _ = try await sandbox.run("pass")
      #expect(try await waits { worker.servers.count == 1 && worker.servers.first != first })
      await sandbox.shutdown()
      #expect(try await waits { worker.processes.isEmpty })
    }

    @Test("A run outlives its worker's retirement, ends as if nothing had been, and the worker then goes")
    func longRun() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample,
        configuration: worker.configuration(maximumConcurrentRuns: 2, maximumRunsPerWorker: 1))
      let first = try #require(worker.servers.first)
      let started = Signal()
      let long = Task {
        try await sandbox.run("print('a', flush=True)\nwhile True: pass") { _, _ in started.send() }
      }
      await started.wait()
      // The long one is the worker's first and only run; the next ends, and is the occasion to replace it.
      _ = try await sandbox.run("pass")
      #expect(try await waits { worker.servers.count == 2 })
      let successor = try #require(worker.servers.first { $0 != first })
      for number in 0..<3 {
        #expect(try await sandbox.run("print(\(number))").standardOutput == "\(number)\n")
      }
      // Of the retired worker only the run under way is left.
      #expect(
        try await waits {
          ProcessEntry.children(of: first.identifier).filter { !$0.isZombie && !$0.isFirstOfNamespace }.count == 1
        })
      #expect(first.isAlive)
      long.cancel()
      let outcome = try await long.value
      #expect(outcome.termination == .cancelled)
      #expect(outcome.standardOutput == "a\n")
      #expect(try await waits { !first.isAlive })
      #expect(successor != first)
      await sandbox.shutdown()
      #expect(try await waits { worker.processes.isEmpty })
    }

    @Test("The bound on concurrent runs counts those on a retired worker")
    func bound() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(
        policy: .ample, configuration: worker.configuration(maximumConcurrentRuns: 2, maximumRunsPerWorker: 1))
      let overlap = Overlap()
      try await withThrowingTaskGroup { group in
        for _ in 0..<30 {
          group.addTask {
            let outcome = try await sandbox.run(
              "print('<', flush=True)\nsum(range(300000))\nprint('>', flush=True)", onOutput: overlap.count)
            #expect(outcome.termination.isFinished, "\(outcome.termination)")
          }
        }
        try await group.waitForAll()
      }
      #expect(overlap.now == 0)
      #expect(overlap.most <= 2)
      await sandbox.shutdown()
      #expect(try await waits { worker.processes.isEmpty })
    }

    @Test("Runs during many changes of worker all succeed, and leave no process, no zombie and no descriptor")
    func manyChanges() async throws {
      await #expect(processExitsWith: .success) {
        let before = try await MixedRuns.descriptorsAfterOneRun()
        let worker = try OwnWorker()
        let sandbox = try await Sandbox(
          policy: .ample, configuration: worker.configuration(maximumConcurrentRuns: 4, maximumRunsPerWorker: 5))
        let seeds = try await withThrowingTaskGroup { group in
          for lane in 0..<4 {
            group.addTask {
              var seeds: Set<String> = []
              for number in 0..<60 {
                let outcome = try await sandbox.run("print(\(lane * 100 + number))\nprint(hash('seed'))")
                let lines = outcome.standardOutput.split(separator: "\n")
                #expect(lines.first == "\(lane * 100 + number)", "\(outcome.termination)")
                seeds.insert(lines.last.map(String.init) ?? "")
              }
              return seeds
            }
          }
          return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        #expect(seeds.count > 1)
        #expect(try await waits { ProcessEntry.children().count <= 2 })
        await sandbox.shutdown()
        #expect(try await waits { ProcessEntry.descendants(of: getpid()).isEmpty })
        #expect(try await waits { worker.processes.isEmpty })
        #expect(try await waits { MixedRuns.openDescriptors == before }, "\(MixedRuns.openDescriptors) of \(before)")
      }
    }

    @Test("A shutdown while a worker is being replaced leaves no process")
    func shutdownDuringChange() async throws {
      let worker = try OwnWorker()
      for _ in 0..<5 {
        let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(maximumRunsPerWorker: 1))
        _ = try await sandbox.run("pass")
        await sandbox.shutdown()
        #expect(try await waits { worker.processes.isEmpty })
      }
    }

    @Test("Where no successor can be started the worker goes on")
    func noSuccessor() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.link("belljar-worker", to: BuiltProducts.worker)
      let sandbox = try await Sandbox(
        policy: .ample, configuration: Sandbox.Configuration(workerPath: path, maximumRunsPerWorker: 1))
      try FileManager.default.removeItem(atPath: path)
      for number in 0..<5 {
        #expect(try await sandbox.run("print(\(number))").standardOutput == "\(number)\n")
      }
      await sandbox.shutdown()
    }

    @Test("A worker that dies while its successor is made ready is replaced by that")
    func deathDuringChange() async throws {
      let worker = try OwnWorker()
      let sandbox = try await Sandbox(policy: .ample, configuration: worker.configuration(maximumRunsPerWorker: 1))
      let first = try #require(worker.servers.first)
      _ = try await sandbox.run("pass")
      #expect(try await waits { worker.servers.count == 2 || worker.servers.first != first })
      kill(first.identifier, SIGKILL)
      var served = ""
      while served.isEmpty {
        do {
          served = try await sandbox.run("print('next')").standardOutput
        } catch let error as BelljarError where error.code == .workerDied {
          // Began before the news of the death had come.
        }
      }
      #expect(served == "next\n")
      await sandbox.shutdown()
      #expect(try await waits { worker.processes.isEmpty })
    }
  }
}
