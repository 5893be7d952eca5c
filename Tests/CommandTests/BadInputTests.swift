import Testing

extension Command {
  @Suite("Bad input")
  struct BadInputTests {
    /// Arguments and the one sentence they earn.
    struct Mistake: Sendable, CustomTestStringConvertible {
      var arguments: [String]
      var sentence: String
      var testDescription: String { arguments.joined(separator: " ") }

      init(_ arguments: String..., sentence: String) {
        self.arguments = arguments
        self.sentence = sentence
      }
    }

    private static let layers =
      "session, descriptors, rlimits, namespaces, user, capabilities, no_new_privs, landlock, dumpable, seccomp"

    @Test(
      "What cannot be run earns one sentence and 125",
      arguments: [
        Mistake("run", "/nonexistent.py", sentence: "cannot read /nonexistent.py: No such file or directory"),
        Mistake("run", "/", sentence: "cannot read /: Is a directory"),
        // Not even root reads this file at its beginning.
        Mistake("run", "/proc/self/mem", sentence: "cannot read /proc/self/mem: Input/output error"),
        Mistake("run", "a\u{1b}[2J\nb", sentence: "cannot read a\\x1b[2J b: No such file or directory"),
        Mistake("run", sentence: "there is no program: give a FILE, -c CODE, or - for standard input"),
        Mistake("run", "a.py", "-c", "pass", sentence: "there are two programs: give either a FILE or -c CODE"),
        Mistake("run", "-", "-c", "pass", sentence: "there are two programs: give either a FILE or -c CODE"),
        Mistake("run", "a.py", "b.py", sentence: "Unexpected argument 'b.py'"),
        Mistake(
          "run", "--stdin", "-",
          sentence: "standard input cannot be both the program (-) and its input (--stdin)"),
        Mistake("run", "--bogus-option", "-c", "pass", sentence: "Unknown option '--bogus-option'"),
        Mistake("bogus", sentence: "Unexpected argument 'bogus'"),
        Mistake("run", "-c", sentence: "Missing value for '-c <code>'"),
        Mistake(
          "run", "--namespace", "bogus", "-c", "pass",
          sentence: "The value 'bogus' is invalid for '--namespace <level>': no level has this name; there are "
            + "none, empty-builtins, allowlist, restricted, hardened, audited"),
        Mistake(
          "run", "--policy", "standrd", "-c", "pass",
          sentence: "'standrd' is not a preset; the nearest is 'standard'; a file's path has a '/' or a '.'"),
        Mistake(
          "policy", "show", "default",
          sentence: "'default' is not a preset; there are learning, pysandbox, standard, strict; "
            + "a file's path has a '/' or a '.'"),
        Mistake("policy", "lint", sentence: "Missing expected argument '<files> ...'"),
        Mistake(
          "policy", "explain", "limit", sentence: "'limit' is not a policy's key; the nearest is 'limits'"),
        Mistake(
          "policy", "explain", "memory",
          sentence: "'memory' is not a whole key; there are limits.memory, ceilings.memory"),
        Mistake(
          "run", "--without", "bogus", "-c", "pass",
          sentence: "The value 'bogus' is invalid for '--without <layer>': no layer has this name; there are \(layers)"),
        Mistake(
          "run", "--without", "process", "-c", "pass",
          sentence: "The value 'process' is invalid for '--without <layer>': "
            + "the process of its own cannot be given up; there are \(layers)"),
        Mistake(
          "run", "--without", "seccomp", "--without", "landlock", "-c", "pass",
          sentence: "give --without once: never more than one kernel layer is off"),
        Mistake(
          "run", "--allow", "no_such_module", "-c", "pass",
          sentence: "The module 'no_such_module' cannot be imported (ModuleNotFoundError: No module named "
            + "'no_such_module'); install it for the worker's Python or take it from the policy."),
        Mistake(
          "run", "--allow", "not a name", "-c", "pass",
          sentence: "'not a name' is not a module's name; give a dotted name such as 'collections.abc'."),
        Mistake(
          "run", "--allow", "", "-c", "pass",
          sentence: "'' is not a module's name; give a dotted name such as 'collections.abc'."),
      ])
    func mistake(_ mistake: Mistake) async throws {
      try await expect(mistake.sentence, from: Command.run(mistake.arguments))
    }

