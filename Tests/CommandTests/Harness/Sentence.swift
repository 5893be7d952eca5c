import Foundation

/// A line to compare in full, but for what was measured: `{}` stands for a time or an amount.
struct Sentence: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  var description: String

  init(stringLiteral text: String) { description = text }

  func matches(_ line: String) throws -> Bool {
    let pattern = NSRegularExpression.escapedPattern(for: description)
      .replacingOccurrences(of: "\\{\\}", with: "[0-9]+(\\.[0-9])? (ms|s|bytes?|KiB|MiB|GiB)")
    return try line.wholeMatch(of: Regex(pattern)) != nil
  }

  static func matches(_ sentences: [Sentence], _ lines: [String]) throws -> Bool {
    try sentences.count == lines.count && zip(sentences, lines).allSatisfy { try $0.matches($1) }
  }
}
