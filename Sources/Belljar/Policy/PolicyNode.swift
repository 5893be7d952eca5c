/// A policy as it is written down, in whatever notation: a tree of texts, numbers, lists and maps.
package struct PolicyNode: Sendable {
  package indirect enum Content: Sendable {
    case nothing
    case bool(Bool)
    /// As it is written: a limit's digits may be more than any number holds.
    case number(String)
    case text(String)
    case list([PolicyNode])
    case map([Member])
  }

  package struct Member: Sendable {
    package var name: String
    /// Where the name is written.
    package var place: PolicyPlace?
    package var value: PolicyNode

    package init(_ name: String, at place: PolicyPlace? = nil, _ value: PolicyNode) {
      self.name = name
      self.place = place
      self.value = value
    }
  }

  package var content: Content
  /// Where it is written; nil for what came from no file.
  package var place: PolicyPlace?

  package init(_ content: Content, at place: PolicyPlace? = nil) {
    self.content = content
    self.place = place
  }

  package var members: [Member]? {
    if case .map(let members) = content { members } else { nil }
  }

  package var text: String? {
    if case .text(let text) = content { text } else { nil }
  }

  package subscript(name: String) -> PolicyNode? { members?.first { $0.name == name }?.value }

  /// Such as "the text 'soon'".
  package var kind: String {
    switch content {
    case .nothing: "empty"
    case .bool(let value): "\(value)"
    case .number(let text): "the number \(text.shortened)"
    case .text(let text): "the text '\(text.shortened)'"
    case .list: "a list"
    case .map: "a map"
    }
  }
}

/// A position in a policy file.
package struct PolicyPlace: Sendable, Hashable {
  package var file: String
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars.
  package var column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension PolicyPlace: CustomStringConvertible {
  package var description: String { "\(file):\(line):\(column)" }
}

/// What is wrong with a policy, or odd about it.
package struct PolicyFinding: Error, Sendable, Hashable {
  /// The keys that lead to it.
  package var path: [String]
  package var place: PolicyPlace?
  /// One sentence: what, why, and what to do.
  package var sentence: String

  package init(_ path: [String], at place: PolicyPlace?, _ sentence: String) {
    self.path = path
    self.place = place
    self.sentence = sentence
  }
}

extension String {
  /// Its beginning, for a sentence.
  package var shortened: String { count > 60 ? prefix(60) + "…" : self }
}
