import Belljar
import Foundation
import Glibc
import Testing

/// Directories and files that every user may read and write, some of which a policy lets programs read. They go with its last
/// reference.
final class ReadableTree: Sendable {
  let path: String
  /// A directory that is readable, with all that could lead out of it.
  var set: String { path + "/set" }
  /// A file that is readable, in a directory that is not.
  var one: String { path + "/one" }
  /// Neither.
  var secret: String { path + "/secret" }

  init() throws {
    // Paths without symbolic links are what a policy takes.
    let place = realpath(NSTemporaryDirectory(), nil)
    defer { free(place) }
    path = (place.map { String(cString: $0) } ?? "/tmp") + "/belljar-tests-" + UUID().uuidString
    for directory in ["", "/set", "/set/deep"] {
      try FileManager.default.createDirectory(atPath: path + directory, withIntermediateDirectories: false)
      chmod(path + directory, 0o777)
    }
    for (file, text) in [
      ("/one", "one"), ("/secret", "secret"), ("/set/file", "inside"), ("/set/deep/file", "deeper"),
      ("/named", "named"),
    ] {
      try write(text, to: file)
    }
    for (link, target) in [
      ("/set/inward", "file"), ("/set/outward", "../secret"), ("/set/absolute", secret), ("/set/up", ".."),
      ("/link", "set"),
    ] {
      try FileManager.default.createSymbolicLink(atPath: path + link, withDestinationPath: target)
    }
    try FileManager.default.linkItem(atPath: path + "/named", toPath: set + "/named")
    mkfifo(set + "/pipe", 0o666)
    chmod(set + "/pipe", 0o666)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + file))
    chmod(path + file, 0o666)
  }

  func text(of file: String) -> String? { try? String(contentsOfFile: path + file, encoding: .utf8) }

  /// With `set` and `one` to be read; and, by the kernel layers alone, without some of them.
  func policy(without layers: Layer...) -> Policy {
    var policy = Policy.kernelLayersAlone
    policy.image.readablePaths = [set, one]
    for layer in layers { policy.image.layers[layer] = .off }
    return policy
  }

  /// What a program prints, and which layers stood. `attempt(f)` prints what comes of it, or the error's name.
  func look(_ policy: Policy, _ program: String) async throws -> (lines: [String], isolation: Isolation) {
    let sandbox = try await Sandbox(policy: policy)
    let outcome = try await sandbox.run(
      Self.prelude + "S, O, X = \(literal(set)), \(literal(one)), \(literal(secret))\n" + program)
    await sandbox.shutdown()
    let lines = (outcome.standardOutput + outcome.standardError).split(separator: "\n").map(String.init)
    return (lines, outcome.isolation)
  }

  private func literal(_ text: String) -> String { "'\(text)'" }

  private static let prelude = """
    import ctypes, errno, os, signal

    def attempt(action):
        try:
            print(action())
        except OSError as error:
            print(errno.errorcode.get(error.errno, error.errno))

    def text(path, **options):
        with open(path, **options) as file:
            return file.read()

    """
}

/// Which of the two layers that know paths are given up.
enum PathLayers: String, CaseIterable, CustomTestStringConvertible {
  case both, namespacesAlone, landlockAlone

  var testDescription: String { rawValue }

  func policy(_ tree: ReadableTree) -> Policy {
    switch self {
    case .both: tree.policy()
    case .namespacesAlone: tree.policy(without: .landlock)
    case .landlockAlone: tree.policy(without: .namespaces)
    }
  }

  /// Whether this machine can show it.
  var isPossible: Bool {
    get async throws {
      switch self {
      case .both, .landlockAlone: try await SharedSandbox.enforces(.landlock)
      case .namespacesAlone: try await SharedSandbox.enforces(.namespaces)
      }
    }
  }
}
