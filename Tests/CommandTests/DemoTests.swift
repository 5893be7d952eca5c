import Foundation
import Glibc
import Testing

extension Command {
  @Suite("belljar demo")
  struct DemoTests {
    @Test("Without more, the exhibits are listed by groups, without colours in a pipe")
    func list() async throws {
      let result = try await Command.run("demo")
      #expect(result.status == 0)
      for name in ["object-graph\n", "  subclass-walk ", "history\n"] {
        #expect(result.output.contains(name), "\(name)")
      }
      #expect(!result.output.contains("\u{1b}"))
      #expect(result.errorOutput.isEmpty)
    }

    @Test(
      "An exhibit is shown with its attack, what came of it at every level, and the lesson; in a pipe nothing is asked")
    func exhibit() async throws {
      let result = try await Command.run("demo", "subclass-walk")
      #expect(result.status == 0)
      let parts = [
        "   1  # The walk through object's subclasses", "How it works", "  unrestricted    reached  ",
        "  restricted      stopped  line 6: SyntaxError: attribute '__class__' is not allowed here",
        "Stopped first by the level restricted", "Contained by seccomp", "The lesson", "https://",
      ]
      for part in parts { #expect(result.output.contains(part), "\(part)") }
      #expect(!result.output.contains("not as foretold"))
      #expect(!result.output.contains("Enter to see"))
    }

    @Test("An exhibit may be named with its group; one that there is not has the nearest")
    func names() async throws {
      let result = try await Command.run("demo", "object-graph/subclas-walk")
      #expect(result.status == 125)
      #expect(result.reasons.count == 1)
      #expect(result.reasons.first?.contains("is not an exhibit; the nearest is 'subclass-walk'") == true)
    }

    @Test(
      "Options that say nothing together are refused",
      arguments: [["--json"], ["--html", "x.html"], ["--all", "subclass-walk"], ["--all", "--json", "--markdown"]])
    func options(_ arguments: [String]) async throws {
      let result = try await Command.run(["demo"] + arguments)
      #expect(result.status == 125)
      #expect(result.output.isEmpty)
    }

    @Test("A folder of one's own with a mistake is one clear error, and nothing runs")
    func mistake() async throws {
      let directory = try TemporaryDirectory()
      try FileManager.default.createDirectory(
        atPath: directory.path + "/class/mine", withIntermediateDirectories: true)
      _ = try directory.write("title: [\n", to: "class/mine/card.yaml")
      _ = try directory.write("print(1)\n", to: "class/mine/attack.py")
      let result = try await Command.run("demo", "subclass-walk", "--exhibits", directory.path)
      #expect(result.status == 125)
      #expect(result.output.isEmpty)
      #expect(result.reasons.count == 1)
      #expect(result.reasons.first?.contains("card.yaml:") == true)
      let nowhere = try await Command.run("demo", "--exhibits", "/nowhere")
      #expect(nowhere.status == 125)
      #expect(nowhere.reasons == ["belljar: /nowhere: this is no folder that can be read; name one with exhibits"])
    }

    // MARK: At a terminal

    private static func dialogue(
      _ arguments: [String], beginningWith beginning: String = "", environment: [String: String] = [:],
      _ body: (CommandRun) async throws -> Void
    ) async throws -> CommandResult {
      try await Command.dialogue(
        arguments, of: "demo", beginningWith: beginning, environment: ["NO_COLOR": "1"].merging(environment) { $1 },
        body)
    }

    @Test(
      "At a terminal a guess is asked for first, and judged after the run",
      arguments: [
        ("restricted", "Right: of the levels from allowlist on, the first"), ("audited", "Not quite: you said audited"),
      ])
    func prediction(_ guess: String, _ answer: String) async throws {
      let result = try await Self.dialogue(["subclass-walk"]) { run in
        try await run.waitForOutput("Enter to see: ")
        #expect(!run.outputSoFar.contains("What came of it"))
        try await run.type("\(guess)\r", until: answer)
      }
      #expect(result.status == 0)
    }

    @Test("Ctrl-C while attacks run ends them, and leaves nothing that was planted")
    func interrupted() async throws {
      let directory = try TemporaryDirectory()
      func planted() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? [] }
      let worker = try TaggedWorker()
      let run = try CommandRun(
        ["demo", "--all"], environment: worker.environment.merging(["TMPDIR": directory.path]) { $1 })
      #expect(try await eventually(within: CommandRun.timeout) { !planted().isEmpty })
      run.send(SIGINT)
      let result = try await run.result()
      #expect(result.status == 130)
      #expect(planted() == [])
      try await worker.expectNothingRuns()
    }

