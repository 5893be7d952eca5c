import Belljar
import Synchronization
import Testing

extension SandboxTests {
  @Suite("Console")
  struct ConsoleTests {
    /// What a console's statements wrote, and whether they went well.
    private func transcript(_ console: Console, _ statements: [String]) async throws -> String {
      var text = ""
      for statement in statements {
        let result = try await console.run(statement)
        text += result.outcome.standardOutput
        if case .raised(let exception) = result.outcome.termination { text += "\(exception.type)\n" }
      }
      return text
    }

    private func withConsole(
      _ policy: Policy = .standard, undoDepth: Int = 8, readLine: (@Sendable () async throws -> String?)? = nil,
      _ body: (Console) async throws -> Void
    ) async throws {
      let sandbox = try await Sandbox(policy: policy)
      let console = try await Console(sandbox: sandbox, undoDepth: undoDepth, readLine: readLine)
      try await body(console)
      await console.close()
      await sandbox.shutdown()
    }

    @Test("A value is printed as Python's own prompt does, and kept as _")
    func values() async throws {
      try await withConsole { (console: Console) async throws in
        let text = try await transcript(
          console,
          [
            "x = 41", "x + 1", "_ * 2", "None", "'a\\n'", "print('out')", "1/0", "_", "def f():\n  return 7\n", "f()",
            "class C:\n  def __repr__(self): return '<mine>'\n", "C()", "1\n2", "for i in [8, 9]: i\n",
          ])
        #expect(text == "42\n84\n'a\\n'\nout\nZeroDivisionError\n'a\\n'\n7\n<mine>\n2\n8\n9\n")
      }
    }

    @Test(
      "A statement is whole, open or wrong as Python's own prompt tells",
      arguments: [
        ("x = 1", .complete), ("", .complete), ("# only a comment", .complete), ("if True:", .incomplete),
        ("if True:\n  x", .incomplete), ("if True:\n  x\n", .complete), ("if True:\n  x\nelse:", .incomplete),
        ("f(1,", .incomplete), ("'''a\nb", .incomplete), ("'a", .invalid), ("x = )", .invalid), ("a \\", .incomplete),
        ("@decorator", .incomplete), ("for x in y: pass", .incomplete), ("for x in y: pass\n", .complete),
        ("x = 1\ny = 2", .complete), ("def f():\n  pass\nf()", .complete), ("x = 1\nif x:\n  y", .incomplete),
        ("x = 1\nif x:\n  y\n", .complete), ("return", .invalid), ("x\0", .invalid), ("é = 'ü", .invalid),
      ] as [(String, StatementState)])
    func states(_ statement: String, _ state: StatementState) async throws {
      try await SharedSandbox.standard.value.withSession { (session: Session) async throws in
        #expect(try await session.state(of: statement) == state)
      }
    }

    @Test("A line that is evidently over is never one that Python would wait for more of")
    func evidentlyOver() async throws {
      for line in ["1", "x", "x = y + 1", "import os", "x.y.z", "del x", "raise", "x; y", "not x"] {
        #expect(StatementState.isEvidentlyOver(line), "\(line)")
      }
      for line in ["", " x", "f(", "'a", "x \\", "if x: y", "@f", "# x", "é", "x\ny", "[", "}", "x\t"] {
        #expect(!StatementState.isEvidentlyOver(line), "\(line)")
      }
      let words = [
        "x", "1", "if", "else", "lambda", "not", "in", "for", "while", "try", "async", "await", "import", "from",
        "class",
      ]
      let signs = [
        " ", " ", "+", "-", "*", "**", ",", ".", "=", "==", "<", ">>", "~", "&", "|", "^", "%", "/", ";", "!=", "->",
      ]
      try await SharedSandbox.standard.value.withSession { (session: Session) async throws in
        for _ in 0..<500 {
          let pieces = (0..<Int.random(in: 1...6)).map { _ in
            (words.randomElement() ?? "x") + (signs.randomElement() ?? " ")
          }
          let line = pieces.joined()
          guard StatementState.isEvidentlyOver(line) else { continue }
          #expect(try await session.state(of: line) != .incomplete, "\(line)")
        }
      }
    }

