import LinuxIsolation
import SeccompCompiler
import Testing

@Suite("The rules as data")
struct FilterRuleTests {
  private static let rules = FilterRules.rules(allowsThreads: true)

  @Test("Every rule has a reason", arguments: [false, true])
  func reasons(allowsThreads: Bool) {
    for rule in FilterRules.rules(allowsThreads: allowsThreads) {
      #expect(rule.reason.contains { !$0.isWhitespace }, "\(rule.call)")
    }
  }

  /// Calls that newer architectures do without; a rule for them is no use there, and no harm.
  private static let absentHere: Set<String> = {
    #if arch(x86_64)
      []
    #else
      ["open", "creat", "poll"]
    #endif
  }()

  @Test("Every call's name means a call of this architecture, except those listed")
  func names() {
    let unknown = Self.rules.map(\.call).filter { SeccompCompiler.number(of: $0) == nil }
    #expect(Set(unknown) == Self.absentHere)
  }

  @Test("A number's name is the name that it came from")
  func namesBothWays() {
    for rule in Self.rules {
      guard let number = SeccompCompiler.number(of: rule.call) else { continue }
      #expect(SeccompCompiler.name(of: number) == rule.call)
    }
    #expect(SeccompCompiler.name(of: 100_000) == "system call 100000")
    #expect(SeccompCompiler.number(of: "no_such_call") == nil)
    #expect(SeccompCompiler.number(of: "") == nil)
  }

  @Test("No call is given two unconditional verdicts", arguments: [false, true])
  func contradictions(allowsThreads: Bool) {
    let unconditional = FilterRules.rules(allowsThreads: allowsThreads).filter(\.conditions.isEmpty)
    for (call, rules) in Dictionary(grouping: unconditional, by: \.call) { #expect(rules.count == 1, "\(call)") }
  }

  @Test("No arguments satisfy two rules of different verdicts", arguments: [false, true])
  func contradictingConditions(allowsThreads: Bool) {
    let conditional = FilterRules.rules(allowsThreads: allowsThreads).filter { !$0.conditions.isEmpty }
    for (call, rules) in Dictionary(grouping: conditional, by: \.call) {
      for (index, rule) in rules.enumerated() {
        for other in rules[(index + 1)...] where other.verdict != rule.verdict {
          #expect(!canBothHold(rule.conditions, other.conditions), "\(call)")
        }
      }
    }
  }

  /// Conditions exclude each other if they ask one argument for different values of the same bits.
  private func canBothHold(_ conditions: [ArgumentCondition], _ others: [ArgumentCondition]) -> Bool {
    let reference = ReferenceFilter(rules: [], process: CompiledFilter.process)
    return conditions.allSatisfy { condition in
      others.allSatisfy { other in
        let difference = reference.value(of: condition) ^ reference.value(of: other)
        return condition.argument != other.argument || difference & condition.mask & other.mask == 0
      }
    }
  }

  @Test("A condition names an argument, and its value lies within its mask")
  func conditions() {
    for rule in Self.rules {
      for condition in rule.conditions {
        #expect((0..<6).contains(condition.argument), "\(rule.call)")
        #expect(condition.mask != 0, "\(rule.call)")
        if case .constant(let value) = condition.value { #expect(value & ~condition.mask == 0, "\(rule.call)") }
      }
    }
  }

  @Test("Only clone's flags, a long, are compared beyond 32 bits")
  func intArguments() {
    for rule in Self.rules where rule.call != "clone" {
      #expect(rule.conditions.allSatisfy { $0.mask <= 0xffff_ffff }, "\(rule.call)")
    }
  }

  @Test("Threads allow exactly three calls more, and take none away")
  func threads() {
    let without = FilterRules.rules(allowsThreads: false).filter { $0.verdict == .allow }
    let with = Self.rules.filter { $0.verdict == .allow }
    #expect(without.allSatisfy(with.contains))
    #expect(with.filter { !without.contains($0) }.map(\.call) == ["clone", "set_robust_list", "rseq"])
  }

  @Test("What no rule names is refused with EPERM, and only opening a file with another error")
  func refusalErrors() {
    #expect(FilterRules.defaultVerdict == .refuse(errno: 1))
    let errors = SeccompCompiler.refusalErrors(Self.rules)
    let opening = ["open", "openat", "openat2", "creat"].compactMap(SeccompCompiler.number)
    #expect(errors.map(\.call) == opening)
    #expect(errors.allSatisfy { $0.error == 13 })
  }
}
