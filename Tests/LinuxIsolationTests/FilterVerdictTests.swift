import CLinuxShim
import LinuxIsolation
import SeccompCompiler
import Testing

@Suite("The compiled filter says what the rules say", .serialized)
struct FilterVerdictTests {
  private static let numbers = UInt32(0)...1023

  /// Arguments at which conditions turn: nothing, everything, and every single bit of each.
  private static let argumentLists: [[UInt64]] = {
    let same = [0, 1, 0xffff_ffff, 0xffff_ffff_0000_0000, .max, 0x8000_0000_0000_0000].map { (value: UInt64) in
      [UInt64](repeating: value, count: 6)
    }
    let single = (0..<6).flatMap { index in
      [1, 2, 4, 0x22, 4711, 0x1_0000_0000].map { (value: UInt64) in
        var list = [UInt64](repeating: 0, count: 6)
        list[index] = value
        return list
      }
    }
    return same + single
  }()

  @Test("Every call number, at arguments that turn conditions", arguments: [false, true])
  func everyNumber(allowsThreads: Bool) throws {
    let filter = try CompiledFilter(allowsThreads: allowsThreads)
    var wrong: Set<String> = []
    for number in Self.numbers {
      for arguments in Self.argumentLists {
        let call = SystemCall(number, arguments)
        if try filter.result(for: call) != filter.reference.result(for: call) {
          wrong.insert(SeccompCompiler.name(of: Int32(number)))
        }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test(
    "Every condition at its value, one beside it, with each bit turned and with high bits set",
    arguments: [false, true])
  func boundaries(allowsThreads: Bool) throws {
    let filter = try CompiledFilter(allowsThreads: allowsThreads)
    var wrong: Set<String> = []
    for rule in filter.rules {
      for arguments in boundaryArguments(of: rule, filter.reference) {
        guard let call = SystemCall(named: rule.call, arguments) else { continue }
        if try filter.result(for: call) != filter.reference.result(for: call) { wrong.insert(rule.call) }
      }
    }
    #expect(wrong.isEmpty)
  }

  private func boundaryArguments(of rule: FilterRule, _ reference: ReferenceFilter) -> [[UInt64]] {
    var satisfying = [UInt64](repeating: 0, count: 6)
    for condition in rule.conditions { satisfying[condition.argument] = reference.value(of: condition) }
    return rule.conditions.flatMap { condition in
      let value = reference.value(of: condition)
      let near = [0, value, value &+ 1, value &- 1, ~value, .max, value | 0xffff_ffff_0000_0000, value << 32]
      return (near + (0..<64).map { value ^ 1 << UInt64($0) }).map { changed in
        var arguments = satisfying
        arguments[condition.argument] = changed
        return arguments
      }
    }
  }

  @Test("High bits of an int argument never change the verdict")
  func highBits() throws {
    let filter = try CompiledFilter(allowsThreads: true)
    for rule in filter.rules where rule.call != "clone" && !rule.conditions.isEmpty {
      for arguments in boundaryArguments(of: rule, filter.reference) {
        let low = arguments.map { $0 & 0xffff_ffff }
        for high in [1 << 32, 1 << 63, 0xffff_ffff << 32] as [UInt64] {
          #expect(try filter.result(rule.call, low.map { $0 | high }) == filter.result(rule.call, low), "\(rule.call)")
        }
      }
    }
  }

  @Test("Where the call was made from never changes the verdict")
  func instructionPointer() throws {
    let filter = try CompiledFilter(allowsThreads: true)
    for number in Self.numbers {
      var call = SystemCall(number)
      let result = try filter.result(for: call)
      call.instructionPointer = .max
      #expect(try filter.result(for: call) == result)
    }
  }

  @Test("The filter returns nothing but the results that the rules know")
  func results() throws {
    let filter = try CompiledFilter(allowsThreads: true)
    let known = [
      FilterResult.allow, FilterResult.trap, FilterResult.kill, FilterResult.error(1), FilterResult.error(22),
      FilterResult.error(25), FilterResult.error(38),
    ]
    let returned = filter.program.instructions.filter { $0.code == BPFEvaluator.giveBack }.map(\.k)
    #expect(Set(returned) == Set(known))
  }
}
