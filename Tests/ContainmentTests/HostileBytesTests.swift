import Belljar
import Testing

extension Containment {
  /// Whatever a program writes, and wherever: only its own outcome changes, and never to more than a claim.
  @Suite("Hostile bytes")
  struct HostileBytesTests {
    private static let limits = Limits(wallTime: .milliseconds(500))

    @Test(
      "Bytes on the channel that are no message change nothing but the run's own outcome",
      arguments: HostileProgram.malformed)
    func malformed(hostile: HostileProgram) async throws {
      try await expect(hostile)
    }

    @Test(
      "A forged record is a claim, and the kernel's word goes before it", arguments: HostileProgram.forged)
    func forged(hostile: HostileProgram) async throws {
      try await expect(hostile)
    }

    @Test("Bytes on the standard streams are output and nothing else", arguments: HostileProgram.streams)
    func streams(hostile: HostileProgram) async throws {
      try await expect(hostile)
    }

    @Test("Every byte value comes through a standard stream as it was written")
    func everyByte() async throws {
      let sandbox = try await SharedSandbox.hostileBytes.value
      let outcome = try await sandbox.run(
        "import os\nos.write(1, bytes(range(256)))\nos.write(2, bytes(range(255, -1, -1)))")
      #expect(outcome.output.bytes == (0...255).map { UInt8($0) })
      #expect(outcome.errorOutput.bytes == (0...255).reversed().map { UInt8($0) })
      #expect(outcome.standardOutput.contains("\u{FFFD}"))
    }

    @Test("A forged denial is the program's word, never the kernel's or the host's")
    func forgedDenial() async throws {
      let forged = HostileProgram(
        "a forged denial",
        program: """
          denial = b"\\x84" + text("systemCall") + text("forged") + b"\\x01" + text("/forged.py")
          send(frame(b"\\x83\\x69completed\\xf6\\x81" + denial))
          os._exit(0)
          """)
      let sandbox = try await SharedSandbox.hostileBytes.value
      let outcome = try await sandbox.run(forged.program, limits: Self.limits)
      #expect(outcome.denials.allSatisfy { $0.source == .program })
      try await expectNextRunWorks(in: sandbox)
    }

    @Test("Hostile runs beside a good one leave it alone")
    func neighbours() async throws {
      let sandbox = try await SharedSandbox.hostileBytes.value
      let hostile = HostileProgram.malformed + HostileProgram.forged
      try await withThrowingTaskGroup(of: Void.self) { group in
        for program in hostile {
          group.addTask { _ = try await sandbox.run(program.program, limits: Self.limits) }
          group.addTask { try await expectNextRunWorks(in: sandbox) }
        }
        try await group.waitForAll()
      }
    }

    private func expect(_ hostile: HostileProgram) async throws {
      let sandbox = try await SharedSandbox.hostileBytes.value
      let outcome = try await sandbox.run(hostile.program, limits: Self.limits)
      #expect(hostile.endings.contains(Ending(outcome.termination)), "\(outcome.termination)")
      try await expectNextRunWorks(in: sandbox)
    }

    private func expectNextRunWorks(in sandbox: Sandbox) async throws {
      let next = try await sandbox.run("print(6 * 7)")
      #expect(Ending(next.termination) == .finished)
      #expect(next.standardOutput == "42\n")
      #expect(next.denials == [])
    }
  }
}
