internal import BelljarWire

/// Runs the code that a run will need, once in the fork server, so that what it sets up on first use is set up for all
/// children, and once in each waiting child, so that the pages it writes to are the child's own before a request comes.
/// A first use costs faults by the dozen; a waiting child that has made them answers ten times sooner.
///
/// What every run needs comes first. What most programs need is for an idle child: under load it would cost runs that do
/// not need it, and it makes up a third of what a waiting child keeps in memory.
enum Rehearsal {
  /// In the fork server: everything.
  static func performAll(with run: borrowing ProgramRun) {
    perform(with: run)
    performIdle(with: run)
    // What a program takes whose end only the syntax tree can tell.
    run.rehearse("(1\n)", names: [])
  }

  /// In a child that nobody has asked for anything yet. Its names are none that a prelude may have left there.
  static func performIdle(with run: borrowing ProgramRun) {
    run.rehearse(
      """
      def belljar_double(values): return [value * 2 for value in values]
      belljar_example = f"{belljar_double([1])!r:>8}"
      try: {}["missing"]
      except KeyError as belljar_error: str(belljar_error)
      pass
      """, names: ["belljar_double", "belljar_example"])
    guard run.checksSyntax else { return }
    // Most programs with a class in them hold a word that takes the syntax tree.
    run.rehearse(
      """
      class BelljarExample:  # __doc
        def __init__(self, value): self.value = [value]
      """, names: ["BelljarExample"])
  }

  static func perform(with run: borrowing ProgramRun) {
    // Statements, and an expression at the end: each is compiled its own way.
    run.rehearse("pass\nprint(end='')", names: [])
    ChildMemory.rehearse()
    rehearseOrders()
    let exception = ExceptionRecord(type: "E", message: "m", traceback: "t")
    let refusal = Refusal(kind: .systemCall, name: "socket", line: 1)
    _ = ChildReport.completed(CompletionRecord(result: .raised(exception), refusals: [refusal])).frame()
    _ = ChildReport.completed(CompletionRecord(result: .returned(.none), refusals: [])).frame()
    _ = ChildReport.waiting(peakBytes: 1 << 24).frame()
  }

  /// Decodes and drops what each run sends. To drop an order is work too: the type of each part is looked up on first use.
  private static func rehearseOrders() {
    let limits = ChildLimits(
      memory: 1 << 28, memoryCeiling: 1 << 28, recursion: 1000, cpuSeconds: 7, orderLength: 4, maximumValue: 1 << 25,
      isSession: false)
    let program = ProgramOrder(source: Array("pass".utf8), name: ProgramRun.fileName, maximumValue: 1 << 25)
    var decoded: ChildOrder?
    for (order, phase) in [(ChildOrder.limits(limits), ChildPhase.limits), (.program(program), .program)] {
      decoded = try? phase.decode(Array(order.frame().dropFirst(Frame.headerLength)))
      guard decoded != nil else { return }
    }
  }
}
