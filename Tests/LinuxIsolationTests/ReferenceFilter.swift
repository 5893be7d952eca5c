import LinuxIsolation
import SeccompCompiler

/// What the rules mean, read from the data and not from the compiled program.
struct ReferenceFilter {
  private let rules: [UInt32: [FilterRule]]
  private let process: UInt32

  init(rules: [FilterRule], process: UInt32) {
    self.process = process
    self.rules = Dictionary(grouping: rules.filter { SeccompCompiler.number(of: $0.call) != nil }) {
      SeccompCompiler.number(of: $0.call).map(UInt32.init) ?? .max
    }
  }

  func result(for call: SystemCall) -> UInt32 {
    guard call.architecture == Architecture.native else { return FilterResult.kill }
    if call.architecture == Architecture.x86, isX32(call.number) { return FilterResult.kill }
    let matching = (rules[call.number] ?? []).filter { rule in rule.conditions.allSatisfy { holds($0, for: call) } }
    // A rule with conditions says more than one without; `FilterRuleTests` sees to it that no two contradict.
    let rule = matching.max { $0.conditions.count < $1.conditions.count }
    return FilterResult.of(rule?.verdict ?? FilterRules.defaultVerdict)
  }

  /// -1 is no x32 call: by it a tracer skips a call, and libseccomp lets it come to the default.
  private func isX32(_ number: UInt32) -> Bool { number >= Architecture.x32Bit && number != .max }

  private func holds(_ condition: ArgumentCondition, for call: SystemCall) -> Bool {
    call.arguments[condition.argument] & condition.mask == value(of: condition)
  }

  func value(of condition: ArgumentCondition) -> UInt64 {
    switch condition.value {
    case .constant(let value): value
    case .ownProcess: UInt64(process)
    }
  }
}
