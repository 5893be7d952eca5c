import CLinuxShim
import LinuxIsolation
import SeccompCompiler

/// The filter of one process, compiled, bound and ready to be asked.
struct CompiledFilter {
  static let process: UInt32 = 4711

  let rules: [FilterRule]
  let program: SeccompProgram
  let reference: ReferenceFilter
  private let evaluator: BPFEvaluator

  init(allowsThreads: Bool, files: FilterRules.Files = .none) throws {
    rules = FilterRules.rules(allowsThreads: allowsThreads, files: files)
    var program = try SeccompCompiler.compile(rules)
    try program.bind(to: Int32(Self.process))
    self.program = program
    evaluator = BPFEvaluator(program.instructions)
    reference = ReferenceFilter(rules: rules, process: Self.process)
  }

  func result(for call: SystemCall) throws -> UInt32 { try evaluator.result(for: call) }

  /// The result for a call by its name.
  func result(_ name: String, _ arguments: [UInt64] = []) throws -> UInt32? {
    try SystemCall(named: name, arguments).map(result)
  }
}
