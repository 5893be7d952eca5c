import SeccompCompiler
import Testing

/// What a filter is shown of a system call: the kernel's `struct seccomp_data`.
struct SystemCall: Sendable, Equatable {
  var number: UInt32
  var architecture: UInt32
  var instructionPointer: UInt64 = 0x7fff_1234_5678
  var arguments: [UInt64] = [0, 0, 0, 0, 0, 0]

  /// A call of this build's own architecture; arguments that are not given are 0.
  init(_ number: UInt32, _ arguments: [UInt64] = [], architecture: UInt32 = Architecture.native) {
    precondition(arguments.count <= 6)
    self.number = number
    self.architecture = architecture
    for (index, argument) in arguments.enumerated() { self.arguments[index] = argument }
  }

  /// A call by its name; nil where this architecture does not have it.
  init?(named name: String, _ arguments: [UInt64] = []) {
    guard let number = SeccompCompiler.number(of: name) else { return nil }
    self.init(UInt32(number), arguments)
  }

  /// The 32-bit word at a byte offset, as a little-endian machine lays the structure out; nil beyond it.
  func word(at offset: UInt32) -> UInt32? {
    guard offset.isMultiple(of: 4) else { return nil }
    switch offset {
    case 0: return number
    case 4: return architecture
    case 8..<16: return half(of: instructionPointer, at: offset)
    case 16..<64: return half(of: arguments[Int(offset - 16) / 8], at: offset)
    default: return nil
    }
  }

  private func half(of value: UInt64, at offset: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: offset.isMultiple(of: 8) ? value : value >> 32)
  }
}
