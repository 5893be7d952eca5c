internal import BelljarWire

/// Runs the code that a run will need, once in the fork server, so that what it sets up on first use is set up for all
/// children, and once in each waiting child, so that the pages it writes to are the child's own before a request comes.
/// A first use costs faults by the dozen; a waiting child that has made them answers ten times sooner.
enum Rehearsal {
  static func perform(with run: borrowing ProgramRun) {
    run.warmUp()
    let orders = [
      ChildOrder.limits(memory: 1 << 28, recursion: 1000, sourceLength: 4),
      .program(source: Array("pass".utf8), name: ProgramRun.fileName),
    ]
    for (order, phase) in zip(orders, [.limits, .program] as [ChildPhase]) {
      _ = try? phase.decode(Array(order.frame().dropFirst(Frame.headerLength)))
    }
    let exception = ExceptionRecord(type: "E", message: "m", traceback: "t")
    let refusal = Refusal(kind: .systemCall, name: "socket", line: 1)
    _ = ChildReport.completed(CompletionRecord(result: .raised(exception), refusals: [refusal])).frame()
    _ = ChildReport.completed(CompletionRecord(result: .returned, refusals: [])).frame()
    _ = ChildReport.waiting(peakBytes: 1 << 24).frame()
  }
}
