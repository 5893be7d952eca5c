/// The functions that a run may call, and how much of them.
///
/// ```swift
/// let functions = HostFunctions(maximumCalls: 20) {
///   HostFunction("now") { Date() }
///   HostFunction("delete", parameters: ["name"]) { (name: String) in try store.delete(name) }
/// }
/// .approved { call in
///   call.name == "delete" ? .deny("nothing is deleted from here") : .allow
/// }
/// ```
///
/// Nothing else of the host exists for the program: a function that is not registered for its run has no name in it.
public struct HostFunctions: Sendable {
  /// The functions.
  public var functions: [HostFunction]
  /// The module by which the program finds them. Default `host`.
  public var module: String
  /// Calls per run. A further call raises `RuntimeError`. Default 1,000.
  public var maximumCalls: Int
  /// Bytes of one call's arguments as they are encoded. More raises `ValueError`. Default 1 MiB.
  public var maximumArgumentBytes: ByteCount
  /// Time per call, approval included. Then its task is cancelled, and `TimeoutError` raised. Default 10 s.
  public var timeout: Duration
  /// Whether the time in calls counts towards the run's limit of wall time. Default: it does.
  public var countsTowardWallTime: Bool
  /// Asked before each call.
  public var approval: (@Sendable (HostCall) async -> Approval)?

  /// Creates a set of functions.
  public init(
    _ functions: [HostFunction] = [], module: String = "host", maximumCalls: Int = 1000,
    maximumArgumentBytes: ByteCount = .mebibytes(1), timeout: Duration = .seconds(10),
    countsTowardWallTime: Bool = true,
    approval: (@Sendable (HostCall) async -> Approval)? = nil
  ) {
    self.functions = functions
    self.module = module
    self.maximumCalls = maximumCalls
    self.maximumArgumentBytes = maximumArgumentBytes
    self.timeout = timeout
    self.countsTowardWallTime = countsTowardWallTime
    self.approval = approval
  }

  /// Creates a set of functions.
  public init(
    module: String = "host", maximumCalls: Int = 1000, maximumArgumentBytes: ByteCount = .mebibytes(1),
    timeout: Duration = .seconds(10), countsTowardWallTime: Bool = true,
    @HostFunctionBuilder functions: () -> [HostFunction]
  ) {
    self.init(
      functions(), module: module, maximumCalls: maximumCalls, maximumArgumentBytes: maximumArgumentBytes,
      timeout: timeout, countsTowardWallTime: countsTowardWallTime)
  }

  /// The same functions, each call of which is to be approved.
  public func approved(by approval: @escaping @Sendable (HostCall) async -> Approval) -> HostFunctions {
    var functions = self
    functions.approval = approval
    return functions
  }

  /// No functions.
  public static let empty = HostFunctions()

  /// A stub file (`.pyi`) of the module: what the program can call, with types and documentation.
  public var stub: String {
    functions.map { function in
      let parameters = function.parameters.map { "\($0.name): \($0.annotation)\($0.isOptional ? " = None" : "")" }
      let head = "def \(function.name)(\(parameters.joined(separator: ", "))) -> \(function.resultAnnotation):"
      guard !function.documentation.isEmpty else { return head + " ...\n" }
      let text = function.documentation.replacing("\\", with: "\\\\").replacing("\"\"\"", with: "\\\"\\\"\\\"")
      return "\(head)\n    \"\"\"\(text)\"\"\"\n"
    }.joined(separator: "\n")
  }
}

/// A call that a program makes. What it says is the program's claim.
public struct HostCall: Sendable, Hashable {
  /// The function's name.
  public var name: String
  /// The positional arguments.
  public var arguments: [PythonValue]
  /// The named arguments.
  public var keywords: [String: PythonValue]
}

/// What an approval hook says of a call.
public enum Approval: Sendable, Hashable {
  /// The call goes on.
  case allow
  /// The call raises `PermissionError` with this reason.
  case deny(String)
}

/// A call in an outcome's record.
public struct HostCallRecord: Sendable, Hashable {
  /// How a call ended.
  public enum Result: Sendable, Hashable {
    /// It returned a value.
    case returned
    /// It raised this, by its Python type, in the program.
    case raised(PythonException)
    /// The approval hook denied it, with this reason.
    case denied(String)
    /// It was under way when the run ended.
    case abandoned
  }

  /// The function's name, as the program said it.
  public var name: String
  /// Bytes of the arguments as they were encoded.
  public var argumentBytes: ByteCount
  /// From the call's arrival to its answer, by the host's clock.
  public var duration: Duration
  /// How it ended.
  public var result: Result
}

/// Makes a list of functions of a closure's lines.
@resultBuilder public enum HostFunctionBuilder {
  /// One line.
  public static func buildExpression(_ function: HostFunction) -> [HostFunction] { [function] }
  /// All lines.
  public static func buildBlock(_ functions: [HostFunction]...) -> [HostFunction] { functions.flatMap(\.self) }
  /// An `if` without `else`.
  public static func buildOptional(_ functions: [HostFunction]?) -> [HostFunction] { functions ?? [] }
  /// The one branch of an `if`.
  public static func buildEither(first functions: [HostFunction]) -> [HostFunction] { functions }
  /// The other.
  public static func buildEither(second functions: [HostFunction]) -> [HostFunction] { functions }
  /// A `for` loop.
  public static func buildArray(_ functions: [[HostFunction]]) -> [HostFunction] { functions.flatMap(\.self) }
}