    @Test("A group's name lists the group; a page that cannot be written is told before anything runs")
    func groupsAndPages() async throws {
      let frames = try await Command.run("demo", "frames")
      #expect(frames.status == 0)
      #expect(frames.output.contains("generator-frame") && !frames.output.contains("subclass-walk  "))
      let page = try await Command.run("demo", "--all", "--html", "/nowhere/page.html")
      #expect(page.status == 125)
      #expect(page.output.isEmpty)
      #expect(page.reasons.first?.hasPrefix("belljar: cannot write /nowhere/page.html: ") == true)
    }

    @Test("A temporary folder whose name a shell would obey is a name and nothing else")
    func quotedFolder() async throws {
      let directory = try TemporaryDirectory()
      let strange = directory.path + "/o'; touch \(directory.path)/obeyed; '"
      try FileManager.default.createDirectory(atPath: strange, withIntermediateDirectories: true)
      let editor = try Self.editor(writing: "print('mine')", in: directory)
      _ = try await Self.dialogue(
        ["challenge"], beginningWith: "allowlist> ", environment: ["EDITOR": editor, "TMPDIR": strange]
      ) { run in
        try await run.type("edit\r", until: "No flag yet.")
        try run.type("quit\r")
      }
      #expect(!FileManager.default.fileExists(atPath: directory.path + "/obeyed"))
    }

    @Test("Colours are for a terminal, and NO_COLOR switches them off")
    func colours() async throws {
      let coloured = try await Self.dialogue(["subclass-walk", "--no-question"], environment: ["NO_COLOR": ""]) { _ in }
      #expect(coloured.output.contains("\u{1b}[31mreached"))
      let plain = try await Self.dialogue(["subclass-walk", "--no-question"]) { _ in }
      #expect(!plain.output.contains("\u{1b}"))
    }

    /// An editor that puts a program in place of what it is given.
    private static func editor(writing program: String, in directory: TemporaryDirectory) throws -> String {
      // Read by a shell: executed, it could be busy, for a process that was started meanwhile may have it open still.
      "/bin/sh " + (try directory.write("cat > \"$1\" <<'END'\n\(program)\nEND\n", to: "editor"))
    }

