internal import Belljar

/// A file and all that it extends, read from the first to the last.
struct PolicyChain {
  /// More is a mistake of somebody's.
  private static let maximumLength = 16

  private(set) var reader: PolicyReader
  private(set) var mistakes: [PolicyFinding] = []

  init(trustsPrelude: Bool) {
    reader = PolicyReader(preset: "standard", policy: .standard, trustsPrelude: trustsPrelude)
  }

  mutating func read(_ path: String) {
    let trustsPrelude = reader.trustsPrelude
    var documents: [(file: String, node: PolicyNode)] = []
    var base = "standard"
    var identities: [String] = []
    var next: (path: String, extender: (file: String, node: PolicyNode)?)? = (path, nil)
    while let (path, extender) = next {
      next = nil
      let names = documents.map(\.file) + [path]
      let identity = PolicyText.identity(of: path)
      if identities.contains(identity) {
        refuse(extender, "these files extend one another without end: \(names.joined(separator: " extends "))")
        break
      }
      guard documents.count < Self.maximumLength else {
        refuse(
          extender, "more than \(Self.maximumLength) files extend one another: \(names.joined(separator: " extends "))")
        break
      }
      identities.append(identity)
      let node: PolicyNode
      switch PolicyText.read(path, extendedBy: extender.map { _ in names.dropLast().joined(separator: " extends ") }) {
      case .failure(let sentence):
        refuse(extender, sentence)
        // Without what a file extends, what is said of it could be wrong; its own mistakes stand all the same.
        continue
      case .success(let text):
        var tree = YAMLTree(file: path)
        guard let root = tree.read(text) else {
          mistakes += tree.mistakes
          continue
        }
        mistakes += tree.mistakes
        node = root
      }
      documents.append((path, node))
      guard let value = node["extends"] else { continue }
      guard let name = value.text, !name.isEmpty, !name.utf8.contains(0) else {
        mistakes.append(
          PolicyFinding(
            ["extends"], at: value.place, "extends is \(value.kind); write a preset's name or a file's path"))
        continue
      }
      if Policy.presets[name] != nil {
        base = name
      } else if name.contains("/") || name.contains(".") {
        next = (PolicyText.path(name, besides: path), (path, value))
      } else {
        mistakes.append(
          PolicyFinding(
            ["extends"], at: value.place,
            name.isNotOne(of: Policy.presets.keys.sorted(), called: "a preset") + "; a file's path has a '/' or a '.'"))
      }
    }
    guard let policy = Policy.presets[base] else { return }
    reader = PolicyReader(preset: base, policy: policy, trustsPrelude: trustsPrelude)
    for document in documents.reversed() {
      reader.readPrelude = { [file = document.file] node throws(PolicyFinding) in try Self.prelude(node, of: file) }
      reader.read(document.node)
    }
    reader.finish()
    settle()
    mistakes = (mistakes + reader.mistakes).sorted { Self.position($0, documents) < Self.position($1, documents) }
  }

  /// What nothing before found; there should be nothing.
  private mutating func settle() {
    guard mistakes.isEmpty, reader.mistakes.isEmpty else { return }
    do throws(BelljarError) {
      try reader.policy.validate()
    } catch {
      mistakes.append(PolicyFinding([], at: nil, error.message))
    }
  }

  private mutating func refuse(_ extender: (file: String, node: PolicyNode)?, _ sentence: String) {
    mistakes.append(PolicyFinding(["extends"], at: extender?.node.place, sentence))
  }

  private static func prelude(_ node: PolicyNode, of file: String) throws(PolicyFinding) -> String {
    guard let name = node.text, !name.isEmpty, !name.utf8.contains(0) else {
      throw PolicyFinding(["prelude-file"], at: node.place, "prelude-file is \(node.kind); write a file's path")
    }
    switch PolicyText.read(PolicyText.path(name, besides: file), extendedBy: nil) {
    case .success(let text): return text
    case .failure(let sentence): throw PolicyFinding(["prelude-file"], at: node.place, sentence)
    }
  }

  /// Files that are extended first, and in each the lines in their order.
  private static func position(
    _ finding: PolicyFinding, _ documents: [(file: String, node: PolicyNode)]
  ) -> (Int, Int, Int) {
    guard let place = finding.place else { return (-1, 0, 0) }
    let index = documents.firstIndex { $0.file == place.file } ?? documents.count
    return (-index, place.line, place.column)
  }
}
