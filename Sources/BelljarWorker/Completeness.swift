internal import CPythonShim

/// Whether text that is being typed is a whole statement, as `codeop` of the standard library tells it.
enum Completeness: Int {
  case incomplete, complete, invalid
}

extension Compiler {
  borrowing func completeness(of source: [UInt8]) -> Completeness {
    // At a prompt a block is open until an empty line.
    switch verdict(on: source, mode: "single", flags: Flag.allowIncompleteInput | Flag.keepBlocksOpen) {
    case .some(let answer) where answer != .invalid: return answer
    default: break
    }
    // Several statements at once, which were pasted.
    guard case .some(let answer) = verdict(on: source, mode: "exec", flags: Flag.allowIncompleteInput) else {
      return .invalid
    }
    guard answer == .complete else { return answer }
    let last = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).last ?? []
    return last.first.map { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } == true ? .incomplete : .complete
  }

  private borrowing func verdict(on source: [UInt8], mode: String, flags: Int) -> Completeness? {
    defer { cpy_clear_exception() }
    guard let bytes = PythonObject.bytes((source + [UInt8(ascii: "\n")])[...]) else { return nil }
    if case .some = compile(bytes, name: "<input>", mode: mode, flags: flags) { return .complete }
    guard let exception = TakenException() else { return nil }
    // Its own type, in 3.13, has no public name.
    return exception.message().contains("incomplete input") ? .incomplete : .invalid
  }
}
