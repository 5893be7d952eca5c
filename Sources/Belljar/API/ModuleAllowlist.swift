/// The modules a program may import. Every one is imported before the first program runs, because nothing can be
/// read from a disk afterwards.
///
/// An entry is `name` (that module), `name.*` (that module and all below it), or a name with some of its symbols.
public struct ModuleAllowlist: Sendable, Hashable {
  /// What is allowed of one module.
  public enum Grant: Sendable, Hashable {
    /// The module.
    case module
    /// The module and its submodules.
    case tree
    /// These names of the module and no others.
    case symbols(Set<String>)
  }

  /// What is allowed of each module, by its dotted name.
  public var grants: [String: Grant]

  /// The modules' names, sorted.
  public var names: [String] { grants.keys.sorted() }

  /// The entries as they are written, sorted: `json.*`, `math`, `os: getcwd, sep`.
  public var entries: [String] {
    grants.sorted { $0.key < $1.key }.map { name, grant in
      switch grant {
      case .module: name
      case .tree: "\(name).*"
      case .symbols(let symbols): "\(name): \(symbols.sorted().joined(separator: ", "))"
      }
    }
  }

  /// Creates an allowlist of exactly these entries, each `name` or `name.*`.
  public init(_ entries: some Sequence<String>) {
    grants = [:]
    for entry in entries { allow(entry) }
  }

  /// Allows a module, or with `name.*` a module and its submodules.
  public mutating func allow(_ entry: String) {
    if entry.hasSuffix(".*") { grants[String(entry.dropLast(2))] = .tree } else { grants[entry] = .module }
  }

  /// Allows some names of a module.
  public mutating func allow(_ module: String, symbols: Set<String>) { grants[module] = .symbols(symbols) }

  /// Takes a module from the list, with all below it.
  public mutating func remove(_ module: String) {
    grants = grants.filter { $0.key != module && !$0.key.hasPrefix(module + ".") }
  }

  /// The modules of the standard policy: pure computation, text and dates.
  public static let standard = ModuleAllowlist([
    "__future__", "abc", "array", "base64", "binascii", "bisect", "calendar", "cmath", "collections", "collections.abc",
    "contextlib",
    "copy", "csv", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib",
    "heapq", "hmac", "html", "html.entities", "html.parser", "io", "itertools", "json", "json.decoder", "json.encoder",
    "json.scanner", "keyword", "math", "numbers", "operator", "pprint",
    "random", "re", "secrets", "statistics", "string", "struct", "textwrap", "time", "types", "typing", "unicodedata",
    "uuid", "zlib",
  ])
}
