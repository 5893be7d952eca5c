import Belljar

/// What an attack's leading comment says should come of it.
///
/// ```python
/// # expect: refused              or: killed <system call>
/// # layer: seccomp               the kernel layer whose removal alone lets it through, if there is one
/// # errors: EPERM EACCES         errors that count as refusals; these two if the line is missing
/// # denials: openat newfstatat   system calls that the outcome must list; `none` if it need not list any
/// ```
struct AttackHeader: Sendable {
  enum Expectation: Sendable, Equatable {
    case refused
    case killed(systemCall: String)
  }

  var expectation: Expectation
  var layer: Layer?
  var errors: Set<String> = ["EPERM", "EACCES"]
  var denials: Set<String> = []

  init(of source: String, in name: String) throws {
    var fields: [String: String] = [:]
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("# "), let colon = line.firstIndex(of: ":") else { break }
      let key = String(line[line.index(line.startIndex, offsetBy: 2)..<colon])
      fields[key] = line[line.index(after: colon)...].drop { $0 == " " }.description
    }
    expectation = try Self.expectation(fields["expect"] ?? "", in: name)
    if let layer = fields["layer"] {
      guard let known = Layer(rawValue: layer) else { throw AttackCorpusError.unknownLayer(layer, in: name) }
      self.layer = known
    }
    if let errors = fields["errors"] { self.errors = Self.words(errors) }
    denials = Self.words(fields["denials"] ?? "none").subtracting(["none"])
    if expectation == .refused && fields["denials"] == nil { throw AttackCorpusError.noDenials(in: name) }
  }

  private static func expectation(_ text: String, in name: String) throws -> Expectation {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("refused", 1): return .refused
    case ("killed", 2): return .killed(systemCall: words[1])
    default: throw AttackCorpusError.noExpectation(in: name)
    }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }
}

/// The corpus itself is wrong; no attack has run.
enum AttackCorpusError: Error {
  case resourcesMissing
  case noExpectation(in: String)
  case noDenials(in: String)
  case unknownLayer(String, in: String)
}
