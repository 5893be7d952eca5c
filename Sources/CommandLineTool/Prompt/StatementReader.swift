/// Gathers lines until they are a statement, whether typed or read from a pipe.
struct StatementReader {
  private(set) var lines: [String] = []

  var isEmpty: Bool { lines.isEmpty }
  /// The statement so far, with a line feed after each line that has been ended.
  var source: String { lines.joined(separator: "\n") }

  mutating func append(_ line: String) {
    // A line of the editor's indentation alone ends a block.
    lines.append(!lines.isEmpty && line.trimmed.isEmpty && !PythonColours.isWithinText(source) ? "" : line)
  }

  mutating func take() -> String {
    defer { lines = [] }
    return source
  }

  mutating func drop() { lines = [] }

  /// What the next line begins with.
  var indentation: String {
    guard let last = lines.last, !PythonColours.isWithinText(source) else { return "" }
    let spaces = String(last.prefix { $0 == " " })
    let code = (last.firstRange(of: " #").map { last[..<$0.lowerBound] } ?? last[...]).trimmed
    if code.hasSuffix(":") { return spaces + "    " }
    let leaves = ["return", "pass", "break", "continue", "raise"]
    if leaves.contains(where: { code == $0 || code.hasPrefix($0 + " ") }) { return String(spaces.dropLast(4)) }
    return spaces
  }
}
