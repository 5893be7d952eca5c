/// What a key of a policy is, for whoever reads or writes one.
package struct PolicyKey: Sendable {
  /// The keys that lead to it: `limits.memory`.
  package var path: String
  /// What is written for it.
  package var form: String
  package var meaning: String
  /// Which layer enforces it.
  package var enforcer: String

  /// The keys that a policy's map may have.
  package static let topLevel = all.map(\.path).filter { !$0.contains(".") }

  /// What stands there in the standard policy, as it is written; nil if nothing does.
  package var defaultValue: PolicyNode? {
    var node: PolicyNode? = Policy.standard.written
    for name in path.split(separator: ".") { node = node?[String(name)] }
    return node
  }

  private init(_ path: String, _ form: String, _ meaning: String, by enforcer: String) {
    self.path = path
    self.form = form
    self.meaning = meaning
    self.enforcer = enforcer
  }

  package static let all: [PolicyKey] =
    [
      PolicyKey(
        "extends", "a preset's name, or a file's path (with a '/' or a '.'), relative to this file",
        "The policy that this one starts from: maps merge, lists and single values replace.",
        by: "whoever reads the file"),
      PolicyKey(
        "modules", "a list of entries: math, json.* (with all below), or os: [getcwd, sep] (these names alone)",
        "What programs may import. Each module is imported once, before the first program.", by: namespaceLayer),
      PolicyKey(
        "namespace", "unrestricted, empty-builtins, allowlist, restricted, hardened or audited",
        "How much of Python a program is shown.", by: namespaceLayer),
      PolicyKey(
        "hide-dict-methods", "true or false",
        "Whether the levels hardened and audited also hide clear, pop, popitem, setdefault and update of a dict.",
        by: namespaceLayer),
      PolicyKey(
        "builtins", "a map of allow and deny", "Builtins as a difference from the standard table.", by: namespaceLayer),
      PolicyKey(
        "builtins.allow", "a list of names", "Builtins that programs have although the table leaves them out.",
        by: namespaceLayer),
      PolicyKey(
        "builtins.deny", "a list of names", "Builtins that programs lack although the table keeps them.",
        by: namespaceLayer),
      PolicyKey(
        "features", "a list of \(Feature.allCases.map(\.rawValue).joined(separator: ", "))",
        "pysandbox's groups of modules and builtins, each with what it needs.", by: namespaceLayer),
      PolicyKey(
        "prelude", "Python source",
        "What runs once, under the lockdown, before any program; every run finds what it defined. "
          + "From a file only with --trust-prelude.", by: "the worker, in a process that programs are copied from"),
      PolicyKey(
        "prelude-file", "a file's path, relative to this file", "As prelude, from a file of its own.",
        by: "the worker, in a process that programs are copied from"),
      PolicyKey(
        "module-path", "a list of absolute paths",
        "Directories in which Python looks for modules before its own, while the worker starts.", by: "the worker"),
      PolicyKey(
        "readable-paths", "a list of absolute paths",
        "Files, and directories with all below them, that programs may read; nothing is ever written.",
        by: "namespaces and landlock"),
      PolicyKey(
        "environment", "a map of names and texts; a name with null is taken away", "What os.environ holds.",
        by: "the worker"),
      PolicyKey(
        "streams", "a map of stdin, stdout and stderr", "The standard streams that programs have.", by: "the worker"),
      PolicyKey("streams.stdin", "true or false", "Whether the run's input reaches the program.", by: "the worker"),
      PolicyKey("streams.stdout", "true or false", "Whether what is written to stdout is kept.", by: "the worker"),
      PolicyKey("streams.stderr", "true or false", "Whether what is written to stderr is kept.", by: "the worker"),
      PolicyKey(
        "threads", "true or false", "Whether programs may start threads; in a subinterpreter from CPython 3.12 on.",
        by: "seccomp and rlimits"),
      PolicyKey(
        "interpreter", "subinterpreter or main", "main is for extension modules that refuse subinterpreters.",
        by: "the worker"),
      PolicyKey(
        "layers", "a map of layers, each required, preferred or off",
        "Without a required layer nothing runs; without a preferred one outcomes say that it is missing.",
        by: "the worker"),
      PolicyKey("limits", "a map of limits", "What a run has that names no limits itself.", by: "see each"),
      PolicyKey(
        "ceilings", "a map of limits; one that is not named is the limit's own", "What a run may raise its limits to.",
        by: "the host; memory and CPU time also rlimits"),
      PolicyKey(
        "session", "a map of a session's totals", "What all runs of a session may use together.", by: "the host"),
    ]
    + Layer.allCases.map {
      PolicyKey(
        "layers.\($0.rawValue)", $0 == .process ? "required" : "required, preferred or off",
        "The demand on the layer \($0.rawValue).", by: $0 == .process ? "the host" : "the kernel, at the lockdown")
    }
    + limits
    + limits.map { key in
      var key = key
      key.path = key.path.replacing("limits.", with: "ceilings.")
      key.meaning = "The most that a run may ask for as \(key.path.dropFirst(9)). \(key.meaning)"
      return key
    } + session

  private static let namespaceLayer = "the namespace layer: a convenience, never the boundary"
  private static let time = "a time: 5 s, 250 ms, 2 m"
  private static let amount = "an amount: 64 KiB, 200 MB"

  private static let limits = [
    PolicyKey("limits.wall-time", time, "Time from a run's start to its end.", by: "the host's clock"),
    PolicyKey(
      "limits.cpu-time", time, "User and system time of the child.", by: "the host's reading; behind it rlimits"),
    PolicyKey("limits.memory", amount, "Address space beyond the warmed interpreter's.", by: "rlimits"),
    PolicyKey("limits.output", amount, "Bytes on stdout and stderr together.", by: "the host's count"),
    PolicyKey("limits.recursion", "a whole number", "Python frames.", by: "CPython"),
    PolicyKey(
      "limits.value-size", amount,
      "The size of one value that crosses: 32 bytes for each item, and the bytes of its texts.",
      by: "both sides, before anything is allocated"),
  ]

  private static let session = [
    PolicyKey("session.wall-time", time, "Wall time of all runs together.", by: "the host's clock"),
    PolicyKey("session.cpu-time", time, "CPU time of the child.", by: "the host's reading; behind it rlimits"),
    PolicyKey("session.output", amount, "Bytes that all runs may write.", by: "the host's count"),
    PolicyKey("session.calls", "a whole number", "Calls of the host's functions by all runs.", by: "the host's count"),
    PolicyKey("session.idle-time", time, "Time between two runs.", by: "the host's clock"),
    PolicyKey("session.lifetime", time, "Time from the session's opening.", by: "the host's clock"),
  ]
}
