internal import CPythonShim

/// Whether text that is being typed is a whole statement, as `codeop` of the standard library tells it.
enum Completeness: Int {
  case incomplete, complete, invalid
}

extension Compiler {
  borrowing func completeness(of source: [UInt8]) -> Completeness {
    let newline = UInt8(ascii: "\n")
    let lines = source.split(separator: newline, omittingEmptySubsequences: false)
    let hasCode = lines.contains { line in
      line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }.map { $0 != UInt8(ascii: "#") } ?? false
    }
    guard hasCode else { return .complete }
    // At a prompt a block is open until an empty line.
    let flags = Flag.allowIncompleteInput | Flag.keepBlocksOpen
    if verdict(on: source, mode: "single", flags: flags) == .complete { return .complete }
    if verdict(on: source + [newline], mode: "single", flags: flags) != .invalid { return .incomplete }
    // Several statements at once, which were pasted.
    let whole = verdict(on: source + [newline], mode: "exec", flags: Flag.allowIncompleteInput)
    guard whole == .complete, let first = lines.last?.first else { return whole }
    return first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") ? .incomplete : .complete
  }

  private borrowing func verdict(on source: [UInt8], mode: String, flags: Int) -> Completeness {
    defer { cpy_clear_exception() }
    guard let bytes = PythonObject.bytes(source[...]) else { return .invalid }
    if case .some = compile(bytes, name: "<input>", mode: mode, flags: flags) { return .complete }
    // Its own type, in 3.13, has no public name.
    guard let exception = TakenException() else { return .invalid }
    return exception.message().contains("incomplete input") ? .incomplete : .invalid
  }
}
