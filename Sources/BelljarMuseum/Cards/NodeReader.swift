internal import Belljar

/// Reads the parts of what is written in an exhibit's files, and gathers all that is wrong with them.
struct NodeReader {
  private(set) var mistakes: [PolicyFinding] = []

  mutating func text(_ node: PolicyNode, _ form: String = "a text") -> String {
    switch node.content {
    case .text(let text), .number(let text):
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if words.isEmpty { refuse(node, "this is empty; write \(form)") }
      return words
    default:
      refuse(node, "this is \(node.kind); write \(form)")
      return ""
    }
  }

  mutating func text(_ name: String, of parent: PolicyNode) -> String {
    if let node = parent[name] { return text(node) }
    refuse(parent, "there is no '\(name)'; write it")
    return ""
  }

  mutating func list(_ node: PolicyNode) -> [PolicyNode] {
    if case .list(let items) = node.content { return items }
    refuse(node, "this is \(node.kind); write a list")
    return []
  }

  mutating func map(_ node: PolicyNode) -> [PolicyNode.Member] {
    if let members = node.members { return members }
    refuse(node, "this is \(node.kind); write a map of names and values")
    return []
  }

  /// One of some words.
  mutating func choice<Value>(_ node: PolicyNode, _ named: [(String, Value)], called kind: String) -> Value? {
    if let text = node.text, let value = named.first(where: { $0.0 == text })?.1 { return value }
    let known = named.map(\.0)
    refuse(
      node,
      node.text.map { $0.isNotOne(of: known, called: kind) }
        ?? "this is \(node.kind); write one of \(known.joined(separator: ", "))")
    return nil
  }

  mutating func level(_ node: PolicyNode) -> NamespaceLevel? {
    choice(node, NamespaceLevel.named.map { ($0.key, $0.value) }, called: "a level")
  }

  mutating func refuseUnknown(in node: PolicyNode, known: [String], called kind: String) {
    for member in node.members ?? [] where !known.contains(member.name) {
      refuse(PolicyNode(.text(member.name), at: member.place), member.name.isNotOne(of: known.sorted(), called: kind))
    }
  }

  mutating func refuse(_ node: PolicyNode, _ sentence: String) {
    mistakes.append(PolicyFinding([], at: node.place, sentence))
  }

  mutating func add(_ others: [PolicyFinding]) { mistakes += others }
}