    @Test("Asking whether a statement is whole runs nothing and writes nothing")
    func statesRunNothing() async throws {
      try await withConsole { (console: Console) async throws in
        #expect(try await console.state(of: "x = print('ran')") == .complete)
        #expect(try await transcript(console, ["x"]) == "NameError\n")
        #expect(await console.statements == ["x"])
      }
    }

    @Test(
      "Completions",
      arguments: [
        ("1 + val", ["value"]), ("value.b", ["bit_count", "bit_length"]), ("mat", ["match", "math"]),
        ("import ma", ["math"]), ("from json import du", ["dump", "dumps"]), ("math.isc", ["isclose"]),
        ("thing.inner.de", ["deep"]), ("len(val", ["value"]), ("x = 'va", []), ("# va", []), ("f().va", []),
        ("thing.__cl", ["__class__"]), ("5.re", []), ("nothing.x", []), ("Valu", ["ValueError"]),
        ("import collections.a", ["abc"]),
      ] as [(String, [String])])
    func completions(_ line: String, _ names: [String]) async throws {
      try await SharedSandbox.standard.value.withSession { (session: Session) async throws in
        try await session.run(
          """
          import math
          value = 1
          class Thing: pass
          thing = Thing()
          thing.inner = Thing()
          thing.inner.deep = 1
          """)
        let completions = try await session.completions(of: line)
        #expect(completions.names == names)
        #expect(names.allSatisfy { $0.hasPrefix(completions.typed) })
      }
    }

    @Test("What completions have in common is told")
    func common() async throws {
      try await SharedSandbox.standard.value.withSession { (session: Session) async throws in
        try await session.run("value_one = value_two = 1")
        let completions = try await session.completions(of: "print(val")
        #expect(completions.typed == "val" && completions.names == ["value_one", "value_two"])
        #expect(completions.common == "ue_")
      }
    }

    @Test("However many names there are, those that fit are found")
    func manyNames() async throws {
      try await SharedSandbox.standard.value.withSession { (session: Session) async throws in
        try await session.run("for i in range(3000): globals()[f'name{i}'] = i")
        #expect(try await session.completions(of: "whi").names == ["while"])
        #expect(try await session.completions(of: "name").names.count == 1000)
      }
    }

    @Test("A hostile object's attributes cost the completion, and not the session")
    func hostileCompletion() async throws {
      try await SharedSandbox.standard.value.withSession { (session: Session) async throws in
        try await session.run("class C:\n  def __dir__(self):\n    while True: pass\nc = C()")
        #expect(try await session.completions(of: "c.x").names.isEmpty)
        #expect(try await session.evaluate("1 + 1") == 2)
      }
    }

    @Test("Each step can be undone, back to the beginning, by a copy")
    func undo() async throws {
      try await withConsole { (console: Console) async throws in
        _ = try await transcript(console, ["items = [1]", "items.append(2)", "items.clear()"])
        #expect(try await console.undo() == .copy(undone: "items.clear()"))
        #expect(try await transcript(console, ["items"]) == "[1, 2]\n")
        #expect(try await console.undo() == .copy(undone: "items"))
        #expect(try await console.undo() == .copy(undone: "items.append(2)"))
        #expect(try await console.undo() == .copy(undone: "items = [1]"))
        #expect(try await console.undo() == nil)
        #expect(try await transcript(console, ["items"]) == "NameError\n")
      }
    }

    @Test("A step without a copy is undone by running the others again, and this is said")
    func replay() async throws {
      try await withConsole(undoDepth: 1) { (console: Console) async throws in
        _ = try await transcript(console, ["items = [1]", "1/0", "items.append(2)", "items.clear()"])
        #expect(try await console.undo() == .copy(undone: "items.clear()"))
        #expect(try await console.undo() == .replay(undone: "items.append(2)", failed: ["1/0"]))
        #expect(await console.statements == ["items = [1]", "1/0"])
        #expect(try await transcript(console, ["items"]) == "[1]\n")
      }
    }

