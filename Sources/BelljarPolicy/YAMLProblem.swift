internal import Belljar
internal import Yams

/// The parser's words for what is not YAML, with their place.
enum YAMLProblem {
  static func finding(_ error: any Error, _ text: String, _ file: String) -> PolicyFinding {
    let start = PolicyPlace(file: file, line: 1, column: 1)
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      let place = PolicyPlace(file: file, line: mark.line, column: mark.column)
      if problem.contains("cannot start any token"), isTab(at: mark, in: text) {
        return PolicyFinding([], at: place, "this line begins with a tab; indent with spaces, as YAML demands")
      }
      if problem.contains("another document") {
        return PolicyFinding([], at: place, "a second document begins here; a file holds one policy")
      }
      if problem.contains("undefined alias") {
        return PolicyFinding([], at: place, "this is an alias, which is not for policies; write out what it stands for")
      }
      if problem.contains("nesting level") {
        return PolicyFinding([], at: place, "this is nested far too deep; a policy never is")
      }
      let circumstance = context.map { " \($0.text), which begins at \($0.mark)" } ?? ""
      return PolicyFinding([], at: place, "this cannot be parsed: \(problem)\(circumstance)")
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      let place = PolicyPlace(file: file, line: context.mark.line, column: context.mark.column)
      return PolicyFinding(
        [], at: place, "the key '\(keys.min()?.shortened ?? "")' stands here more than once; keep one of them")
    case YamlError.reader(let problem, let offset, _, _):
      return PolicyFinding([], at: place(of: offset ?? 0, in: text, file), "this cannot be parsed: \(problem)")
    default: return PolicyFinding([], at: start, "this cannot be parsed: \(error)")
    }
  }

  private static func isTab(at mark: Mark, in text: String) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(mark.line - 1) else { return false }
    return lines[mark.line - 1].dropFirst(mark.column - 1).first == "\t"
  }

  private static func place(of offset: Int, in text: String, _ file: String) -> PolicyPlace {
    let before = text.prefix(offset)
    let line = before.count(where: \.isNewline) + 1
    let column = before.reversed().prefix { !$0.isNewline }.reduce(1) { $0 + $1.unicodeScalars.count }
    return PolicyPlace(file: file, line: line, column: column)
  }
}
