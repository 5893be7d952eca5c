import Belljar
import Foundation
import Testing

/// One hostile program, a file of `Attacks/<group>/`.
struct Attack: Sendable, CustomTestStringConvertible {
  let group: String
  let name: String
  let header: AttackHeader
  /// The file with `prelude.py` before it.
  let program: String

  var testDescription: String { "\(group)/\(name)" }

  /// Runs it with a byte to read: the end of the input would never come where the pipe's other end has leaked.
  func run(in sandbox: Sandbox) async throws -> Outcome {
    try await sandbox.run(program, standardInput: .text("x"))
  }
}

/// The hostile programs.
enum AttackCorpus {
  /// Every attack, in the order of its group and name.
  static let all: Result<[Attack], any Error> = Result { try load() }

  /// The attacks as test arguments.
  ///
  /// If the corpus cannot be read this is empty, and a test of its own says why.
  static var attacks: [Attack] { (try? all.get()) ?? [] }

  /// Those that one layer's removal lets through.
  static var attacksThatNameALayer: [Attack] { attacks.filter { $0.header.layer != nil } }

  static let groups = [
    "descriptors", "exotic", "files", "network", "privilege", "processes", "secrets", "terminal",
  ]

  private static func load() throws -> [Attack] {
    guard let directory = Bundle.module.url(forResource: "Attacks", withExtension: nil) else {
      throw AttackCorpusError.resourcesMissing
    }
    let prelude = try String(contentsOf: directory.appending(path: "prelude.py"), encoding: .utf8)
    return try groups.flatMap { group in
      try load(group, from: directory.appending(path: group), prelude: prelude)
    }
  }

  private static func load(_ group: String, from directory: URL, prelude: String) throws -> [Attack] {
    let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "py" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { file in
        let source = try String(contentsOf: file, encoding: .utf8)
        let name = file.deletingPathExtension().lastPathComponent
        return Attack(
          group: group, name: name, header: try AttackHeader(of: source, in: "\(group)/\(name)"),
          program: prelude + source)
      }
  }
}
