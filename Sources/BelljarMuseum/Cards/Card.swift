package import Belljar

/// What stands beside an exhibit: where it comes from, how it works, what holds it, and what should come of it.
package struct Card: Sendable, Hashable {
  package var title: String
  /// One line.
  package var summary: String
  package var origin: Origin
  /// How it works, in five sentences.
  package var mechanism: String
  /// The first level above an emptied `__builtins__` that stops it; nil if none does.
  package var stoppedFirstBy: NamespaceLevel?
  /// How that was then got around.
  package var then: String
  package var containedBy: Container
  /// What the container does about it.
  package var containment: String
  package var lesson: String
  /// A question before the run.
  package var prediction: String
  /// What the exhibit's policy allows besides the standard modules.
  package var modules: [String] = []
  package var builtins: [String] = []
  package var plants: Set<Plant> = []
  package var limits = Card.standardLimits
  /// Why the exhibit says nothing with a version of Python, by the version: `3.13`.
  package var notApplicable: [String: String] = [:]
  package var expected = Expectations()

  /// Where an exhibit comes from.
  package struct Origin: Sendable, Hashable {
    package var text: String
    /// A year, a month or a day.
    package var date: String
    /// An address.
    package var reference: String
    package var cve: String?
  }

  /// What contains an exhibit for good.
  package enum Container: Sendable, Hashable {
    case layer(Layer)
    /// The host's clock and counts.
    case host

    package var name: String {
      switch self {
      case .layer(let layer): layer.rawValue
      case .host: "host"
      }
    }
  }

  /// What the host prepares besides the secrets that are always there.
  package enum Plant: String, Sendable, Hashable, CaseIterable {
    /// Another run in the same worker, which knows a secret.
    case sibling
    /// A random number that another run in the same worker has drawn.
    case random
    /// A flag that the program itself is handed, for an attack that holds a model of a sandbox and whoever leaves it.
    case vault
  }

  /// Of an attack that nobody has described yet.
  package static let blank = Card(
    title: "", summary: "", origin: Origin(text: "", date: "", reference: ""), mechanism: "", stoppedFirstBy: nil,
    then: "",
    containedBy: .host, containment: "", lesson: "", prediction: "")

  /// What an attack may use if its card does not say; the most, too.
  static let standardLimits = Limits(
    wallTime: .seconds(10), cpuTime: .seconds(10), memory: .mebibytes(256), output: .kibibytes(256))
}

/// The verdicts that a card foretells.
package struct Expectations: Sendable, Hashable {
  /// What one version of Python does.
  struct Row: Sendable, Hashable {
    var levels: [NamespaceLevel: Verdict] = [:]
    /// Only what differs from the level `unrestricted`.
    var layers: [Layer: Verdict] = [:]
  }

  var row = Row()
  /// What differs, by the version: `3.13`.
  var versions: [String: Row] = [:]

  /// What a version of Python, such as `3.11`, is foretold to do.
  package func verdict(_ column: Column, version: String) -> Verdict? {
    let other = versions[version]
    switch column {
    case .level(let level): return other?.levels[level] ?? row.levels[level]
    case .without(let layer):
      return other?.layers[layer] ?? row.layers[layer] ?? other?.levels[.unrestricted] ?? row.levels[.unrestricted]
    }
  }
}