    @Test("An interrupt ends the statement and keeps the state")
    func interrupt() async throws {
      try await withConsole { (console: Console) async throws in
        try await console.run("x = 1")
        let result = try await console.run("x = 2\nprint('begun')\nwhile True: pass") { _, _ in
          Task { await console.interrupt() }
        }
        #expect(result.outcome.termination == .cancelled)
        #expect(result.continuation == .same)
        #expect(try await transcript(console, ["x"]) == "2\n")
      }
    }

    @Test("After a process's end the state is that before the statement")
    func restored() async throws {
      var policy = Policy.standard
      policy.image.namespace = .unrestricted
      try await withConsole(policy) { (console: Console) async throws in
        try await console.run("x = 1")
        let result = try await console.run("x = 2\nimport os\nos.abort()")
        if case .crashed = result.outcome.termination {} else { Issue.record("\(result.outcome.termination)") }
        #expect(result.continuation == .restored)
        #expect(try await transcript(console, ["x"]) == "1\n")
        #expect(await console.statements == ["x = 1", "x"])
      }
    }

    @Test("Without a copy there is a new session, and what is lost is named")
    func new() async throws {
      var policy = Policy.standard
      policy.image.namespace = .unrestricted
      try await withConsole(policy, undoDepth: 0) { (console: Console) async throws in
        try await console.run("x = 1")
        let result = try await console.run("import os\nos.abort()")
        #expect(result.continuation == .new(lost: ["x = 1", "import os\nos.abort()"]))
        #expect(try await transcript(console, ["x"]) == "NameError\n")
      }
    }

