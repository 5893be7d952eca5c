import Belljar

/// Forbidden things, tried from inside with the namespace layer off, so that only the kernel can refuse them.
struct DoctorSelfTest: Sendable {
  /// The interpreter's version, by its own account.
  var python: String?
  var attempts: [Attempt] = []
  /// Why nothing could be tried.
  var failure: String?

  /// One thing tried.
  struct Attempt: Sendable {
    var name: String
    var verdict: Verdict
  }

  /// What came of it.
  enum Verdict: Sendable {
    /// With what the program saw, such as "PermissionError [Errno 1]".
    case refused(String)
    case notRefused
    /// The program came to no answer, which proves nothing.
    case unclear(String)
  }

  var allRefused: Bool {
    !attempts.isEmpty
      && attempts.allSatisfy { if case .refused = $0.verdict { true } else { false } }
  }

  static func perform() async -> DoctorSelfTest {
    do {
      let policy = Policy(image: Image(namespace: .unrestricted))
      return try await inSandbox(policy: policy) { sandbox in
        var test = DoctorSelfTest()
        let version = try await sandbox.run("import sys; print(sys.version.split()[0])")
        test.python = version.standardOutput.split(whereSeparator: \.isNewline).first.map(String.init)
        for (name, code) in programs {
          let body = code.split(separator: "\n").map { "    \($0)\n" }.joined()
          let outcome = try await sandbox.run(prelude + body + postlude)
          test.attempts.append(Attempt(name: name, verdict: Verdict(of: outcome)))
        }
        return test
      }
    } catch {
      return DoctorSelfTest(failure: "\(error)")
    }
  }
}

// MARK: - The programs

extension DoctorSelfTest {
  /// What is tried; an `OSError` is a refusal.
  ///
  /// fork and exec go through ctypes: an isolated subinterpreter would refuse them itself, which proves nothing
  /// about the kernel. The signal does no harm even if nothing stops it: pid 1 is immune to its own namespace.
  private static let programs: KeyValuePairs<String, String> = [
    "read /etc/passwd": "open('/etc/passwd').read()",
    "open an internet socket": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "start a process (fork)":
      """
    pid = checked(libc.fork())
    if pid == 0: os._exit(0)
    """,
    "run another program (exec)":
      "checked(libc.execv(b'/bin/echo', (ctypes.c_char_p * 3)(b'echo', b'allowed', None)))",
    "signal another process (kill)": "os.kill(1, 9)",
  ]

  private static let prelude = """
    import ctypes, os, socket
    libc = ctypes.CDLL(None, use_errno=True)

    def checked(result):
        if result == -1:
            raise OSError(ctypes.get_errno(), '')
        return result

    try:

    """

  private static let postlude = """
    except OSError as error:
        print(f'refused: {type(error).__name__} [Errno {error.errno}]')
    else:
        print('allowed')

    """
}

extension DoctorSelfTest.Verdict {
  /// Only a marker line or the kernel's kill counts as an answer.
  fileprivate init(of outcome: Outcome) {
    let lines = outcome.standardOutput.split(whereSeparator: \.isNewline)
    if lines.contains("allowed") {
      self = .notRefused
    } else if let marker = lines.last, marker.hasPrefix("refused: ") {
      self = .refused(String(marker.dropFirst("refused: ".count)))
    } else if case .denied = outcome.termination {
      self = .refused("killed by the kernel")
    } else {
      self = .unclear(outcome.summary)
    }
  }
}
