/// A named group of what a program may use, as pysandbox had them. A feature may bring others with it.
public enum Feature: String, Sendable, Hashable, CaseIterable, Codable {
  /// The module `codecs`, and with it ``encodings``' machinery.
  case codecs
  /// The module `datetime`.
  case datetime
  /// The encodings ASCII, Latin-1, UTF-8, UTF-16, UTF-32 and raw Unicode escapes. Brings ``codecs``.
  case encodings
  /// `exit()`, `quit()`, `sys.exit` and `SystemExit`.
  case exit
  /// `from __future__ import …`.
  case future
  /// The module `hashlib`.
  case hashlib
  /// `help()`. Brings ``regex``.
  case help
  /// The module `itertools`.
  case itertools
  /// The module `math`.
  case math
  /// The module `random`. Brings ``hashlib`` and ``math``.
  case random
  /// The module `re`.
  case regex
  /// `copyright`, `credits` and `license`.
  case site
  /// `input()` and `sys.stdin`.
  case stdin
  /// `print()` and `sys.stdout`.
  case stdout
  /// `sys.stderr`.
  case stderr
  /// The module `time`, without `sleep`, `strptime` and `tzset`.
  case time
  /// `compile()`, the code of frames, and source lines in tracebacks.
  case traceback
  /// The module `unicodedata`.
  case unicodedata

  /// What it brings with it, directly.
  public var implied: Set<Feature> {
    switch self {
    case .encodings: [.codecs]
    case .help: [.regex]
    case .random: [.hashlib, .math]
    default: []
    }
  }

  /// These features and all that they bring with them.
  public static func closure(of features: Set<Feature>) -> Set<Feature> {
    var all = features
    var added = features
    while !added.isEmpty {
      added = Set(added.flatMap(\.implied)).subtracting(all)
      all.formUnion(added)
    }
    return all
  }
}
