/// What a program did. Never an error of the host's: those are thrown as ``BelljarError``.
public struct Outcome: Sendable, Hashable {
  /// How the run ended.
  public var termination: Termination

  /// What the program wrote to its standard output, up to the limit; whole even if it was killed.
  public var output: Output

  /// What the program wrote to its standard error, up to the limit.
  public var errorOutput: Output

  /// The exception that ended the program, by its own account. Also set where a limit's soft interrupt ended it:
  /// then the traceback says where it was.
  public var exception: PythonException?

  /// The value of the expression that the program ends with, as at a prompt; nil if there is none, or it is `None`. A
  /// claim of the program's.
  public var value: PythonValue?

  /// Why there is no ``value`` although the program ended with one: it cannot cross, and which part of it.
  public var valueFailure: String?

  /// The calls of the host's functions, in order, at most the first 1,000 of them.
  public var calls: [HostCallRecord]

  /// Whether the session that the program ran in can go on; false for a run of its own.
  public var canContinue: Bool

  /// What the program was refused, whether or not it went on afterwards.
  public var denials: [Denial]

  /// What the run used, as the kernel and the host's clock tell.
  public var usage: Usage

  /// Which layers the policy asked for and which stood.
  public var isolation: Isolation

  /// ``output`` as text; bytes that are not UTF-8 are shown as U+FFFD.
  public var standardOutput: String { output.text }

  /// ``errorOutput`` as text; bytes that are not UTF-8 are shown as U+FFFD.
  public var standardError: String { errorOutput.text }

  /// One output stream's bytes.
  public struct Output: Sendable, Hashable {
    /// The bytes, from the first.
    public var bytes: [UInt8]

    /// Whether the program wrote more than the limit let through.
    public var isTruncated: Bool

    /// The bytes as text; those that are not UTF-8 are shown as U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
  }
}

/// How a run ended, and on whose word.
public enum Termination: Sendable, Hashable {
  /// The program came to its end.
  ///
  /// The child exited with 0 (the kernel's word) after the worker's code in it had written a completion record. That
  /// record is the program's claim: native code can forge it.
  case finished(ProgramClaim)

  /// An uncaught exception ended the program, by its own account.
  case raised(PythonException)

  /// The program ended itself with this status: `SystemExit` by its own account, or the kernel's exit status
  /// without a completion record.
  case exited(Int)

  /// The host or the kernel stopped the run at a limit. The measured value stands beside the limit.
  case limitExceeded(ExceededLimit)

  /// The kernel killed the run for a forbidden system call (SIGSYS). It does not say for which; and a program that sends
  /// itself that signal ends the same way.
  case denied(Denial)

  /// A signal that the host did not send ended the child, by the kernel's word.
  case crashed(signal: Int)

  /// The caller cancelled the run.
  case cancelled
}

/// Marks what is known only because the program's own process said so.
public struct ProgramClaim: Sendable, Hashable {
  init() {}
}

/// A limit that ended a run.
public enum ExceededLimit: Sendable, Hashable {
  /// The host's clock.
  case wallTime(limit: Duration, measured: Duration)
  /// The child's CPU clock, as the kernel keeps it.
  case cpuTime(limit: Duration, measured: Duration)
  /// An uncaught `MemoryError`, borne out by the kernel's peak of resident memory.
  case memory(limit: ByteCount, measured: ByteCount)
  /// Bytes of stdout and stderr that the host received.
  case output(limit: ByteCount, measured: ByteCount)
  /// Bytes of a written file: SIGXFSZ.
  case files(limit: ByteCount, measured: ByteCount)
  /// Child processes.
  case processes(limit: Int, measured: Int)
}

/// An exception as the program reports it; every text is the program's claim.
public struct PythonException: Error, Sendable, Hashable {
  /// The type's name, with its module unless that is `builtins`.
  public var type: String
  /// `str()` of the exception.
  public var message: String
  /// As Python prints it, with the program's source lines and none of Belljar's own frames.
  public var traceback: String
}

