/// What a feature comes to in modules, builtins and streams.
struct FeatureGrants {
  var modules = ModuleAllowlist([])
  var builtins: Set<String> = []
  var streams = Streams(input: false, output: false, errorOutput: false)

  /// Of all features, and what they bring with them.
  init(of features: Set<Feature>) {
    for feature in Feature.closure(of: features) { add(feature) }
  }

  private mutating func add(_ feature: Feature) {
    switch feature {
    case .codecs: modules.allow("codecs")
    case .datetime: modules.allow("datetime")
    case .encodings:
      for name in ["ascii", "latin_1", "utf_8", "utf_16_be", "utf_32_be", "raw_unicode_escape"] {
        modules.allow("encodings.\(name)")
      }
    case .exit:
      builtins.formUnion(["exit", "quit", "SystemExit", "KeyboardInterrupt"])
      allow("sys", symbol: "exit")
    case .future: modules.allow("__future__")
    case .hashlib: modules.allow("hashlib")
    case .help: builtins.insert("help")
    case .itertools: modules.allow("itertools")
    case .math: modules.allow("math")
    case .random: modules.allow("random")
    case .regex: modules.allow("re")
    case .site: builtins.formUnion(["copyright", "credits", "license"])
    case .stdin:
      builtins.insert("input")
      allow("sys", symbol: "stdin")
      streams.input = true
    case .stdout:
      builtins.insert("print")
      allow("sys", symbol: "stdout")
      streams.output = true
    case .stderr:
      allow("sys", symbol: "stderr")
      streams.errorOutput = true
    case .time: modules.allow("time", symbols: Self.clocks)
    case .traceback:
      builtins.insert("compile")
      modules.allow("traceback")
    case .unicodedata: modules.allow("unicodedata")
    }
  }

  private mutating func allow(_ module: String, symbol: String) {
    if case .symbols(let symbols)? = modules.grants[module] {
      modules.allow(module, symbols: symbols.union([symbol]))
    } else {
      modules.allow(module, symbols: [symbol])
    }
  }

  /// All of `time` but what waits or sets: `sleep`, `strptime` (which imports) and `tzset`.
  private static let clocks: Set<String> = [
    "altzone", "asctime", "ctime", "daylight", "get_clock_info", "gmtime", "localtime", "mktime", "monotonic",
    "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "strftime", "struct_time",
    "thread_time", "thread_time_ns", "time", "time_ns", "timezone", "tzname",
  ]
}

extension ModuleAllowlist {
  /// Adds what another list allows; of two grants for one module the wider counts.
  mutating func add(_ other: ModuleAllowlist) {
    for (name, grant) in other.grants {
      switch (grants[name], grant) {
      case (nil, _), (.module?, .tree), (.symbols?, .module), (.symbols?, .tree): grants[name] = grant
      case (.symbols(let own)?, .symbols(let more)): grants[name] = .symbols(own.union(more))
      case (.module?, _), (.tree?, _): break
      }
    }
  }
}

extension Image {
  /// The modules that programs may import: those of the image, and those of its features.
  var allModules: ModuleAllowlist {
    var all = modules
    all.add(FeatureGrants(of: features).modules)
    return all
  }
}
