import Foundation

/// What a corpus comes to without any sandbox.
struct PlainPython {
  var path: String
  var directory: String

  /// A corpus, and what came of it.
  struct Corpus: Decodable {
    /// `sys.version`.
    var version: String
    /// The source file of each module, by its name.
    var sources: [String: String]
    /// What the corpus imports, beside what the standard policy allows.
    var imports: [String]
    var results: [Result]
  }

  /// One test or example: what it belongs to, its name, and what came of it.
  struct Result: Decodable {
    var module: String
    var name: String
    /// What it shares with its neighbours, which are best run with it.
    var group: String
    var result: String
  }

  /// Runs all of a corpus in one process and reads what it wrote.
  func corpus(_ corpus: String) throws -> Corpus {
    let file = FileManager.default.temporaryDirectory.appending(path: "belljar-compat-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = ["\(directory)/outside.py", corpus, file.path]
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CompatibilityError("\(path) could not run the \(corpus) (status \(process.terminationStatus))")
    }
    return try JSONDecoder().decode(Corpus.self, from: Data(contentsOf: file))
  }
}

/// Why nothing could be compared.
struct CompatibilityError: Error, CustomStringConvertible {
  var description: String

  init(_ sentence: String) { description = sentence }
}
