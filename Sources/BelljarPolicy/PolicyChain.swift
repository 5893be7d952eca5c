internal import Belljar

/// A file and all that it extends, read from the first to the last.
struct PolicyChain {
  /// More is a mistake of somebody's.
  private static let maximumLength = 16

  /// Reads a file: its path, and what extends it.
  typealias Files = @Sendable (String, String?) -> PolicyText.Reading

  private(set) var reader: PolicyReader
  private(set) var mistakes: [PolicyFinding] = []
  private let files: Files
  /// The file itself, then what it extends, and so on.
  private var documents: [(file: String, node: PolicyNode)] = []
  /// The preset that the last of them starts from; nil if that is not known.
  private var base: String?

  init(trustsPrelude: Bool, files: @escaping Files = { PolicyText.read($0, extendedBy: $1) }) {
    self.files = files
    reader = PolicyReader(preset: "standard", policy: .standard, trustsPrelude: trustsPrelude)
  }

  mutating func read(_ path: String) {
    collect(path)
    // In place of a base that could not be read, the standard policy: what else is wrong is told all the same.
    let name = base ?? "standard"
    reader = PolicyReader(preset: name, policy: Policy.presets[name] ?? .standard, trustsPrelude: reader.trustsPrelude)
    reader.isBaseKnown = base != nil
    for document in documents.reversed() {
      reader.readPrelude = { [file = document.file, files] node throws(PolicyFinding) in
        try Self.prelude(node, of: file, files)
      }
      reader.read(document.node)
    }
    reader.finish()
    settle()
    mistakes = (mistakes + reader.mistakes).sorted { position($0) < position($1) }
  }

  /// Reads the files, the one that extends before the one that is extended.
  private mutating func collect(_ path: String) {
    var identities: Set<String> = []
    var next: (path: String, extender: PolicyNode?)? = (path, nil)
    while let (path, extender) = next {
      next = nil
      base = nil
      let names = documents.map(\.file) + [path]
      let chain = names.joined(separator: " extends ")
      guard identities.insert(PolicyText.identity(of: path)).inserted else {
        return refuse(extender, "these files extend one another without end: \(chain)")
      }
      guard documents.count < Self.maximumLength else {
        return refuse(extender, "more than \(Self.maximumLength) files extend one another: \(chain)")
      }
      let text: String
      switch files(path, extender.map { _ in names.dropLast().joined(separator: " extends ") }) {
      case .failure(let sentence): return refuse(extender, sentence)
      case .success(let read): text = read
      }
      var tree = YAMLTree(file: path)
      let node = tree.read(text)
      mistakes += tree.mistakes
      guard let node else { return }
      documents.append((path, node))
      next = file(extendedBy: node, in: path).map { ($0, node["extends"]) }
    }
  }

  /// The file that a policy extends; if it is a preset, that is the base.
  private mutating func file(extendedBy node: PolicyNode, in file: String) -> String? {
    guard let value = node["extends"] else {
      base = "standard"
      return nil
    }
    guard let name = value.text, !name.isEmpty, !name.utf8.contains(0) else {
      refuse(value, "extends is \(value.kind); write a preset's name or a file's path")
      return nil
    }
    if Policy.presets[name] != nil {
      base = name
      return nil
    }
    if name.contains("/") || name.contains(".") { return PolicyText.path(name, besides: file) }
    refuse(
      value,
      name.isNotOne(of: Policy.presets.keys.sorted(), called: "a preset") + "; a file's path has a '/' or a '.'")
    return nil
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

  private mutating func refuse(_ extends: PolicyNode?, _ sentence: String) {
    mistakes.append(PolicyFinding(["extends"], at: extends?.place, sentence))
  }

  private static func prelude(
    _ node: PolicyNode, of file: String, _ files: Files
  ) throws(PolicyFinding) -> String {
    guard let name = node.text, !name.isEmpty, !name.utf8.contains(0) else {
      throw PolicyFinding(["prelude-file"], at: node.place, "prelude-file is \(node.kind); write a file's path")
    }
    switch files(PolicyText.path(name, besides: file), nil) {
    case .success(let text): return text
    case .failure(let sentence): throw PolicyFinding(["prelude-file"], at: node.place, sentence)
    }
  }

  /// Files that are extended first, and in each the lines in their order.
  private func position(_ finding: PolicyFinding) -> (Int, Int, Int) {
    guard let place = finding.place else { return (-documents.count - 1, 0, 0) }
    // One that could not be parsed is the last of the chain.
    let index = documents.firstIndex { $0.file == place.file } ?? documents.count
    return (-index, place.line, place.column)
  }
}