    @Test(
      "A time that means nothing earns one sentence and 125",
      arguments: ["--time", "--cpu"],
      [
        ("-1s", "it is negative"), ("0s", "it must be more than zero"), ("0.0001ms", "the least is 1ms"),
        ("99999999999999999999s", "the most is 1440m"), ("9223372036854775807m", "the most is 1440m"),
        ("5", "the unit is missing; write 5s, 500ms or 2m"),
        ("5h", "the unit h is not known; known are ms, s, m"),
        ("soon", "write a number and a unit, such as 5s, 500ms or 2m"),
        ("", "write a number and a unit, such as 5s, 500ms or 2m"),
        ("1.2.3s", "write a number and a unit, such as 5s, 500ms or 2m"),
      ])
    func time(_ option: String, _ mistake: (value: String, reason: String)) async throws {
      try await expect(
        "The value '\(mistake.value)' is invalid for '\(option) <duration>': \(mistake.reason)",
        from: Command.run("run", option, mistake.value, "-c", "pass"))
    }

    @Test(
      "An amount that means nothing earns one sentence and 125",
      arguments: [("--memory", "1024GiB", "256MiB or 64MB"), ("--output", "1GiB", "1MiB or 64KB")],
      ["-1MB", "0MB", "99999999999999999GB", "2000GiB", "7", "7XB", "much"])
    func amount(_ option: (name: String, most: String, examples: String), _ value: String) async throws {
      let reason =
        switch value {
        case "-1MB": "it is negative"
        case "0MB": "it must be more than zero"
        case "7": "the unit is missing; write \(option.examples)"
        case "7XB": "the unit XB is not known; known are B, KB, MB, GB, KiB, MiB, GiB"
        case "much": "write a number and a unit, such as \(option.examples)"
        default: "the most is \(option.most)"
        }
      try await expect(
        "The value '\(value)' is invalid for '\(option.name) <amount>': \(reason)",
        from: Command.run("run", option.name, value, "-c", "pass"))
    }

    @Test("Memory in which Python cannot live earns one sentence and 125")
    func tooLittleMemory() async throws {
      let result = try await Command.run("run", "--memory", "1B", "-c", "pass")
      try await expect("The memory limit of 1 byte is out of range; give one from 1 MiB to 16384 GiB.", from: result)
    }

    @Test("A file that may not be read earns one sentence and 125")
    func unreadable() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.write("print(42)", to: "secret.py", mode: 0)
      let result = try await Command.run("run", path)
      if result.status == 0 {
        // Permissions do not bind root.
        #expect(result.output == "42\n")
      } else {
        try await expect("cannot read \(path): Permission denied", from: result)
      }
    }

    @Test("Without no_new_privs the start fails")
    func withoutNoNewPrivileges() async throws {
      let result = try await Command.run("run", "--without", "no_new_privs", "-c", "print('ran')")
      #expect(result.status == 125)
      #expect(result.output.isEmpty)
      try #require(result.diagnostics.count == 2)
      #expect(result.errorOutput.split(separator: "\n").count == 2)
      #expect(
        result.diagnostics[0]
          == "belljar: warning: the layer no_new_privs is off; do not run code that you do not trust")
      // Landlock or seccomp, whichever this kernel has first.
      #expect(result.diagnostics[1].hasPrefix("belljar: The lockdown step '"))
      #expect(result.diagnostics[1].hasSuffix("run belljar doctor to see what this machine lacks."))
    }

    private func expect(
      _ sentence: String, from result: CommandResult, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      #expect(result.status == 125, sourceLocation: sourceLocation)
      #expect(result.output.isEmpty, sourceLocation: sourceLocation)
      #expect(result.errorOutput == "belljar: \(sentence)\n", sourceLocation: sourceLocation)
    }
  }
}
