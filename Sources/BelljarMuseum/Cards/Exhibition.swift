internal import Belljar
internal import BelljarPolicy
internal import Foundation

/// Exhibits, by groups.
package struct Exhibition: Sendable, Hashable {
  /// The museum's own groups, in the order of its rooms.
  package static let groups = ["object-graph", "frames", "text", "interpreter", "resources", "kernel", "history"]

  /// By group and name; a teacher's own groups come last.
  package private(set) var exhibits: [Exhibit]

  /// The groups that have exhibits.
  package var groups: [String] {
    exhibits.map(\.group).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  /// The museum's own exhibits, which lie beside the running executable.
  package static func own() throws(ExhibitError) -> Exhibition { try Exhibition(of: try ownDirectory()) }

  static func ownDirectory() throws(ExhibitError) -> String {
    guard let executable = WorkerLocator.executableDirectory() else {
      throw ExhibitError(mistakes: ["the running executable's path cannot be read; name the exhibits' folder"])
    }
    let directory = "\(executable)/\(folder)"
    guard FileManager.default.fileExists(atPath: directory) else {
      throw ExhibitError(
        mistakes: ["there are no exhibits at \(directory); keep that folder beside the command, or build it anew"])
    }
    return directory
  }

  /// Where SwiftPM puts what the package copies.
  private static let folder = "Belljar_BelljarMuseum.resources/Exhibits"

  /// Reads a folder of groups, each a folder of exhibits, each a folder with `attack.py` and `card.yaml`; or a folder of exhibits,
  /// or one exhibit.
  ///
  /// - Throws: ``ExhibitError`` with every mistake that was found.
  package init(of directory: String) throws(ExhibitError) {
    var reading = FolderReading()
    exhibits = reading.exhibits(below: directory)
    if exhibits.isEmpty, reading.mistakes.isEmpty {
      reading.mistakes.append(
        "\(directory): there is no exhibit; one is a folder with attack.py and card.yaml, in a folder for its group")
    }
    let folders = Dictionary(grouping: exhibits, by: \.name).filter { $0.value.count > 1 }
    for (name, twins) in folders.sorted(by: { $0.key < $1.key }) {
      let groups = twins.map(\.group).sorted().joined(separator: " and ")
      reading.mistakes.append(
        "\(directory): there is more than one '\(name)', in \(groups); give each a name of its own")
    }
    guard reading.mistakes.isEmpty else { throw ExhibitError(mistakes: reading.mistakes) }
    sort()
  }

  /// With others besides, which take the place of those of the same name.
  package func adding(_ others: Exhibition) -> Exhibition {
    var sum = self
    let names = Set(others.exhibits.map(\.name))
    sum.exhibits = exhibits.filter { !names.contains($0.name) } + others.exhibits
    sum.sort()
    return sum
  }

  /// The exhibit of a name.
  package subscript(name: String) -> Exhibit? { exhibits.first { $0.name == name } }

  private mutating func sort() {
    let order = Dictionary(Self.groups.enumerated().map { ($1, $0) }, uniquingKeysWith: { one, _ in one })
    func key(_ exhibit: Exhibit) -> (Int, String, String) {
      (order[exhibit.group] ?? Self.groups.count, exhibit.group, exhibit.name)
    }
    exhibits.sort { key($0) < key($1) }
  }
}

/// Exhibits in the making, from folders.
private struct FolderReading {
  var mistakes: [String] = []

  /// An exhibit's folder, or the folders in a folder, as deep as group and exhibit.
  mutating func exhibits(below directory: String, depth: Int = 0) -> [Exhibit] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
      mistakes.append("\(directory): this is no folder that can be read; name one with exhibits")
      return []
    }
    let parts = URL(filePath: directory).standardizedFileURL.pathComponents
    if names.contains("card.yaml") || names.contains("attack.py") {
      let (name, group) = (parts.last ?? directory, parts.dropLast().last ?? "")
      // A name is typed, and stands in links and on terminals.
      for part in [name, group]
      where part.isEmpty || !part.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }) {
        mistakes.append("\(directory): the names of an exhibit and of its group are of a to z, 0 to 9 and -")
        return []
      }
      return exhibit(name, group: group, in: directory).map { [$0] } ?? []
    }
    guard depth < 2 else { return [] }
    return names.sorted().filter { !$0.hasPrefix(".") && isFolder("\(directory)/\($0)") }
      .flatMap { exhibits(below: "\(directory)/\($0)", depth: depth + 1) }
  }

  private mutating func exhibit(_ name: String, group: String, in directory: String) -> Exhibit? {
    guard let attack = text(of: "\(directory)/attack.py"), let written = text(of: "\(directory)/card.yaml") else {
      return nil
    }
    let file = "\(directory)/card.yaml"
    var tree = YAMLTree(file: file, noun: "card")
    let node = tree.read(written)
    var findings = tree.mistakes
    var card: Card?
    if let node, findings.isEmpty {
      var reader = CardReader(node)
      card = reader.card()
      findings = reader.mistakes
    }
    mistakes += findings.map { finding in
      (finding.place.map { "\($0): " } ?? "\(file): ") + finding.sentence
    }
    guard let card, findings.isEmpty else { return nil }
    return Exhibit(name: name, group: group, card: card, attack: attack)
  }

  private mutating func text(of path: String) -> String? {
    // A pipe would never come to its end.
    let type = try? FileManager.default.attributesOfItem(atPath: URL(filePath: path).resolvingSymlinksInPath().path)[
      .type]
    if let type = type as? FileAttributeType, type != .typeRegular {
      mistakes.append("\(path): this is no file; write one")
      return nil
    }
    switch PolicyText.read(path) {
    case .success(let text): return text
    case .failure(let sentence):
      mistakes.append(sentence)
      return nil
    }
  }

  private func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }
}
