extension Policy {
  /// Requires a process of its own, resource limits, `no_new_privs` and seccomp; prefers all other layers.
  public static let standard = Policy()

  /// As ``standard``, with every layer required.
  public static let strict = Policy(image: Image(layers: everyLayer))

  /// What pysandbox allowed unless it was told otherwise: no module, no stream, 5 s, 200 MiB, 50 frames, and 64 KiB in each
  /// direction.
  ///
  /// A child process it never has, as with every policy. What pysandbox let its users switch on stands in
  /// ``Image/features``.
  public static let pysandbox = Policy(
    image: pysandboxImage,
    limits: Limits(
      wallTime: .seconds(5), cpuTime: .seconds(5), memory: .mebibytes(200), output: .kibibytes(64), recursion: 50,
      valueSize: .kibibytes(64)))

  /// For teaching: more modules, among them those that look at Python itself, more time and more output. Whoever learns may
  /// look around; the kernel layers hold as with ``standard``.
  public static let learning = Policy(
    image: Image(
      modules: ModuleAllowlist(
        ModuleAllowlist.standard.entries + [
          "argparse", "ast", "cmd", "codecs", "colorsys", "configparser", "dis", "fnmatch", "graphlib", "inspect",
          "ipaddress", "opcode", "optparse", "queue", "quopri", "reprlib", "sched", "shlex", "stringprep", "symtable",
          "timeit", "token", "tokenize", "traceback", "urllib.parse", "warnings", "weakref",
        ]),
      namespace: .allowlist, features: [.exit, .help, .site, .traceback]),
    limits: Limits(wallTime: .seconds(10), cpuTime: .seconds(10), output: .mebibytes(4)))

  /// The presets by their names, as policy files and the command name them.
  public static let presets: [String: Policy] = [
    "standard": .standard, "strict": .strict, "pysandbox": .pysandbox, "learning": .learning,
  ]

  private static let pysandboxImage = {
    var image = Image(
      modules: ModuleAllowlist([]), namespace: .hardened,
      streams: Streams(input: false, output: false, errorOutput: false))
    image.hidesDictMethods = true
    // What its features exit, help and stdin give back.
    image.builtins.denied = ["KeyboardInterrupt", "SystemExit", "exit", "help", "input", "quit"]
    return image
  }()

  private static let everyLayer = Dictionary(
    uniqueKeysWithValues: Layer.allCases.map { ($0, Layer.Demand.required) })
}
