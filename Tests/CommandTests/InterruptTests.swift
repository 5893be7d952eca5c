import Glibc
import Testing

extension Command {
  @Suite("Ctrl-C")
  struct InterruptTests {
    private static let sleeper = "import time\nprint('begun', flush=True)\ntime.sleep(80)"
    private static let stubborn = """
      print('begun', flush=True)
      while True:
          try:
              while True: pass
          except BaseException: pass
      """

    @Test("It ends the run with 130, within a second or so", arguments: [sleeper, stubborn])
    func once(_ program: String) async throws {
      let worker = try TaggedWorker()
      let run = try CommandRun(
        ["run", "--time", "80s", "--cpu", "80s", "-c", program], environment: worker.environment)
      try await run.waitForOutput("begun\n")
      let sent = ContinuousClock.now
      run.send(SIGINT)
      let result = try await run.result()
      #expect(ContinuousClock.now - sent < .seconds(5))
      #expect(result.status == 130)
      #expect(result.output == "begun\n")
      #expect(result.reasons == ["belljar: interrupted"])
      try await worker.expectNothingRuns()
    }

    @Test("Under --quiet it says nothing")
    func quiet() async throws {
      let worker = try TaggedWorker()
      let run = try CommandRun(
        ["run", "-q", "--time", "80s", "-c", Self.sleeper], environment: worker.environment)
      try await run.waitForOutput("begun\n")
      run.send(SIGINT)
      let result = try await run.result()
      #expect(result.status == 130)
      #expect(result.diagnostics.isEmpty)
      try await worker.expectNothingRuns()
    }

    @Test("Twice ends it at once, and still leaves nothing")
    func twice() async throws {
      let worker = try TaggedWorker()
      let run = try CommandRun(
        ["run", "--time", "80s", "--cpu", "80s", "-c", Self.stubborn], environment: worker.environment)
      try await run.waitForOutput("begun\n")
      run.send(SIGINT)
      try await Task.sleep(for: .milliseconds(20))
      run.send(SIGINT)
      #expect(try await run.result().status == 130)
      try await worker.expectNothingRuns()
    }

    @Test("During the start it ends the command and leaves nothing", arguments: [0, 10, 20, 40, 60, 80, 120, 160])
    func early(_ milliseconds: Int) async throws {
      let worker = try TaggedWorker()
      let run = try CommandRun(["run", "--time", "80s", "-c", Self.sleeper], environment: worker.environment)
      try await Task.sleep(for: .milliseconds(milliseconds))
      run.send(SIGINT)
      // Before the command listens, the signal itself ends it, which a shell shows as 130 too.
      #expect([130, -SIGINT].contains(try await run.result().status))
      try await worker.expectNothingRuns()
    }
  }
}
