import LinuxIsolation
import Testing

@Suite("Calls by another table")
struct ForeignCallTests {
  @Test(
    "Every call of another architecture kills, whatever its number", arguments: Architecture.foreign, [false, true])
  func architectures(architecture: UInt32, allowsThreads: Bool) throws {
    let filter = try CompiledFilter(allowsThreads: allowsThreads)
    let numbers = Array(0...1023) + [0x4000_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] as [UInt32]
    for number in numbers {
      for argument in [0, .max] as [UInt64] {
        let call = SystemCall(number, [UInt64](repeating: argument, count: 6), architecture: architecture)
        #expect(try filter.result(for: call) == FilterResult.kill, "\(number)")
      }
    }
  }

  #if arch(x86_64)
    @Test("Every x32 call kills", arguments: [false, true])
    func x32(allowsThreads: Bool) throws {
      let filter = try CompiledFilter(allowsThreads: allowsThreads)
      let numbers = (0...1023).map { $0 | Architecture.x32Bit } + [0x7fff_ffff, 0x8000_0000, 0xc000_0000, 0xffff_fffe]
      for number in numbers { #expect(try filter.result(for: SystemCall(number)) == FilterResult.kill, "\(number)") }
    }
  #endif

  @Test("The number -1, by which a tracer skips a call, is not allowed", arguments: [false, true])
  func minusOne(allowsThreads: Bool) throws {
    #expect(try CompiledFilter(allowsThreads: allowsThreads).result(for: SystemCall(.max)) != FilterResult.allow)
  }

  @Test("A number beyond every table is refused", arguments: [1024, 4095, 65535, 0x3fff_ffff] as [UInt32])
  func beyond(number: UInt32) throws {
    #expect(try CompiledFilter(allowsThreads: true).result(for: SystemCall(number)) == FilterResult.trap)
  }
}
