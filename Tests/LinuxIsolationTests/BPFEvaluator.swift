import CLinuxShim

/// Runs a classic BPF program as the kernel would, for the instructions that libseccomp emits.
struct BPFEvaluator {
  enum Failure: Error, Equatable {
    case unknownInstruction(code: UInt16, at: Int)
    case loadOutside(offset: UInt32, at: Int)
    case memoryOutside(index: UInt32, at: Int)
    case ranOffTheEnd
  }

  private let instructions: [sock_filter]

  init(_ instructions: [sock_filter]) { self.instructions = instructions }

  /// Jumps go forward only, so every program ends.
  func result(for call: SystemCall) throws(Failure) -> UInt32 {
    var accumulator: UInt32 = 0
    var memory = [UInt32](repeating: 0, count: 16)
    var position = 0
    while position < instructions.count {
      let instruction = instructions[position]
      let operand = instruction.k
      position += 1
      switch instruction.code {
      case Self.loadWord:
        guard let word = call.word(at: operand) else { throw .loadOutside(offset: operand, at: position - 1) }
        accumulator = word
      case Self.loadMemory:
        guard operand < 16 else { throw .memoryOutside(index: operand, at: position - 1) }
        accumulator = memory[Int(operand)]
      case Self.store:
        guard operand < 16 else { throw .memoryOutside(index: operand, at: position - 1) }
        memory[Int(operand)] = accumulator
      case Self.and: accumulator &= operand
      case Self.jump: position += Int(operand)
      case Self.jumpIfEqual: position += instruction.offset(accumulator == operand)
      case Self.jumpIfGreater: position += instruction.offset(accumulator > operand)
      case Self.jumpIfGreaterOrEqual: position += instruction.offset(accumulator >= operand)
      case Self.jumpIfSet: position += instruction.offset(accumulator & operand != 0)
      case Self.giveBack: return operand
      default: throw .unknownInstruction(code: instruction.code, at: position - 1)
      }
    }
    throw .ranOffTheEnd
  }
}

extension BPFEvaluator {
  static let loadWord: UInt16 = 0x20
  static let loadMemory: UInt16 = 0x60
  static let store: UInt16 = 0x02
  static let and: UInt16 = 0x54
  static let jump: UInt16 = 0x05
  static let jumpIfEqual: UInt16 = 0x15
  static let jumpIfGreater: UInt16 = 0x25
  static let jumpIfGreaterOrEqual: UInt16 = 0x35
  static let jumpIfSet: UInt16 = 0x45
  static let giveBack: UInt16 = 0x06
}

extension sock_filter {
  fileprivate func offset(_ condition: Bool) -> Int { Int(condition ? jt : jf) }
}