    @Test(
      "The tour goes on and back, runs again, tells answers, and runs what the learner changed; it is kept what was seen"
    )
    func tour() async throws {
      let directory = try TemporaryDirectory()
      let progress = directory.path + "/deep/tour"
      let editor = try Self.editor(writing: "print('mine')\nimport socket", in: directory)
      let result = try await Self.dialogue(["tour", "--progress", progress], environment: ["EDITOR": editor]) { run in
        try await run.waitForOutput("tour> ")
        #expect(run.outputSoFar.contains("Stop 1 of 1"))
        try await run.type("\r", until: "The lesson")
        try await run.type("answer\r", until: "tour> ")
        try await run.type("again\r", until: "The lesson")
        try await run.type("edit\r", until: "line 2: ImportError: import of")
        try await run.type("next\r", until: "Stop 2 of 1")
        try await run.type("back\r", until: "Stop 1 of 1")
        try await run.type("what I expect\r", until: "You said: what I expect")
        try await run.type("nonsense\r", until: "There are next, back")
        try await run.type("list\r", until: "seen")
        try await run.type("quit\r", until: "goes on where you stopped")
      }
      #expect(result.status == 0)
      let lines = try String(contentsOfFile: progress, encoding: .utf8).split(separator: "\n").map(String.init)
      let events = lines.map { $0.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
      #expect(events == ["started", "seen", "answered", "seen", "edited", "seen"])
      for line in lines { #expect(try /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \S.*/.wholeMatch(in: line) != nil, "\(line)") }
    }

    @Test("A second tour begins where the first stopped, whatever a crash left at the end of the file")
    func tourGoesOn() async throws {
      let directory = try TemporaryDirectory()
      let progress = directory.path + "/tour"
      _ = try await Self.dialogue(["tour", "--progress", progress]) { run in
        try await run.waitForOutput("tour> ")
        try await run.type("\r", until: "The lesson")
        run.send(9)
      }
      let file = try #require(FileHandle(forWritingAtPath: progress))
      try file.seekToEnd()
      try file.write(contentsOf: Data("2026-01-01T00:00:0".utf8))
      try file.close()
      let second = try await Self.dialogue(["tour", "--progress", progress]) { run in
        try await run.waitForOutput("tour> ")
        try run.type("\u{4}")
      }
      #expect(second.status == 0)
      #expect(second.output.contains("Stop 2 of 1"))
      #expect(try String(contentsOfFile: progress + ".backup", encoding: .utf8).contains(" seen "))
      let begun = try await Self.dialogue(["tour", "--no-progress", "--from", "3"]) { run in
        try await run.waitForOutput("tour> ")
        try run.type("quit\r")
      }
      #expect(begun.output.contains("Stop 3 of 1"))
    }

    @Test("A tour whose progress cannot be kept says so before it begins")
    func unwritableProgress() async throws {
      let result = try await Command.run("demo", "tour", "--progress", "/proc/nowhere/tour")
      #expect(result.status == 125)
      #expect(result.reasons.first?.contains("cannot keep the progress in /proc/nowhere/tour") == true)
    }

    @Test(
      "A challenge by a file: the flag is proof, and nothing else",
      arguments: [
        (
          "for c in ().__class__.__base__.__subclasses__():\n  if c.__name__ == '_wrap_close':\n"
            + "    print(c.__init__.__globals__['environ']['MUSEUM_FLAG'])", "allowlist", 0, "You have the flag"
        ),
        ("print('I have the flag')", "allowlist", 1, "No flag yet."),
        ("import os\nprint(os.environ['MUSEUM_FLAG'])", "hardened", 1, "refused: os (line 1), by namespace"),
      ] as [(String, String, Int32, String)])
    func challenge(_ attack: String, _ level: String, _ status: Int32, _ shown: String) async throws {
      let directory = try TemporaryDirectory()
      let file = try directory.write(attack + "\n", to: "mine.py")
      let result = try await Command.run("demo", "challenge", "--level", level, file)
      #expect(result.status == status, "\(result)")
      #expect(result.output.contains(shown), "\(result.output)")
    }

    @Test("A challenge at a terminal: edit, hints in three steps, another level")
    func challengeAtATerminal() async throws {
      let directory = try TemporaryDirectory()
      let editor = try Self.editor(writing: "import os\nos.environ['MUSEUM_FLAG']", in: directory)
      let result = try await Self.dialogue(["challenge"], environment: ["EDITOR": editor]) { run in
        try await run.waitForOutput("allowlist> ")
        for step in 1...3 { try await run.type("hint\r", until: "Hint \(step) of 3") }
        try await run.type("edit\r", until: "No flag yet.")
        try await run.type("level unrestricted\r", until: "unrestricted> ")
        try await run.type("run\r", until: "You have the flag")
        try await run.type("show\r", until: "os.environ")
        try await run.type("level nowhere\r", until: "'nowhere' is not a level")
        try run.type("quit\r")
      }
      #expect(result.status == 0)
    }
  }
}
