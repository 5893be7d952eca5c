import Belljar

/// Statements from a pipe or a file: no prompt, and the first that fails is the last.
struct PipedStatements {
  private let statements: Statements
  private static let maximumInput = 8 << 20

  init(_ statements: Statements) { self.statements = statements }

  /// - Returns: The exit status.
  func run() async throws -> Int32 {
    let bytes = try ProgramText.read(
      StandardStream.input.rawValue, named: "standard input", atMost: Self.maximumInput)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure("standard input is not UTF-8, as statements must be")
    }
    return try await statements.run(
      lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }
}

extension Statements {
  /// Runs the statements that lines are made of.
  ///
  /// - Returns: The exit status: of the first that failed or exited, else 0.
  func run(lines: [String]) async throws -> Int32 {
    var reader = StatementReader()
    for (index, line) in lines.enumerated() {
      if reader.isEmpty, line.trimmed.isEmpty { continue }
      reader.append(line.hasSuffix("\r") ? String(line.dropLast()) : line)
      let isLast = index == lines.count - 1
      let state = try await console.state(of: reader.source)
      // Beside the next line the block may be whole: only a file's end, or a line that stands at the margin, tells.
      guard state != .incomplete || isLast else { continue }
      guard !continues(into: lines.dropFirst(index + 1)) else { continue }
      guard let result = try await run(reader.take()) else { return ExitStatus.notRun }
      let status = result.outcome.termination.exitStatus
      if case .finished = result.outcome.termination { continue }
      return status
    }
    return 0
  }

  /// Whether the next line that has something belongs to the block before it.
  private func continues(into rest: ArraySlice<String>) -> Bool {
    guard let next = rest.first(where: { !$0.trimmed.isEmpty }) else { return false }
    if next.first == " " || next.first == "\t" { return true }
    let word = next.prefix { $0.isLetter }
    return ["elif", "else", "except", "finally"].contains(String(word))
  }
}
