package import Belljar
internal import BelljarPolicy
internal import LinuxIsolation

/// A walk through the museum: stops, each an exhibit with something to be said of it, a question and its answer.
package struct TourScript: Sendable, Hashable {
  package var stops: [Stop]

  package struct Stop: Sendable, Hashable {
    /// The exhibit's name.
    package var exhibit: String
    /// What the guide says before.
    package var introduction: String
    package var question: String
    package var answer: String
  }

  /// The museum's own, `tour.yaml` among its exhibits.
  package static func own() throws(ExhibitError) -> TourScript {
    try TourScript(path: try Exhibition.ownDirectory() + "/tour.yaml")
  }

  /// - Throws: ``ExhibitError`` with every mistake that was found.
  package init(path: String) throws(ExhibitError) {
    var stops: [Stop] = []
    try ScriptFile.read(path, keys: ["stops"]) { root, nodes in
      guard let node = root["stops"] else { return nodes.refuse(root, "there is no 'stops'; write it") }
      stops = nodes.list(node).map { node in
        nodes.refuseUnknown(
          in: node, known: ["exhibit", "introduction", "question", "answer"], called: "a key of a stop's")
        return Stop(
          exhibit: nodes.text("exhibit", of: node), introduction: nodes.text("introduction", of: node),
          question: nodes.text("question", of: node), answer: nodes.text("answer", of: node))
      }
      if stops.isEmpty { nodes.refuse(node, "there are no stops; write one") }
    }
    self.stops = stops
  }
}

/// What a learner who writes an attack is told, step by step.
package struct ChallengeHints: Sendable, Hashable {
  /// Three steps each.
  package var steps: [NamespaceLevel: [String]]

  /// The museum's own, `challenge.yaml` among its exhibits.
  package static func own() throws(ExhibitError) -> ChallengeHints {
    try ChallengeHints(path: try Exhibition.ownDirectory() + "/challenge.yaml")
  }

  /// - Throws: ``ExhibitError`` with every mistake that was found.
  package init(path: String) throws(ExhibitError) {
    var steps: [NamespaceLevel: [String]] = [:]
    try ScriptFile.read(path, keys: NamespaceLevel.named.map(\.key)) { root, nodes in
      for member in nodes.map(root) {
        guard let level = nodes.level(PolicyNode(.text(member.name), at: member.place)) else { continue }
        let hints = nodes.list(member.value).map { nodes.text($0) }
        if hints.count != 3 { nodes.refuse(member.value, "write three hints, each more than the last") }
        steps[level] = hints
      }
    }
    self.steps = steps
  }
}

/// A file of the museum's that is no card.
private enum ScriptFile {
  static func read(
    _ path: String, keys: [String], _ read: (PolicyNode, inout NodeReader) -> Void
  ) throws(ExhibitError) {
    let text: String
    switch PolicyText.read(path) {
    case .success(let content): text = content
    case .failure(let sentence): throw ExhibitError(mistakes: [sentence])
    }
    var tree = YAMLTree(file: path, noun: "script")
    var nodes = NodeReader()
    if let root = tree.read(text) {
      nodes.refuseUnknown(in: root, known: keys, called: "a key here")
      read(root, &nodes)
    }
    let findings = tree.mistakes + nodes.mistakes
    guard findings.isEmpty else {
      throw ExhibitError(mistakes: findings.map { ($0.place.map { "\($0): " } ?? "\(path): ") + $0.sentence })
    }
  }
}
