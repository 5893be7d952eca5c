/// What the host failed at. What a program did is an ``Outcome``, never an error.
public struct BelljarError: Error, Sendable, Hashable {
  /// The kind of failure. More may be added.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Value: String {
      case invalidPolicy, limitAboveCeiling, sourceTooLarge, workerNotFound, workerMismatch, workerFailed,
        layerUnavailable, moduleUnavailable, pathUnavailable, workerDied, shutDown, systemCallFailed, valueMismatch,
        invalidInput, inputClosed, sessionEnded, tooManySessions,
        valueUnsupported, valueTooLarge
    }
    private let value: Value

    /// A policy or a run's options are wrong: a negative limit, an empty module name.
    public static let invalidPolicy = Code(value: .invalidPolicy)
    /// A run asked for more than its policy's ceiling.
    public static let limitAboveCeiling = Code(value: .limitAboveCeiling)
    /// The program's source is longer than 8 MiB.
    public static let sourceTooLarge = Code(value: .sourceTooLarge)
    /// No worker executable was found.
    public static let workerNotFound = Code(value: .workerNotFound)
    /// The worker is of another build.
    public static let workerMismatch = Code(value: .workerMismatch)
    /// The worker could not be started or did not answer.
    public static let workerFailed = Code(value: .workerFailed)
    /// This machine cannot give a layer that the policy requires.
    public static let layerUnavailable = Code(value: .layerUnavailable)
    /// A module of the policy cannot be imported.
    public static let moduleUnavailable = Code(value: .moduleUnavailable)
    /// A readable path of the policy cannot be given to programs: it is not there, or not what it has to be.
    public static let pathUnavailable = Code(value: .pathUnavailable)
    /// The worker died during the run. The next run gets a new one.
    public static let workerDied = Code(value: .workerDied)
    /// The sandbox has been shut down.
    public static let shutDown = Code(value: .shutDown)
    /// A system call of the host's failed.
    public static let systemCallFailed = Code(value: .systemCallFailed)
    /// A Python value is not of the type that was asked for. The message names the path, both types, and the value.
    public static let valueMismatch = Code(value: .valueMismatch)
    /// A value cannot cross to Python, or is nested too deeply. The message names the path and the reason.
    public static let valueUnsupported = Code(value: .valueUnsupported)
    /// A value is larger than it may be. The message names the path and the limit.
    public static let valueTooLarge = Code(value: .valueTooLarge)

    /// An input, an argument or a host function has a name that cannot be, or two have the same.
    public static let invalidInput = Code(value: .invalidInput)
    /// What was to be written to a program's standard input came too late: it was finished, or the program has ended.
    public static let inputClosed = Code(value: .inputClosed)
    /// The session has ended: it was closed, its program was killed, or one of its own limits was reached.
    public static let sessionEnded = Code(value: .sessionEnded)
    /// As many sessions are open as the sandbox's configuration allows.
    public static let tooManySessions = Code(value: .tooManySessions)

    /// The code's name.
    public var description: String { value.rawValue }
  }

  /// The kind of failure.
  public var code: Code
  /// The step that failed, where a sequence of them has names.
  public var step: String?
  /// The underlying error number, where a system call failed.
  public var errorNumber: Int32?
  /// One sentence: what, why, and what to do.
  public var message: String

  init(_ code: Code, _ message: String, step: String? = nil, errorNumber: Int32? = nil) {
    self.code = code
    self.message = message
    self.step = step
    self.errorNumber = errorNumber
  }
}

extension BelljarError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
