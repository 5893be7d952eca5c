import LinuxIsolation
import Testing

@Suite("Futex operations")
struct FutexTests {
  private let filter: CompiledFilter

  init() throws { filter = try CompiledFilter(allowsThreads: false) }

  /// FUTEX_PRIVATE_FLAG and FUTEX_CLOCK_REALTIME: the only bits of an operation that are not its command.
  private static let flags: [UInt64] = [0, 128, 256, 384]

  @Test(
    "Wait and wake are allowed, with and without a bitset; requeueing and priority inheritance are not",
    arguments: 0...13 as ClosedRange<UInt64>, flags)
  func operations(operation: UInt64, flags: UInt64) throws {
    let expected = [0, 1, 9, 10].contains(operation) ? FilterResult.allow : FilterResult.trap
    for high in [0, 1 << 32, 0xffff_ffff << 32] as [UInt64] {
      #expect(try filter.result("futex", [0x1000, operation | flags | high, 1]) == expected)
    }
  }

  @Test("An operation with any other bit set is another operation, and refused", arguments: [0, 1, 9, 10] as [UInt64])
  func unknownBits(operation: UInt64) throws {
    for bit in (9 as UInt64)..<32 {
      for flags in Self.flags {
        let operation = operation | flags | 1 << bit
        #expect(try filter.result("futex", [0x1000, operation, 1]) == FilterResult.trap, "bit \(bit), flags \(flags)")
      }
    }
  }

  @Test("A futex rule masks away the two flags, and nothing else of the low 32 bits")
  func masks() {
    let masks = FilterRules.rules(allowsThreads: true).filter { $0.call == "futex" }.flatMap(\.conditions).map(\.mask)
    #expect(masks == [UInt64](repeating: 0xffff_fe7f, count: 4))
  }

  @Test("The newer futex calls are refused", arguments: [449, 454, 455, 456] as [UInt32])
  func newerCalls(number: UInt32) throws {
    #expect(try filter.result(for: SystemCall(number)) == FilterResult.trap)
  }
}
