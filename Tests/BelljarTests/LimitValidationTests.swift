import Belljar
import Testing

extension SandboxTests {
  @Suite("Validation of limits")
  struct LimitValidationTests {
    /// A limit that cannot be meant, and what is said of it.
    struct Absurdity: Sendable, CustomStringConvertible {
      let limits: Limits
      let description: String
    }

    static let absurdities = [
      Absurdity(
        limits: Limits(wallTime: .seconds(-1)),
        description: "The wall time limit of -1.0 seconds is out of range; give one from \(shortest) to \(longest)."),
      Absurdity(
        limits: Limits(wallTime: .zero),
        description: "The wall time limit of 0.0 seconds is out of range; give one from \(shortest) to \(longest)."),
      Absurdity(
        limits: Limits(wallTime: .seconds(1_000_000_000)),
        description: "The wall time limit of 1000000000.0 seconds is out of range; "
          + "give one from \(shortest) to \(longest)."),
      Absurdity(
        limits: Limits(cpuTime: .seconds(-1)),
        description: "The CPU time limit of -1.0 seconds is out of range; give one from \(shortest) to \(longest)."),
      Absurdity(
        limits: Limits(cpuTime: .zero),
        description: "The CPU time limit of 0.0 seconds is out of range; give one from \(shortest) to \(longest)."),
      Absurdity(
        limits: Limits(memory: .bytes(-1)),
        description: "The memory limit of -1 bytes is out of range; give one from 1 MiB to 16384 GiB."),
      Absurdity(
        limits: Limits(memory: .bytes(0)),
        description: "The memory limit of 0 bytes is out of range; give one from 1 MiB to 16384 GiB."),
      Absurdity(
        limits: Limits(memory: .gibibytes(1 << 15)),
        description: "The memory limit of 32768 GiB is out of range; give one from 1 MiB to 16384 GiB."),
      Absurdity(
        limits: Limits(output: .bytes(-1)),
        description: "The output limit of -1 bytes is out of range; give one from 0 bytes to 1 GiB."),
      Absurdity(
        limits: Limits(output: .gibibytes(2)),
        description: "The output limit of 2 GiB is out of range; give one from 0 bytes to 1 GiB."),
      Absurdity(
        limits: Limits(recursion: -5),
        description: "The recursion limit of -5 is out of range; give one from 10 to 1000000."),
      Absurdity(
        limits: Limits(recursion: 0),
        description: "The recursion limit of 0 is out of range; give one from 10 to 1000000."),
      Absurdity(
        limits: Limits(recursion: .max),
        description: "The recursion limit of 9223372036854775807 is out of range; give one from 10 to 1000000."),
    ]

    private static let shortest = "0.001 seconds"
    private static let longest = "31536000.0 seconds"

    @Test("A run's limit that cannot be meant is refused in one sentence", arguments: absurdities)
    func run(absurdity: Absurdity) async throws {
      let sandbox = try await SharedSandbox.standard.value
      let error = await #expect(throws: BelljarError.self) {
        _ = try await sandbox.run("pass", limits: absurdity.limits)
      }
      #expect(error?.code == .invalidPolicy)
      #expect(error?.message == absurdity.description)
    }

    @Test("A policy's limit that cannot be meant is refused in the same sentence", arguments: absurdities)
    func policy(absurdity: Absurdity) async throws {
      let error = await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: Policy(limits: absurdity.limits))
      }
      #expect(error?.code == .invalidPolicy)
      #expect(error?.message == absurdity.description)
    }

    @Test(
      "The largest numbers there are do not trap",
      arguments: [
        Limits(wallTime: .seconds(Int64.max)), Limits(wallTime: .seconds(Int64.min)),
        Limits(cpuTime: .seconds(Int64.max)), Limits(memory: .bytes(.max)), Limits(memory: .gibibytes(.max)),
        Limits(memory: .gibibytes(.min)), Limits(output: .bytes(.max)), Limits(recursion: .min),
      ])
    func extremes(limits: Limits) async throws {
      let error = await #expect(throws: BelljarError.self) { _ = try await Sandbox(policy: Policy(limits: limits)) }
      #expect(error?.code == .invalidPolicy)
    }

    @Test(
      "A limit above the policy's is refused in one sentence",
      arguments: [
        (
          Limits(wallTime: .seconds(6)),
          "The wall time limit of 6.0 seconds is above the policy's 5.0 seconds; a run may only lower it."
        ),
        (
          Limits(cpuTime: .milliseconds(5001)),
          "The CPU time limit of 5.001 seconds is above the policy's 5.0 seconds; a run may only lower it."
        ),
        (
          Limits(memory: .mebibytes(257)),
          "The memory limit of 257 MiB is above the policy's 256 MiB; a run may only lower it."
        ),
        (
          Limits(output: .mebibytes(2)),
          "The output limit of 2 MiB is above the policy's 1 MiB; a run may only lower it."
        ),
        (Limits(recursion: 1001), "The recursion limit of 1001 is above the policy's 1000; a run may only lower it."),
      ])
    func aboveCeiling(limits: Limits, message: String) async throws {
      let sandbox = try await Sandbox()
      let error = await #expect(throws: BelljarError.self) { _ = try await sandbox.run("pass", limits: limits) }
      #expect(error?.code == .limitAboveCeiling)
      #expect(error?.message == message)
      #expect(try await sandbox.run("print(1)").standardOutput == "1\n")
      await sandbox.shutdown()
    }
  }
}
