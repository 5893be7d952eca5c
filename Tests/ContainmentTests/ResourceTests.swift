import Belljar
import Testing

extension Containment {
  @Suite("Resources")
  struct ResourceTests {
    @Test("A program that takes too much ends as it must, and the next run works", arguments: Hog.standard)
    func standard(hog: Hog) async throws {
      try await expect(hog, in: SharedSandbox.standardForResources)
    }

    @Test(
      "With the kernel layers alone it ends as it must, and the next run works", arguments: Hog.unrestricted)
    func unrestricted(hog: Hog) async throws {
      try await expect(hog, in: SharedSandbox.kernelLayersAloneForResources)
    }

    @Test("A crash is told from an exit and from a finish, and the next run works", arguments: Hog.crashes)
    func crash(hog: Hog) async throws {
      try await expect(hog, in: SharedSandbox.kernelLayersAloneForResources)
    }

    @Test("What a program wrote before it was killed is returned, a line without its end too")
    func outputSoFar() async throws {
      let sandbox = try await SharedSandbox.standardForResources.value
      let outcome = try await sandbox.run(
        "print('a', end='')\nwhile True: pass", limits: Limits(wallTime: .milliseconds(500)))
      #expect(outcome.standardOutput == "a")
      #expect(Ending(outcome.termination) == .wallTime)
      #expect(!outcome.output.isTruncated)
    }

    @Test("Of a flood exactly the first bytes are kept, and marked as truncated")
    func truncation() async throws {
      let sandbox = try await SharedSandbox.standardForResources.value
      let limits = Hog.ample(output: .kibibytes(64))
      let outcome = try await sandbox.run("while True: print('0123456789')", limits: limits)
      #expect(Ending(outcome.termination) == .output)
      #expect(outcome.output.bytes.count == limits.output.bytes)
      #expect(outcome.output.isTruncated)
      let line = Array("0123456789\n".utf8)
      #expect(outcome.output.bytes.enumerated().allSatisfy { $1 == line[$0 % line.count] })
    }

    @Test("A flood of refusals is listed only in part, and the outcome says what was refused")
    func refusalFlood() async throws {
      let sandbox = try await SharedSandbox.kernelLayersAloneForResources.value
      let outcome = try await sandbox.run(
        "import os\nfor _ in range(20_000):\n    try: os.chdir('/')\n    except OSError: pass")
      #expect(Ending(outcome.termination) == .finished)
      #expect(outcome.denials.contains { $0.name == "chdir" })
      #expect(outcome.denials.count < 1000)
    }

    private func expect(_ hog: Hog, in shared: Task<Sandbox, any Error>) async throws {
      let sandbox = try await shared.value
      let outcome = try await sandbox.run(hog.program, limits: hog.limits)
      let endings = hog.endings(onMinor: try await SharedSandbox.pythonMinorVersion())
      #expect(endings.contains(Ending(outcome.termination)), "\(outcome.termination)")
      #expect(outcome.usage.wallTime < hog.limits.wallTime + .seconds(1))
      expectMeasuredWithinASecond(outcome.termination)

      let next = try await sandbox.run("print(6 * 7)")
      #expect(Ending(next.termination) == .finished)
      #expect(next.standardOutput == "42\n")
    }

    private func expectMeasuredWithinASecond(_ termination: Termination) {
      switch termination {
      case .limitExceeded(.wallTime(let limit, let measured)),
        .limitExceeded(.cpuTime(let limit, let measured)):
        #expect(measured >= limit)
        #expect(measured < limit + .seconds(1))
      default: break
      }
    }
  }
}
