import Belljar
import Foundation
import Glibc
import Synchronization

/// Some clients that run programs at once, and the books that are kept of it.
final class Soak: Sendable {
  private static let clients = 4
  private static let samples = 60

  private let count: Int
  private let attacks: [SoakCase]
  private let standard: Sandbox
  private let unrestricted: Sandbox
  /// The unrestricted sandbox's worker, which serves throughout.
  private let server: SoakProcess
  /// Open once the process's own reactor is there, and no sandbox.
  private let descriptorsBefore: [String]
  private let state = Mutex(State())

  private struct State {
    var next = 0
    var failures: [String] = []
    var verdicts: [String: Int] = [:]
    var host = MemorySeries()
    var worker = MemorySeries()
  }

  init(attacks directory: String, count: Int) async throws {
    self.count = count
    attacks = try SoakCase.attacks(in: directory)
    let first = try await Sandbox()
    await first.shutdown()
    // A sleep too has a descriptor, for good.
    try await Task.sleep(for: .milliseconds(100))
    try await settle { SoakProcess.descendants.isEmpty }
    descriptorsBefore = SoakProcess.own.descriptors ?? []

    var policy = Policy(limits: .soak)
    standard = try await Sandbox(
      policy: policy,
      configuration: .init(maximumConcurrentRuns: Self.clients, maximumRunsPerWorker: max(100, count / 10)))
    let others = Set(SoakProcess.children(of: getpid()))
    policy.image.namespace = .unrestricted
    unrestricted = try await Sandbox(
      policy: policy, configuration: .init(maximumConcurrentRuns: Self.clients, maximumRunsPerWorker: .max))
    guard let server = SoakProcess.children(of: getpid()).first(where: { !others.contains($0) }) else {
      throw SoakError.noWorker
    }
    self.server = server
  }

  /// Runs all programs. Returns what was not as it should be.
  func run() async throws -> [String] {
    await withTaskGroup { group in
      for _ in 0..<Self.clients { group.addTask { await self.serve() } }
    }
    // While the sandboxes wait: nothing dead is kept, and the worker has what two waiting children need.
    await expect("zombies are left") { SoakProcess.descendants.allSatisfy { !$0.isZombie } }
    await expect("the worker holds more descriptors than when it began") {
      self.server.openDescriptors ?? .max <= Self.descriptorsOfServer
    }
    await standard.shutdown()
    await unrestricted.shutdown()
    await expect("processes are left") { SoakProcess.descendants.isEmpty }
    await expect("descriptors are left") { SoakProcess.own.openDescriptors ?? .max <= self.descriptorsBefore.count }
    return report()
  }

  /// Its own eight or so, and nine for each of up to five children that wait or are being made.
  private static let descriptorsOfServer = 64

  private func serve() async {
    while let number = take() {
      let program = program(number)
      do {
        let outcome = try await run(program)
        state.withLock { state in
          state.verdicts[program.verdict, default: 0] += 1
          if let objection = program.objection(to: outcome) { state.failures.append("run \(number): \(objection)") }
        }
      } catch {
        state.withLock { $0.failures.append("run \(number): \(program.name): \(error)") }
      }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      if state.next % max(1, count / Self.samples) == 0 {
        state.host.add(SoakProcess.own.anonymousBytes)
        state.worker.add(server.anonymousBytes)
      }
      if state.next % max(1, count / 10) == 0 { say("\(state.next) of \(count) runs") }
      state.next += 1
      return state.next - 1
    }
  }

  /// Half are good, a quarter are attacks, a quarter end badly in every way there is.
  private func program(_ number: Int) -> SoakCase {
    let turn = number / 4
    return switch number % 4 {
    case 0: SoakCase.good[turn % SoakCase.good.count]
    case 1: SoakCase.good[(turn * 5 + 1) % SoakCase.good.count]
    case 2: attacks[turn % attacks.count]
    default: SoakCase.hostile[turn % SoakCase.hostile.count]
    }
  }

  private func run(_ program: SoakCase) async throws -> Outcome {
    let sandbox = program.place == .standard ? standard : unrestricted
    guard program.isCancelled else {
      return try await sandbox.run(program.source, limits: program.limits, standardInput: program.input)
    }
    let (started, continuation) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      try await sandbox.run(program.source, limits: program.limits) { _, _ in continuation.finish() }
    }
    for await _ in started {}
    task.cancel()
    return try await task.value
  }

  private func expect(_ failure: String, _ condition: @Sendable () -> Bool) async {
    guard (try? await settle(condition)) == nil else { return }
    let processes = SoakProcess.descendants.map(\.description)
    let new = (SoakProcess.own.descriptors ?? []).filter { !descriptorsBefore.contains($0) }
    state.withLock {
      $0.failures.append("\(failure): processes \(processes), descriptors \(new), worker's \(server.descriptors ?? [])")
    }
  }

  private func report() -> [String] {
    state.withLock { state in
      for (verdict, number) in state.verdicts.sorted(by: { $0.key < $1.key }) { say("\(number) × \(verdict)") }
      for (name, series) in [("host", state.host), ("worker", state.worker)] {
        say(
          "\(name), anonymous memory, medians of thirds: \(series.thirds.map { "\($0 >> 10) KiB" }.joined(separator: ", "))"
        )
        if !series.isFlat { state.failures.append("the \(name)'s memory grows") }
      }
      return state.failures
    }
  }
}

enum SoakError: Error {
  case noWorker
  case neverSettled
}

/// Waits for what must come true, generously.
func settle(_ condition: () -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(60)
  while !condition() {
    guard ContinuousClock.now < deadline else { throw SoakError.neverSettled }
    try await Task.sleep(for: .milliseconds(20))
  }
}

/// Prints a line at once, also into a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
