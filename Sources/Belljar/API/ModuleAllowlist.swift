/// The modules a program may import. Every one is imported before the first program runs, because nothing can be
/// read from a disk afterwards.
public struct ModuleAllowlist: Sendable, Hashable {
  /// The names, sorted.
  public var names: [String] { modules.sorted() }

  private var modules: Set<String>

  /// Creates an allowlist of exactly these modules.
  public init(_ modules: some Sequence<String>) { self.modules = Set(modules) }

  /// Allows a module, and with it its submodules.
  public mutating func allow(_ module: String) { modules.insert(module) }

  /// Takes a module from the list.
  public mutating func remove(_ module: String) { modules.remove(module) }

  /// The modules of the standard policy: pure computation, text and dates.
  public static let standard = ModuleAllowlist([
    "__future__", "abc", "array", "base64", "binascii", "bisect", "calendar", "cmath", "collections", "contextlib",
    "copy",
    "csv", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq",
    "hmac", "html", "io", "itertools", "json", "keyword", "math", "numbers", "operator", "pprint", "random", "re",
    "secrets", "statistics", "string", "struct", "textwrap", "time", "types", "typing", "unicodedata", "uuid",
    "zlib",
  ])
}
