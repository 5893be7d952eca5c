/// What programs may do: the image they run in, and the most that each run may use.
///
/// ```swift
/// var policy = Policy.standard
/// policy.modules.allow("zoneinfo")
/// policy.limits.wallTime = .seconds(2)
/// let sandbox = try await Sandbox(policy: policy)
/// ```
public struct Policy: Sendable, Hashable {
  /// What is built once per worker and shared by all of its runs.
  public var image: Image

  /// The limits of a run that names none, and if there are no ``ceilings``, the most that a run may have.
  public var limits: Limits

  /// The most that a run may have. Default nil: ``limits``, which a run can then only lower.
  public var ceilings: Limits?

  /// What each session may use in all.
  public var session: SessionLimits

  /// Creates a policy.
  public init(
    image: Image = Image(), limits: Limits = Limits(), ceilings: Limits? = nil, session: SessionLimits = SessionLimits()
  ) {
    self.image = image
    self.limits = limits
    self.ceilings = ceilings
    self.session = session
  }

  /// The modules that programs may import; a part of the image.
  public var modules: ModuleAllowlist {
    get { image.modules }
    set { image.modules = newValue }
  }
}

/// What a worker is built from. Sandboxes that differ in it need workers of their own; limits, input and the program
/// come with each run.
public struct Image: Sendable, Hashable {
  /// The modules that programs may import.
  public var modules: ModuleAllowlist

  /// How much of Python a program is shown.
  public var namespace: NamespaceLevel

  /// Which builtins programs have, as a difference from the standard table.
  public var builtins: BuiltinAllowlist

  /// Groups of modules and builtins that are allowed besides.
  public var features: Set<Feature>

  /// Source that is run once for each worker, under the lockdown, before any program: what it defines is there in every run, in
  /// a copy of the run's own. Each session runs it anew, and so does each run if threads are allowed or the `seccomp` layer is
  /// missing. One that raises, or does not end, is an error of the sandbox's. What it prints is dropped. What it holds counts
  /// against each run's memory.
  public var prelude: String

  /// Directories in which Python looks for modules before it looks in its own, while the worker starts.
  public var modulePath: [String]

  /// Files, and directories with all that is below them, that programs may read; nothing is ever writable. At most 64.
  ///
  /// Each is an absolute path without symbolic links, `.` or `..`, and neither `/` nor below `/proc`, `/sys` or `/dev`. It has to be
  /// there, and readable for the user that programs run as, when a worker starts: else ``Sandbox`` throws a ``BelljarError`` with
  /// the code ``BelljarError/Code/pathUnavailable``. What is mounted below a directory has to be named as well.
  ///
  /// A directory's contents are those of the moment; of a file that another takes the place of, the old contents remain. A
  /// program has at most 60 files open. It takes ``Layer/namespaces`` or ``Layer/landlock``; with neither the sandbox does not
  /// start.
  public var readablePaths: [String]

  /// What `os.environ` holds. Nothing of the host's own environment is ever there.
  public var environment: [String: String]

  /// The standard streams that programs have.
  public var streams: Streams

  /// Whether programs may start threads. In a subinterpreter that takes CPython 3.12 or newer.
  public var allowsThreads: Bool

  /// Which interpreter of the worker's process runs the programs.
  public var interpreter: Interpreter

  /// Whether each layer is required, preferred or off. A layer that is not named is preferred.
  public var layers: [Layer: Layer.Demand]

  /// Whether ``NamespaceLevel/hardened`` also hides a dict's `clear`, `pop`, `popitem`, `setdefault` and `update`; `d[k] = v` and
  /// `del d[k]` work.
  public var hidesDictMethods = false

  /// The newest version of Landlock to make use of, so that tests can do as if the kernel were older; 0 for none.
  package var newestLandlock = Int.max

  /// The interpreter that runs programs.
  public enum Interpreter: String, Sendable, Hashable, Codable {
    /// An isolated subinterpreter.
    case subinterpreter
    /// The main one, for extension modules that refuse subinterpreters. The kernel layers are the same.
    case main
  }

  /// Creates an image.
  public init(
    modules: ModuleAllowlist = .standard, namespace: NamespaceLevel = .allowlist,
    builtins: BuiltinAllowlist = BuiltinAllowlist(), features: Set<Feature> = [], prelude: String = "",
    modulePath: [String] = [], readablePaths: [String] = [], environment: [String: String] = [:],
    streams: Streams = Streams(), allowsThreads: Bool = false, interpreter: Interpreter = .subinterpreter,
    layers: [Layer: Layer.Demand] = Image.standardLayers
  ) {
    self.builtins = builtins
    self.features = features
    self.prelude = prelude
    self.modulePath = modulePath
    self.readablePaths = readablePaths
    self.environment = environment
    self.streams = streams
    self.modules = modules
    self.namespace = namespace
    self.allowsThreads = allowsThreads
    self.interpreter = interpreter
    self.layers = layers
  }

  /// What ``Policy/standard`` demands: the layers that every Linux since 5.9 can give are required.
  public static let standardLayers: [Layer: Layer.Demand] = [
    .process: .required, .session: .required, .descriptors: .required, .rlimits: .required,
    .capabilities: .required, .noNewPrivileges: .required, .dumpable: .required, .seccomp: .required,
    .namespaces: .preferred, .user: .preferred, .landlock: .preferred,
  ]
}
