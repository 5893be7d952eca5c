import Belljar
import Foundation
import Testing

extension Containment {
  /// What a program writes to its process's channel beside, or instead of, the worker's own code.
  @Suite("Hostile reports")
  struct HostileReportTests {
    private static var limits: Limits { Limits(wallTime: .milliseconds(400), valueSize: .mebibytes(4)) }

    private static var functions: HostFunctions {
      HostFunctions(maximumCalls: 100) {
        HostFunction("f") { 7 }
        HostFunction("big") { [UInt8](repeating: 0, count: 3 << 20) }
        HostFunction("wait") { () async throws in try await Task.sleep(for: .seconds(600)) }
      }
    }

    @Test("In a run they change its own outcome alone", arguments: HostileProgram.reports)
    func run(hostile: HostileProgram) async throws {
      let sandbox = try await SharedSandbox.hostileBytes.value
      var limits = Self.limits
      // Short for those alone that are to meet it.
      if !hostile.endings.contains(.wallTime) { limits.wallTime = .seconds(5) }
      let outcome = try await sandbox.run(hostile.program, limits: limits, functions: Self.functions)
      #expect(hostile.endings.contains(Ending(outcome.termination)), "\(outcome.termination)")
      try await Self.expectNextRunWorks(in: sandbox)
    }

    @Test("In a session they change no more, and neither there nor in a run do they take the host's memory")
    func memory() async throws {
      // Other tests would take memory meanwhile.
      await #expect(processExitsWith: .success) {
        let sandbox = try await Sandbox(policy: .kernelLayersAlone)
        try await Self.expectNextRunWorks(in: sandbox)
        for hostile in HostileProgram.reports {
          let before = try Self.resetPeak()
          _ = try await sandbox.run(hostile.program, limits: Self.limits, functions: Self.functions)
          try await sandbox.withSession { session in
            let outcome = try await session.run(hostile.program, limits: Self.limits, functions: Self.functions)
            guard outcome.canContinue else { return #expect(!session.isUsable) }
            // What it says in a later run is its claim too; it ends all the same.
            _ = try? await session.run("6 * 7", limits: Self.limits)
          }
          let growth = try Self.peak() - before
          #expect(growth < 64 << 20, "\(hostile.name): \(growth >> 20) MiB")
          try await Self.expectNextRunWorks(in: sandbox)
        }
        try await Self.expectPilesNoOrders(sandbox)
        await sandbox.shutdown()
      }
    }

    /// A session whose process answers without reading ends before the orders that it leaves unread come to much.
    private static func expectPilesNoOrders(_ sandbox: Sandbox) async throws {
      let before = try resetPeak()
      let liar = HostileProgram("answers at once, for ever", program: "while True: send(frame(COMPLETED))")
      try await sandbox.withSession { session in
        _ = try await session.run(liar.program, limits: limits)
        let input: Inputs = ["x": .bytes([UInt8](repeating: 1, count: 3 << 20))]
        for _ in 0..<100 where session.isUsable { _ = try? await session.run("1", limits: limits, inputs: input) }
        #expect(!session.isUsable)
      }
      let growth = try peak() - before
      #expect(growth < 64 << 20, "\(growth >> 20) MiB")
      try await expectNextRunWorks(in: sandbox)
    }

    private static func expectNextRunWorks(in sandbox: Sandbox) async throws {
      let next = try await sandbox.run("print(6 * 7)")
      #expect(Ending(next.termination) == .finished)
      #expect(next.standardOutput == "42\n")
    }

    /// The process's resident memory now, from which its peak is counted anew.
    private static func resetPeak() throws -> Int {
      try Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
      return try status("VmRSS:")
    }

    private static func peak() throws -> Int { try status("VmHWM:") }

    private static func status(_ name: String) throws -> Int {
      let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
      let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
      return try #require(number) * 1024
    }
  }
}