/// Something that a program was refused.
public struct Denial: Sendable, Hashable {
  /// Who says so.
  public enum Source: String, Sendable, Hashable, Codable {
    /// The kernel: the run was killed for it.
    case kernel
    /// The host.
    case host
    /// Code in the child, so native code can forge or hide it.
    case program
  }

  /// What kind of thing was refused.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// A system call.
    case systemCall = "system_call"
    /// An import.
    case importing = "import"
    /// A builtin that the namespace lacks.
    case builtin
    /// An attribute that the namespace level hides: ``NamespaceLevel/hardened``.
    case attribute
    /// Something that Python reports to an audit hook: ``NamespaceLevel/audited``.
    case auditEvent = "audit_event"
    /// A name or an attribute in the program's text: ``NamespaceLevel/restricted``.
    case syntax
    /// A path that the policy does not let programs read.
    case path
    /// A file opened otherwise than to read.
    case fileMode = "file_mode"
  }

  /// Who says so.
  public var source: Source
  /// What kind of thing was refused.
  public var kind: Kind
  /// The name of the system call, module, attribute or event, a path or a mode; nil if it cannot be had.
  public var name: String?
  /// The line that asked, where it can be had: of ``file``.
  public var line: Int?
  /// The file that asked, as Python names it: a module of the policy's own path, `<prelude>`, `<string>` for text that the program
  /// runs as code. Nil if it is the program, which a call into the standard library counts as; for a system call always.
  public var file: String?

  /// What refused it: a kernel layer by its name, or the namespace layer.
  public var layer: String { kind == .systemCall ? Layer.seccomp.rawValue : "namespace" }

  /// The smallest entry of a policy file that would allow it; nil if none does. To be added to what the policy has.
  ///
  /// The name is the program's claim, as all of a denial of its own is: read the rule before you take it.
  public var rule: String? {
    let name = name ?? "NAME"
    switch kind {
    case .systemCall, .fileMode: return nil
    case .importing: return "modules: {add: [\(name)]}"
    case .builtin where name == "open": return "readable-paths: {add: [/PATH]}"
    case .builtin: return "builtins: {allow: [\(name)]}"
    case .attribute, .syntax: return "namespace: allowlist"
    case .auditEvent: return "namespace: hardened"
    case .path: return "readable-paths: {add: [\(name.plainOrQuoted)]}"
    }
  }

  /// The smallest change of policy that would allow it, or why none does.
  public var remedy: String {
    let name = name ?? "NAME"
    switch kind {
    case .importing: return "allow the module: policy.modules.allow(\"\(name)\") or --allow \(name)"
    case .systemCall: return "no policy allows this system call"
    case .path: return "let programs read it: policy.image.readablePaths.append(\"\(name)\")"
    case .fileMode: return "no policy lets a program write files; let it give back a value"
    case .builtin where name == "open":
      return "let programs read the file: policy.image.readablePaths.append(\"/PATH\")"
    case .builtin: return "allow the builtin: policy.image.builtins.allowed.insert(\"\(name)\")"
    case .attribute, .syntax:
      return "choose a lower namespace level: policy.image.namespace = .allowlist or --namespace allowlist"
    case .auditEvent:
      return "choose a lower namespace level: policy.image.namespace = .hardened or --namespace hardened"
    }
  }
}

/// What a run used.
public struct Usage: Sendable, Hashable {
  /// By the host's clock, from the start of the run to the news of its end.
  public var wallTime: Duration
  /// By the kernel's account of the child; in a session, which lives on, user and system time together.
  public var userTime: Duration
  /// By the kernel's account of the child; in a session zero.
  public var systemTime: Duration
  /// The kernel's peak of resident memory, the interpreter itself included; in a session, of all its runs so far.
  public var peakMemory: ByteCount
  /// Bytes that the host received from stdout and stderr together.
  public var outputBytes: ByteCount
}

/// Which layers were asked for and which stood.
public struct Isolation: Sendable, Hashable {
  /// The layers that the policy did not switch off.
  public var requested: [Layer]
  /// Those that every child of this worker has.
  public var enforced: [Layer]
  /// Why a requested layer is missing.
  public var missing: [Layer: String]
}
