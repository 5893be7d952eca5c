import CLinuxShim
import Testing

@Suite("The evaluator of filters")
struct BPFEvaluatorTests {
  private func result(_ instructions: [sock_filter], _ call: SystemCall) throws -> UInt32 {
    try BPFEvaluator(instructions).result(for: call)
  }

  private func instruction(_ code: UInt16, _ operand: UInt32, _ yes: UInt8 = 0, _ no: UInt8 = 0) -> sock_filter {
    sock_filter(code: code, jt: yes, jf: no, k: operand)
  }

  @Test("Each condition jumps as its name says")
  func conditions() throws {
    let cases: [(UInt16, UInt32, Bool)] = [
      (BPFEvaluator.jumpIfEqual, 7, true), (BPFEvaluator.jumpIfEqual, 6, false),
      (BPFEvaluator.jumpIfGreater, 6, true), (BPFEvaluator.jumpIfGreater, 7, false),
      (BPFEvaluator.jumpIfGreaterOrEqual, 7, true), (BPFEvaluator.jumpIfGreaterOrEqual, 8, false),
      (BPFEvaluator.jumpIfSet, 4, true), (BPFEvaluator.jumpIfSet, 8, false),
    ]
    for (code, operand, jumps) in cases {
      let program = [
        instruction(BPFEvaluator.loadWord, 0), instruction(code, operand, 1, 0), instruction(BPFEvaluator.giveBack, 10),
        instruction(BPFEvaluator.giveBack, 20),
      ]
      #expect(try result(program, SystemCall(7)) == (jumps ? 20 : 10), "code \(code), operand \(operand)")
    }
  }

  @Test("Words are loaded from where the kernel puts them")
  func layout() throws {
    var call = SystemCall(1, [0x0b0a, 0, 0, 0, 0, 0xff00_0000_0000_0001], architecture: 2)
    call.instructionPointer = 0x4_0000_0003
    for (offset, expected) in [(0, 1), (4, 2), (8, 3), (12, 4), (16, 0x0b0a), (20, 0), (56, 1), (60, 0xff00_0000)]
      as [(UInt32, UInt32)]
    {
      let program = [
        instruction(BPFEvaluator.loadWord, offset), instruction(BPFEvaluator.jumpIfEqual, expected, 0, 1),
        instruction(BPFEvaluator.giveBack, 1), instruction(BPFEvaluator.giveBack, 0),
      ]
      #expect(try result(program, call) == 1, "offset \(offset)")
    }
  }

  @Test("A masked word, kept and loaded again, is what was kept; a jump skips")
  func memory() throws {
    let program = [
      instruction(BPFEvaluator.loadWord, 0), instruction(BPFEvaluator.and, 0x0f), instruction(BPFEvaluator.store, 3),
      instruction(BPFEvaluator.loadWord, 4), instruction(BPFEvaluator.loadMemory, 3),
      instruction(BPFEvaluator.jump, 1), instruction(BPFEvaluator.giveBack, 99),
      instruction(BPFEvaluator.jumpIfEqual, 5, 0, 1), instruction(BPFEvaluator.giveBack, 1),
      instruction(BPFEvaluator.giveBack, 0),
    ]
    #expect(try result(program, SystemCall(0xf5)) == 1)
  }

  @Test("What the kernel or libseccomp would never do is an error")
  func failures() {
    #expect(throws: BPFEvaluator.Failure.ranOffTheEnd) { try result([], SystemCall(0)) }
    #expect(throws: BPFEvaluator.Failure.ranOffTheEnd) {
      try result([instruction(BPFEvaluator.jump, 5)], SystemCall(0))
    }
    #expect(throws: BPFEvaluator.Failure.unknownInstruction(code: 0x16, at: 0)) {
      try result([instruction(0x16, 0)], SystemCall(0))
    }
    for offset in [2, 64, 0xffff_fffc] as [UInt32] {
      #expect(throws: BPFEvaluator.Failure.loadOutside(offset: offset, at: 0)) {
        try result([instruction(BPFEvaluator.loadWord, offset)], SystemCall(0))
      }
    }
    #expect(throws: BPFEvaluator.Failure.memoryOutside(index: 16, at: 0)) {
      try result([instruction(BPFEvaluator.store, 16)], SystemCall(0))
    }
  }
}
