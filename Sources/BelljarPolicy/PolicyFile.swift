public import Belljar

/// A policy that was read from a YAML or JSON file, and all files that it extends.
///
/// ```swift
/// let sandbox = try await Sandbox(policy: PolicyFile("team.yaml").policy)
/// ```
///
/// The file's keys are documented in `docs/policy.md`. A file is at most 1 MiB of UTF-8, without YAML's anchors, aliases and
/// tags. Whoever can write it decides what programs may do: trust it as you trust your own code.
public struct PolicyFile: Sendable {
  /// A mistake in a file, or a setting that is risky or has no effect.
  public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// The file, as it was named; nil for what stands in no file.
    public var file: String?
    /// The line, from 1; nil if the file could not be read at all.
    public var line: Int?
    /// The column, from 1, in Unicode scalars.
    public var column: Int?
    /// What, why, and what to do.
    public var sentence: String

    /// The place and the sentence, as compilers write them: `team.yaml:3:8: …`.
    public var description: String {
      ([file, line.map(String.init), column.map(String.init)].compactMap(\.self) + [" " + sentence])
        .joined(separator: ":").trimmedStart
    }

    init(_ finding: PolicyFinding) {
      file = finding.place?.file
      line = finding.place?.line
      column = finding.place?.column
      sentence = finding.sentence
    }
  }

  /// The policy.
  public var policy: Policy { reader.policy }

  /// What is risky or has no effect.
  public var warnings: [Finding] { reader.cautions.map(Finding.init) }

  /// The policy with the place that each value comes from.
  package let reader: PolicyReader

  /// Reads a file, and all that it extends.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - trustsPrelude: Whether the files may hold a prelude: code with which every run begins.
  /// - Throws: ``PolicyFileError`` with every mistake that was found.
  public init(_ path: String, trustsPrelude: Bool = false) throws(PolicyFileError) {
    try self.init(path, PolicyChain(trustsPrelude: trustsPrelude))
  }

  /// Reads a text that may extend presets, and no file.
  package init(text: String, trustsPrelude: Bool = false) throws(PolicyFileError) {
    let name = "policy"
    try self.init(
      name,
      PolicyChain(trustsPrelude: trustsPrelude) { path, _ in
        path == name ? .success(text) : .failure("a text extends no file, and has no prelude in one")
      })
  }

  private init(_ path: String, _ chain: PolicyChain) throws(PolicyFileError) {
    var chain = chain
    chain.read(path)
    guard chain.mistakes.isEmpty else { throw PolicyFileError(mistakes: chain.mistakes.map(Finding.init)) }
    reader = chain.reader
  }
}

/// Why a policy file is none.
public struct PolicyFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// All mistakes, in the order of the lines; those of a file that is extended come first.
  public var mistakes: [PolicyFile.Finding]

  /// A line for each mistake.
  public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}

extension String {
  fileprivate var trimmedStart: String { String(drop { $0 == " " }) }
}