    @Test("A session that ended between two statements is replaced, and what is lost is named with the next")
    func ended() async throws {
      var policy = Policy.standard
      policy.session.cpuTime = .seconds(1)
      try await withConsole(policy, undoDepth: 0) { (console: Console) async throws in
        try await console.run("x = 1")
        var last = try await console.run("while True: pass")
        if last.continuation == .same { last = try await console.run("x") }
        guard case .new(let lost) = last.continuation else { return #expect(Bool(false), "\(last.continuation)") }
        #expect(lost.first == "x = 1")
        #expect(try await console.run("y = 1").continuation == .same)
      }
    }

    @Test("What is asked for at the same time takes turns, and a console that is closed stays so")
    func turns() async throws {
      try await withConsole { (console: Console) async throws in
        try await console.run("x = 0")
        async let first = console.run("for _ in range(100000): pass\nx += 1")
        async let second = console.run("x += 1")
        async let third = console.state(of: "x")
        _ = try await (first, second, third)
        #expect(try await transcript(console, ["x"]) == "2\n")
        let endless = Task { try await console.run("print('begun', flush=True)\nwhile True: pass") }
        try await Task.sleep(for: .milliseconds(50))
        await console.close()
        _ = await endless.result
        await #expect(throws: BelljarError.self) { try await console.run("x") }
        await #expect(throws: BelljarError.self) { try await console.reset() }
      }
    }

    @Test("A traceback shows the line of the statement that defined the function, by its number")
    func traceback() async throws {
      try await withConsole { (console: Console) async throws in
        try await console.run("def f():\n  return 1/0\n")
        let result = try await console.run("f()")
        guard case .raised(let exception) = result.outcome.termination else { return #expect(Bool(false)) }
        #expect(exception.traceback.contains("File \"<input-2>\", line 1"))
        #expect(exception.traceback.contains("File \"<input-1>\", line 2, in f\n    return 1/0"))
      }
    }

    @Test("A statement's input is asked of the app, once its output has come, and its end is that of one read")
    func lines() async throws {
      let heard = Mutex("")
      let lines = Mutex<[String?]>(["20", "22", nil, "again"])
      let readLine = { @Sendable () async throws -> String? in
        heard.withLock { $0 += "<asked>" }
        return lines.withLock { $0.removeFirst() }
      }
      try await withConsole(readLine: readLine) { (console: Console) async throws in
        let result = try await console.run("print(int(input('a? ')) + int(input('b? ')))") { _, bytes in
          heard.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
        #expect(result.outcome.termination.isFinished)
        #expect(result.outcome.calls.isEmpty)
        #expect(heard.withLock { $0 } == "a? <asked>b? <asked>42\n")
        #expect(try await transcript(console, ["input()", "input()"]) == "EOFError\n'again'\n")
      }
    }

    @Test("What the app throws for a line is raised, and without an app that reads there is no input")
    func failedLines() async throws {
      try await withConsole(readLine: { throw PythonException(type: "KeyboardInterrupt", message: "") }) {
        (console: Console) async throws in
        #expect(try await transcript(console, ["x = 1", "input()", "x"]) == "KeyboardInterrupt\n1\n")
      }
      try await withConsole(readLine: { throw CancellationError() }) { (console: Console) async throws in
        #expect(try await transcript(console, ["input()"]) == "OSError\n")
      }
      try await withConsole { (console: Console) async throws in
        #expect(try await transcript(console, ["input()"]) == "EOFError\n")
      }
    }

    @Test("To wait for a line takes none of the statement's time, and an interrupt ends it and the app's reading")
    func waitingForLine() async throws {
      var policy = Policy.standard
      policy.limits.wallTime = .milliseconds(500)
      let (cancellations, cancelled) = AsyncStream.makeStream(of: Void.self)
      let (requests, asked) = AsyncStream.makeStream(of: Void.self)
      let readLine = { @Sendable () async throws -> String? in
        asked.yield()
        do {
          try await Task.sleep(for: .seconds(3600))
        } catch {
          cancelled.yield()
        }
        return nil
      }
      try await withConsole(policy, readLine: readLine) { (console: Console) async throws in
        async let result = console.run("x = 1\ninput()")
        for await _ in requests { break }
        // Longer than the statement's limit.
        try await Task.sleep(for: .seconds(1))
        await console.interrupt()
        for await _ in cancellations { break }
        let (outcome, continuation) = (try await result.outcome, try await result.continuation)
        #expect(outcome.termination == .cancelled)
        #expect(continuation == .same)
        #expect(try await transcript(console, ["x"]) == "1\n")
      }
    }

    @Test("After going back to a copy a statement's input is still asked of the app")
    func linesAfterUndo() async throws {
      try await withConsole(readLine: { "70" }) { (console: Console) async throws in
        _ = try await transcript(console, ["x = input()", "x = 1"])
        #expect(try await console.undo() == .copy(undone: "x = 1"))
        #expect(try await transcript(console, ["x", "int(input()) + 1"]) == "'70'\n71\n")
      }
    }

    @Test("To complete a name changes nothing in the session and cannot end it")
    func completionsLeaveNothing() async throws {
      try await withConsole { (console: Console) async throws in
        _ = try await transcript(
          console,
          [
            "hits = []",
            "class C:\n  def __dir__(self):\n    hits.append(1)\n    return ['seen']\n",
            "class D:\n  def __dir__(self):\n    return sum(iter(int, 1))\n", "c, d = C(), D()",
          ])
        #expect(try await console.completions(of: "c.").names == ["seen"])
        #expect((try? await console.completions(of: "d.x").names) ?? [] == [])
        #expect(try await transcript(console, ["hits"]) == "[]\n")
      }
    }

    @Test("Hundreds of statements run one after the other")
    func manyStatements() async throws {
      try await withConsole { (console: Console) async throws in
        try await console.run("n = 0")
        for _ in 0..<300 { try await console.run("n += 1") }
        #expect(try await transcript(console, ["n"]) == "300\n")
      }
    }
  }
}
