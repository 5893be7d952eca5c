import CLinuxShim
import LinuxIsolation
import SeccompCompiler
import Testing

@Suite("The program of a filter")
struct SeccompProgramTests {
  private let placeholder = SeccompProgram.ownProcessPlaceholder

  @Test("Binding fails on a program without the placeholder")
  func nothingToBind() throws {
    let giveBack = sock_filter(code: BPFEvaluator.giveBack, jt: 0, jf: 0, k: FilterResult.trap)
    // The placeholder as an operand of anything but a comparison is not the placeholder.
    let other = sock_filter(code: BPFEvaluator.giveBack, jt: 0, jf: 0, k: placeholder)
    for instructions in [[], [giveBack], [other]] {
      var program = SeccompProgram(instructions: instructions)
      let error = #expect(throws: SystemCallFailure.self) { try program.bind(to: 7) }
      #expect(error?.call.contains("placeholder") == true)
    }
  }

  @Test("A program compiled without a rule for the own process cannot be bound")
  func ruleMissing() throws {
    let rules = FilterRules.rules(allowsThreads: false).filter { $0.call != "tgkill" }
    var program = try SeccompCompiler.compile(rules)
    #expect(throws: SystemCallFailure.self) { try program.bind(to: 7) }
  }

  @Test("Binding puts the process where the placeholder was, and changes nothing else", arguments: [1, 2, 4_194_304])
  func binding(process: Int32) throws {
    let compiled = try SeccompCompiler.compile(FilterRules.rules(allowsThreads: false))
    var bound = compiled
    try bound.bind(to: process)
    #expect(bound.instructions.count == compiled.instructions.count)
    for (before, after) in zip(compiled.instructions, bound.instructions) {
      #expect(after.k == (before.k == placeholder ? UInt32(process) : before.k))
      #expect((after.code, after.jt, after.jf) == (before.code, before.jt, before.jf))
    }
    #expect(compiled.instructions.filter { $0.k == placeholder }.count == 1)
  }

  @Test("A bound program cannot be bound a second time")
  func bindingTwice() throws {
    var program = try SeccompCompiler.compile(FilterRules.rules(allowsThreads: false))
    try program.bind(to: 7)
    #expect(throws: SystemCallFailure.self) { try program.bind(to: 8) }
  }

  @Test("An unbound program allows a signal to no process there is")
  func unbound() throws {
    let program = try SeccompCompiler.compile(FilterRules.rules(allowsThreads: false))
    let evaluator = BPFEvaluator(program.instructions)
    // The kernel's highest process id is 2^22.
    #expect(placeholder > 1 << 22 && placeholder < 1 << 31)
    for process in [0, 1, 4711, 1 << 22] as [UInt64] {
      let call = try #require(SystemCall(named: "tgkill", [process, process, 6]))
      #expect(try evaluator.result(for: call) == FilterResult.trap)
    }
  }

  @Test("The program fits into the kernel's 4096 instructions, and is no surprise", arguments: [false, true])
  func size(allowsThreads: Bool) throws {
    let count = try CompiledFilter(allowsThreads: allowsThreads).program.instructions.count
    #expect((20...4096).contains(count))
  }

  @Test("The same rules compile to the same program")
  func deterministic() throws {
    let programs = try (0..<3).map { _ in
      try SeccompCompiler.compile(FilterRules.rules(allowsThreads: true)).instructions
    }
    let texts = programs.map { $0.map { "\($0.code) \($0.jt) \($0.jf) \($0.k)" } }
    #expect(Set(texts).count == 1)
  }

  @Test("Without rules every call of the own architecture is refused, and every other kills")
  func noRules() throws {
    let evaluator = BPFEvaluator(try SeccompCompiler.compile([]).instructions)
    for number in 0...1023 as ClosedRange<UInt32> {
      #expect(try evaluator.result(for: SystemCall(number)) == FilterResult.trap)
      #expect(try evaluator.result(for: SystemCall(number, architecture: 1)) == FilterResult.kill)
    }
  }

  @Test("A rule for a call that this architecture lacks is left out")
  func unknownCall() throws {
    let with = try SeccompCompiler.compile([FilterRule("no_such_call", .allow, reason: "test")])
    #expect(with.instructions.count == (try SeccompCompiler.compile([])).instructions.count)
  }
}
