import Foundation
import Glibc
import Testing

extension Command {
  @Suite("The JSON object")
  struct JSONTests {
    private static let keys: Set = [
      "schema", "outcome", "limit", "measured", "exit_code", "signal", "stdout", "stderr", "truncated", "exception",
      "denials", "usage", "isolation",
    ]

    @Test("It has exactly the documented keys, and says how the program ended", arguments: HowItEnded.all)
    func ending(_ ending: HowItEnded) async throws {
      let result = try await Command.run(["run", "--json"] + ending.arguments)
      #expect(result.status == ending.status)
      let object = try OutcomeObject(result)
      #expect(Set(object.members.keys) == Self.keys)
      #expect(object.integer("schema") == 1)
      #expect(object.string("outcome") == ending.outcome)
      #expect(object.string("limit") == ending.limit)
      #expect(object.integer("exit_code") == ending.exitCode)
      #expect(object.integer("signal") == ending.signal)
      #expect((object.number("measured") ?? 0 > 0) == (ending.limit != nil))
      #expect(object.members["truncated"] as? Bool == (ending.limit == "output"))
      #expect(object.object("exception")?["type"] as? String == ending.exception)
      for key in ["limit", "exit_code", "signal", "measured", "exception"] {
        // A key without a value is null, not missing and not empty.
        #expect(object.isNull(key) || object.string(key)?.isEmpty != true)
      }
    }

    @Test("Its inner objects have exactly the documented keys")
    func innerKeys() async throws {
      let result = try await Command.run("run", "--json", "-c", "import socket")
      let object = try OutcomeObject(result)
      #expect(Set(object.object("exception")?.keys.map(\.self) ?? []) == ["type", "message", "traceback"])
      #expect(
        Set(object.object("usage")?.keys.map(\.self) ?? []) == ["wall_ms", "user_ms", "system_ms", "peak_bytes"])
      #expect(Set(object.object("isolation")?.keys.map(\.self) ?? []) == ["requested", "enforced"])
      let denial = try #require(object.array("denials")?.first)
      #expect(denial["source"] as? String == "program")
      #expect(denial["kind"] as? String == "import")
      #expect(denial["name"] as? String == "socket")
      #expect(denial["line"] as? Int == 1)
      #expect(denial["file"] is NSNull)
      #expect(object.array("denials")?.count == 1)
    }

    @Test("It says which layers were asked for and which stood")
    func layers() async throws {
      let result = try await Command.run("run", "--json", "--without", "dumpable", "-c", "pass")
      let isolation = try OutcomeObject(result).object("isolation")
      let requested = try #require(isolation?["requested"] as? [String])
      let enforced = try #require(isolation?["enforced"] as? [String])
      #expect(Set(enforced).isSubset(of: requested))
      #expect(!requested.contains("dumpable") && !enforced.contains("dumpable"))
      #expect(Set(enforced).isSuperset(of: ["process", "rlimits", "no_new_privs", "seccomp"]))
    }

    @Test("It holds the program's output, whatever characters that has")
    func output() async throws {
      let result = try await Command.run(
        "run", "--json", "--namespace", "none", "-c",
        """
        import sys
        print(''.join(map(chr, range(0x2100))) + '\\U0001f40d')
        print('to error', file=sys.stderr)
        """)
      let object = try OutcomeObject(result)
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: (0..<UInt32(0x2100)).compactMap(Unicode.Scalar.init))
      #expect(object.string("stdout").map { Array($0.utf8) } == Array((String(scalars) + "🐍\n").utf8))
      #expect(object.string("stderr") == "to error\n")
      #expect(result.diagnostics == [Command.namespaceWarning])
      #expect(!result.outputBytes.contains { $0 < 0x20 && $0 != 0x0a }, "a control character is not escaped")
    }

    @Test("It shows bytes that are not UTF-8 as U+FFFD")
    func notUTF8() async throws {
      let result = try await Command.run(
        "run", "--json", "--namespace", "none", "-c", "import sys; sys.stdout.buffer.write(b'a\\xffb')")
      #expect(try OutcomeObject(result).string("stdout") == "a\u{fffd}b")
    }

    @Test("It keeps the first bytes of an output that is too long, and says so")
    func truncated() async throws {
      let result = try await Command.run("run", "--json", "--output", "1KiB", "-c", "print('x' * 100_000)")
      let object = try OutcomeObject(result)
      #expect(object.string("stdout") == String(repeating: "x", count: 1024))
      #expect(object.members["truncated"] as? Bool == true)
      #expect(result.status == 123)
    }

    @Test("Its measures are of the right size")
    func usage() async throws {
      let result = try await Command.run("run", "--json", "--time", "400ms", "-c", "import time; time.sleep(60)")
      let object = try OutcomeObject(result)
      let measured = try #require(object.number("measured"))
      #expect((400..<30_000).contains(measured))
      let wall = try #require(object.object("usage")?["wall_ms"] as? Double)
      #expect(wall >= measured)
      let peak = try #require(object.object("usage")?["peak_bytes"] as? Int)
      #expect((1 << 20..<1 << 30).contains(peak))
    }

    @Test("After Ctrl-C it is printed, and says cancelled")
    func cancelled() async throws {
      let worker = try TaggedWorker()
      let run = try CommandRun(
        ["run", "--json", "--time", "80s", "--cpu", "80s", "-c", "print('begun', flush=True)\nwhile True: pass"],
        environment: worker.environment)
      // Nothing is shown before the end, but the program burns more processor time than a start does.
      let burns = try await eventually(within: CommandRun.timeout) {
        worker.processes.contains { ProcessTable.processorTicks(of: $0.pid) > 100 }
      }
      try #require(burns)
      run.send(SIGINT)
      let result = try await run.result()
      let object = try OutcomeObject(result)
      #expect(Set(object.members.keys) == Self.keys)
      #expect(object.string("outcome") == "cancelled")
      #expect(object.string("stdout") == "begun\n")
      #expect(result.status == 130)
      #expect(result.errorOutput == "belljar: interrupted\n")
      try await worker.expectNothingRuns()
    }

    @Test("Where nothing ran, there is no object")
    func nothingRan() async throws {
      let result = try await Command.run("run", "--json", "/nonexistent")
      #expect(result.status == 125)
      #expect(result.output.isEmpty)
    }
  }
}
