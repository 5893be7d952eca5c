internal import BelljarWire
internal import CPythonShim

/// What Python's own fork would do, and a raw one leaves out.
///
/// `PyOS_AfterFork_Child` is not an option: it deletes every subinterpreter.
struct ForkHooks: ~Copyable {
  private let collector: PythonObject
  private let reseed: PythonObject?

  init() throws(StepFailure) {
    guard let collector = PythonObject.imported("gc") else {
      throw StepFailure(step: "prepare forks", code: 0, detail: Interpreter.takenSummary())
    }
    self.collector = collector
    reseed = PythonObject.imported("random")?.attribute("seed")
    cpy_clear_exception()
  }

  /// Before the first fork: what lives now lives for ever, so no child's collector need touch (and copy) its pages.
  borrowing func freeze() {
    for name in ["collect", "freeze", "disable"] { _ = unsafe collector.attribute(name)?.call() }
    cpy_clear_exception()
  }

  /// In each child. Without a new seed all children would draw the same random numbers.
  borrowing func afterForkInChild() {
    switch reseed {
    case .some(let function): _ = unsafe function.call()
    case .none: break
    }
    cpy_enable_collector()
    cpy_clear_exception()
  }
}
