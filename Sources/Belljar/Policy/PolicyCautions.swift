extension Policy {
  /// What makes a policy weaker than ``standard``. None of it is a mistake.
  fileprivate var risks: [PolicyFinding] {
    var found: [PolicyFinding] = []
    if image.namespace == .unrestricted || image.namespace == .emptyBuiltins {
      found.append(
        Self.caution(
          "namespace",
          "\(image.namespace.writtenName) is for tests and teaching; only the kernel layers hold the program"))
    }
    for layer in Layer.allCases {
      switch image.layers[layer] ?? .preferred {
      case .off:
        found.append(
          Self.caution(
            "layers.\(layer.rawValue)", "the layer \(layer.rawValue) is off; do not run code that you do not trust"))
      case .preferred where Image.standardLayers[layer] == .required:
        found.append(
          Self.caution(
            "layers.\(layer.rawValue)",
            "the layer \(layer.rawValue) is only preferred, so programs also run without it; standard requires it"))
      default: break
      }
    }
    for (name, reason) in Self.riskyModules where modules.grants[name] == .module || modules.grants[name] == .tree {
      found.append(
        Self.caution(
          "modules.\(name)",
          "the module \(name) \(reason); the kernel layers still hold, and the namespace layer does not"))
    }
    for path in image.readablePaths where path.dropFirst().split(separator: "/").count == 1 {
      found.append(
        Self.caution(
          "readable-paths", "'\(path.shortened)' is a whole top-level directory; name what programs need of it"))
    }
    if image.allowsThreads {
      found.append(
        Self.caution(
          "threads",
          "threads need a clone that the filter otherwise refuses; allow them only to programs that need them"))
    }
    return found
  }

  /// What has no effect beside the rest.
  fileprivate var futilities: [PolicyFinding] {
    var found: [PolicyFinding] = []
    if limits.cpuTime > limits.wallTime, !image.allowsThreads {
      found.append(
        Self.caution("limits.cpu-time", "limits.cpu-time is above limits.wall-time, so one thread never reaches it"))
    }
    let highest = highestLimits
    for (path, isUseless) in [
      ("session.wall-time", session.wallTime < highest.wallTime),
      ("session.cpu-time", session.cpuTime < highest.cpuTime),
      ("session.output", session.output < highest.output),
    ] where isUseless {
      found.append(
        Self.caution(path, "\(path) is below what one run may have, so no run of a session gets all of that"))
    }
    for name in image.builtins.allowed.intersection(image.builtins.denied).sorted() {
      found.append(Self.caution("builtins.deny", "'\(name.shortened)' is both allowed and denied; it is denied"))
    }
    for (feature, stream, isOpen) in [
      (Feature.stdin, "stdin", image.streams.input), (.stdout, "stdout", image.streams.output),
      (.stderr, "stderr", image.streams.errorOutput),
    ] where image.features.contains(feature) && !isOpen {
      found.append(
        Self.caution(
          "streams.\(stream)", "streams.\(stream) is false, and the feature \(stream) gives the stream all the same"))
    }
    for name in image.environment.keys.sorted() where name.hasPrefix("PYTHON") {
      found.append(
        Self.caution(
          "environment.\(name)",
          "\(name.shortened) has no effect on Python itself, which has started before; programs see it"))
    }
    if image.namespace == .unrestricted, !image.builtins.allowed.isEmpty || !image.builtins.denied.isEmpty {
      let key = image.builtins.allowed.isEmpty ? "builtins.deny" : "builtins.allow"
      found.append(Self.caution(key, "builtins has no effect while namespace is unrestricted"))
    }
    return found
  }

  private static func caution(_ path: String, _ sentence: String) -> PolicyFinding {
    PolicyFinding([path], at: nil, sentence)
  }

  private static let riskyModules: KeyValuePairs<String, String> = [
    "ctypes": "calls any machine code", "_ctypes": "calls any machine code",
    "os": "reaches for files and processes", "posix": "reaches for files and processes",
    "pathlib": "reaches for files", "shutil": "reaches for files", "tempfile": "reaches for files",
    "subprocess": "starts processes", "multiprocessing": "starts processes", "pty": "starts processes",
    "socket": "reaches for the network", "ssl": "reaches for the network", "asyncio": "reaches for the network",
    "sys": "leads to every module and frame", "gc": "leads to every object",
    "builtins": "has every builtin", "importlib": "imports past the allowlist", "runpy": "imports past the allowlist",
    "pickle": "runs code from data", "marshal": "makes code objects", "code": "runs text as code",
    "signal": "can stop interrupts", "mmap": "maps memory", "fcntl": "controls descriptors",
  ]
}

extension PolicyReader {
  /// What is risky or has no effect, each where it was written.
  package var cautions: [PolicyFinding] {
    // What nobody wrote need not have an effect: whoever lowers one limit need not lower all.
    (policy.risks.map(placed) + policy.futilities.map(placed).filter { $0.place != nil })
  }

  private func placed(_ caution: PolicyFinding) -> PolicyFinding {
    var caution = caution
    caution.place = caution.path.first.flatMap(place)
    return caution
  }
}
