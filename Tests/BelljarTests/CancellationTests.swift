import Belljar
import Synchronization
import Testing

extension SandboxTests {
  @Suite("Cancellation")
  struct CancellationTests {
    /// A program that does not end by itself, and prints an "a" at its start.
    struct Endless: Sendable, CustomStringConvertible {
      let description: String
      let program: String
    }

    static let endless = [
      Endless(description: "a busy loop", program: "print('a', end='')\nwhile True: pass"),
      Endless(description: "a sleep", program: "import time\nprint('a', end='')\ntime.sleep(100)"),
      Endless(
        description: "an interrupt that is caught",
        program: """
          print("a", end="")
          while True:
              try:
                  while True: pass
              except BaseException: pass
          """),
      Endless(
        description: "an interrupt that is caught, and an end of its own",
        program: """
          print("a", end="")
          try:
              while True: pass
          except BaseException: pass
          """),
      Endless(
        description: "one long call in C",
        program: "print('a', end='')\nsum(range(10 ** 15))"),
    ]

    @Test("A cancelled run returns within a second, with the output so far", arguments: endless)
    func running(endless: Endless) async throws {
      let sandbox = try await SharedSandbox.standard.value
      let started = Signal()
      let task = Task { try await sandbox.run(endless.program) { _, _ in started.send() } }
      await started.wait()
      let clock = ContinuousClock()
      let cancelled = clock.now
      task.cancel()
      let outcome = try await task.value
      #expect(cancelled.duration(to: clock.now) < .seconds(1))
      #expect(outcome.termination == .cancelled)
      #expect(outcome.standardOutput == "a")
      #expect(try await sandbox.run("print('next')").standardOutput == "next\n")
    }

    @Test("A run may be cancelled from where its output arrives")
    func fromOutput() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let box = TaskBox()
      let task = Task {
        await box.isFilled.wait()
        // The closure runs on Belljar's own thread, in the middle of its work.
        return try await sandbox.run("print('a', end='')\nwhile True: pass") { _, _ in box.cancel() }
      }
      box.fill(task)
      let outcome = try await task.value
      #expect(outcome.termination == .cancelled)
      #expect(outcome.standardOutput == "a")
    }

    @Test("A run of a task that is cancelled already does nothing")
    func beforeItBegan() async throws {
      let sandbox = try await SharedSandbox.standard.value
      for _ in 0..<20 {
        let outcome = try await Task {
          withUnsafeCurrentTask { $0?.cancel() }
          return try await sandbox.run("print('ran')")
        }.value
        #expect(outcome.termination == .cancelled)
      }
      #expect(try await sandbox.run("print('next')").standardOutput == "next\n")
    }

    @Test("A run that is cancelled while it waits never begins, and the others keep their turn")
    func whileWaiting() async throws {
      let sandbox = try await Sandbox(policy: .ample, configuration: .init(maximumConcurrentRuns: 1))
      let (occupant, _) = await ConcurrencyTests.occupy(sandbox)
      let executor = OrderedExecutor()
      let tasks = (0..<3).map { number in
        Task(executorPreference: executor) { try await sandbox.run("print(\(number))") }
      }
      await executor.settle()
      tasks[1].cancel()
      let cancelled = try await tasks[1].value
      #expect(cancelled.termination == .cancelled)
      #expect(cancelled.standardOutput.isEmpty)
      #expect(cancelled.usage.wallTime == .zero)

      occupant.cancel()
      #expect(try await occupant.value.termination == .cancelled)
      #expect(try await tasks[0].value.standardOutput == "0\n")
      #expect(try await tasks[2].value.standardOutput == "2\n")
      await sandbox.shutdown()
    }

    @Test("A cancellation at any moment gives a cancelled or a finished run, and the sandbox goes on")
    func anyMoment() async throws {
      let sandbox = try await SharedSandbox.standard.value
      for step in 0..<40 {
        let task = Task { try await sandbox.run("print('ran')") }
        for _ in 0..<step * 5 { await Task.yield() }
        task.cancel()
        let outcome = try await task.value
        #expect(outcome.termination == .cancelled || outcome.termination.isFinished, "\(outcome.termination)")
      }
      #expect(try await sandbox.run("print('next')").standardOutput == "next\n")
    }
  }
}

/// A task that something within it can cancel.
private final class TaskBox: Sendable {
  let isFilled = Signal()
  private let task = Mutex<Task<Outcome, any Error>?>(nil)

  func fill(_ task: Task<Outcome, any Error>) {
    self.task.withLock { $0 = task }
    isFilled.send()
  }

  func cancel() { task.withLock { $0 }?.cancel() }
}
