import Belljar

/// A run for which a child must be forked first, beside the fork alone.
///
/// The worker's part is measured in its own protocol: order the fork, order the run when the child waits (as the host
/// does), and read the completion record and then the news of the exit, which is what the fork alone includes too.
enum EmptyPool {
  static let reply = Measure("empty pool, to the completion record")
  static let exit = Measure("empty pool, to the news of the exit")
  static let eagerReply = Measure("empty pool, run ordered with the fork: to the record")
  static let eagerExit = Measure("empty pool, run ordered with the fork: to the exit")
  static let run = Measure("run(\"pass\"), the one waiting child just taken")

  static func measure(_ setting: Setting, into results: inout Results) async throws {
    let worker = try RawWorker(policy: .standard)
    let sandbox = try await Sandbox(configuration: Sandbox.Configuration(waitingChildren: 1))
    let contestants = [
      Floors.fork(of: worker),
      Contestant([reply, exit]) { try times(worker, ordersAtOnce: false) },
      Contestant([eagerReply, eagerExit]) { try times(worker, ordersAtOnce: true) },
      Contestant([run]) {
        // Whichever is first takes the waiting child; the other meets an empty pool, and is the slower one.
        async let one = time(sandbox)
        async let other = time(sandbox)
        return [max(try await one, try await other)]
      },
    ]
    try await alternate(contestants, rounds: setting.rounds(dividedBy: 2), gap: setting.gap, into: &results)
    await sandbox.shutdown()
  }

  private static func time(_ sandbox: Sandbox) async throws -> Double {
    try await measured { try expect(await sandbox.run("pass")) { $0.hasFinished } }
  }

  private static let program = Array("pass".utf8)

  private static func times(_ worker: RawWorker, ordersAtOnce: Bool) throws -> [Double] {
    let start = now()
    let child = try worker.fork()
    if ordersAtOnce { try child.order(program, under: Limits()) }
    try child.waitUntilWaiting()
    if !ordersAtOnce { try child.order(program, under: Limits()) }
    try child.waitForRecord()
    let reply = now() - start
    try worker.waitForEnd(of: child)
    return [reply, now() - start]
  }
}
