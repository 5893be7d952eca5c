import Belljar
import Foundation
import Synchronization
import Testing

extension SandboxTests {
  @Suite("Host functions")
  struct HostFunctionTests {
    @Test("A program calls closures with typed parameters and gets typed results")
    func calls() async throws {
      let functions = HostFunctions {
        HostFunction("double") { (value: Int) in value * 2 }
        HostFunction("join", parameters: ["words", "separator"]) { (words: [String], separator: String?) in
          words.joined(separator: separator ?? " ")
        }
        HostFunction("nothing") {}
      }
      let outcome = try await SharedSandbox.standard.value.run(
        """
        import host
        assert host.double(21) == 42
        assert host.join(["a", "b"]) == "a b"
        assert host.join(["a", "b"], separator="-") == "a-b"
        assert host.join(separator="+", words=["a", "b"]) == "a+b"
        assert host.nothing() is None
        [host.double(n) for n in range(5)]
        """, functions: functions)
      #expect(outcome.value == [0, 2, 4, 6, 8], "\(outcome.termination)")
      #expect(outcome.calls.count == 10)
      #expect(outcome.calls.map(\.name).prefix(2) == ["double", "join"])
      #expect(outcome.calls.allSatisfy { $0.result == .returned })
    }

    @Test("What is not registered for the run does not exist in it")
    func absent() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let without = try await sandbox.run("host")
      #expect(without.termination.exception?.type == "NameError")
      let unimportable = try await sandbox.run("import host")
      #expect(unimportable.termination.exception?.type == "ImportError")
      let functions = HostFunctions { HostFunction("one") { 1 } }
      let other = try await sandbox.run("host.two()", functions: functions)
      #expect(other.termination.exception?.type == "AttributeError")
      #expect(other.calls.isEmpty)
    }

    @Test(
      "Arguments of the wrong kind or number raise TypeError, as Python's own functions do",
      arguments: [
        ("host.f()", "f() missing required argument: 'count'"),
        ("host.f('x')", "f(): count: expected Int, found str ('x')"),
        ("host.f(1, 2)", "f() takes 1 positional argument but 2 were given"),
        ("host.f(1, count=2)", "f() got multiple values for argument 'count'"),
        ("host.f(size=2)", "f() got an unexpected keyword argument 'size'"),
        ("l = []; l.append(l); host.f(l)", "host.f(): arguments[0][0]: the value contains itself"),
      ])
    func wrongArguments(program: String, message: String) async throws {
      let functions = HostFunctions { HostFunction("f", parameters: ["count"]) { (count: Int) in count } }
      let outcome = try await SharedSandbox.standard.value.run(program, functions: functions)
      let raised = try #require(outcome.termination.exception, "\(outcome.termination)")
      #expect(raised.type == "TypeError")
      #expect(raised.message.contains(message), "\(raised.message)")
    }

    @Test("What a closure throws is raised in Python, and an exception of Python's comes back with its traceback")
    func errors() async throws {
      struct Broken: Error, CustomStringConvertible { var description: String { "the pump is broken" } }
      let functions = HostFunctions {
        HostFunction("pump") { () throws -> Int in throw Broken() }
        HostFunction("find") { (name: String) throws -> Int in
          throw PythonException(type: "KeyError", message: name)
        }
      }
      let sandbox = try await SharedSandbox.standard.value
      let outcome = try await sandbox.run(
        """
        try: host.pump()
        except host.Error as error: print(type(error).__name__, error)
        try: host.find("x")
        except KeyError as error: print(repr(error))
        def fetch():
            return host.pump()
        fetch()
        """, functions: functions)
      #expect(outcome.standardOutput == "Error the pump is broken\nKeyError('x')\n")
      let raised = try #require(outcome.termination.exception)
      #expect(raised.type == "host.Error")
      #expect(raised.traceback.contains("in fetch") && raised.traceback.contains("return host.pump()"))
      #expect(outcome.calls.count == 3)
      await #expect(throws: PythonException.self) {
        try await sandbox.evaluate("host.pump()", functions: functions)
      }
    }

    @Test("The limits of a run's calls, of their arguments and of their time raise, and the program goes on")
    func limits() async throws {
      let isCancelled = Atomic(false)
      var functions = HostFunctions {
        HostFunction("size") { (data: [UInt8]) in data.count }
        HostFunction("hang") { () async throws in
          do { try await Task.sleep(for: .seconds(600)) } catch {
            isCancelled.store(true, ordering: .relaxed)
            throw error
          }
        }
      }
      functions.maximumCalls = 3
      functions.maximumArgumentBytes = .kibibytes(100)
      functions.timeout = .milliseconds(200)
      let outcome = try await SharedSandbox.standard.value.run(
        """
        def attempt(call):
            try: return call()
            except Exception as error: return f"{type(error).__name__}: {error}"
        print(attempt(lambda: host.size(b"x" * 1000)))
        print(attempt(lambda: host.size(b"x" * 100 * 1024)))
        print(attempt(host.hang))
        print(attempt(lambda: host.size(b"")))
        """, functions: functions)
      #expect(
        outcome.standardOutput == """
          1000
          ValueError: size(): the arguments take 102418 bytes and may take 102400
          TimeoutError: hang(): the host did not answer within 0.2 seconds
          RuntimeError: the limit of 3 calls of the host's functions is reached

          """, "\(outcome.termination)")
      #expect(try await waits { isCancelled.load(ordering: .relaxed) })
    }

    @Test("Each call is approved or denied, and the record says which")
    func approval() async throws {
      let functions = HostFunctions { HostFunction("delete", parameters: ["name"]) { (name: String) in name.count } }
        .approved { call in
          call.arguments == ["mine"] ? .allow : .deny("only 'mine' may be deleted")
        }
      let outcome = try await SharedSandbox.standard.value.run(
        "print(host.delete('mine'))\nhost.delete('yours')", functions: functions)
      #expect(outcome.standardOutput == "4\n")
      #expect(outcome.termination.exception?.type == "PermissionError")
      #expect(outcome.termination.exception?.message == "delete(): denied: only 'mine' may be deleted")
      #expect(outcome.calls.map(\.result) == [.returned, .denied("only 'mine' may be deleted")])
    }

    @Test("Cancelling a run during a call ends the closure's task and the run")
    func cancellation() async throws {
      let (calls, reached) = AsyncStream.makeStream(of: Void.self)
      let isCancelled = Atomic(false)
      let functions = HostFunctions {
        HostFunction("hang") { () async throws in
          reached.yield()
          do { try await Task.sleep(for: .seconds(600)) } catch {
            isCancelled.store(true, ordering: .relaxed)
            throw error
          }
        }
      }
      let sandbox = try await SharedSandbox.standard.value
      let run = Task { try await sandbox.run("print('before')\nhost.hang()\nprint('after')", functions: functions) }
      for await _ in calls { break }
      run.cancel()
      let outcome = try await run.value
      #expect(outcome.termination == .cancelled)
      #expect(outcome.standardOutput == "before\n")
      #expect(outcome.calls.map(\.result) == [.abandoned])
      #expect(try await waits { isCancelled.load(ordering: .relaxed) })
    }

    @Test("The time in calls counts towards the wall time, or does not, by choice")
    func wallTime() async throws {
      var limits = Policy.ample.limits
      limits.wallTime = .milliseconds(400)
      var functions = HostFunctions {
        HostFunction("wait") { () async throws in try await Task.sleep(for: .milliseconds(600)) }
      }
      let sandbox = try await SharedSandbox.standard.value
      let counted = try await sandbox.run("host.wait()\n7", limits: limits, functions: functions)
      guard case .limitExceeded(.wallTime) = counted.termination else {
        Issue.record("\(counted.termination)")
        return
      }
      functions.countsTowardWallTime = false
      limits.wallTime = .seconds(120)
      let uncounted = try await sandbox.run("host.wait()\n7", limits: limits, functions: functions)
      #expect(uncounted.value == 7)
    }

    @Test(
      "Names that cannot be are refused before anything runs",
      arguments: [
        (["f", "f"], "host", "Two host functions have the name 'f'"), (["class"], "host", "is no Python identifier"),
        (["f"], "a b", "is no Python identifier"), (["f"], "json", "is that of a module"),
      ])
    func names(functions: [String], module: String, message: String) async throws {
      let set = HostFunctions(functions.map { HostFunction($0) {} }, module: module)
      let sandbox = try await SharedSandbox.standard.value
      let error = await #expect(throws: BelljarError.self) { try await sandbox.run("pass", functions: set) }
      #expect(error?.code == .invalidInput)
      #expect(error?.message.contains(message) == true, "\(String(describing: error))")
    }

    @Test("A module's name that the interpreter has is the host's for this run, and its module is not touched")
    func ownModule() async throws {
      let functions = HostFunctions([HostFunction("f") { 1 }], module: "sys")
      try await SharedSandbox.standard.value.withSession { session in
        let outcome = try await session.run("import sys\n(sys.f(), hasattr(sys, 'modules'))", functions: functions)
        #expect(outcome.value == .tuple([1, false]))
        #expect(try await session.run("import json\njson.loads('[1]')").value == [1])
      }
    }

    @Test("help() shows what the host offers")
    func help() async throws {
      let functions = HostFunctions {
        HostFunction("area", documentation: "Width times height.", parameters: ["width", "height"]) {
          (width: Int, height: Int?) in width * (height ?? 1)
        }
        HostFunction("now") { 0 }
      }
      let outcome = try await SharedSandbox.standard.value.run(
        "help(host)\nhelp(host.area)\nhelp(3, 4)", functions: functions)
      #expect(
        outcome.standardOutput == """
          Functions of the program that runs this one.

          host.area(width, height=None)
              Width times height.

          host.now()
          Width times height.

          """)
      #expect(outcome.termination.exception?.type == "TypeError")
    }

    @Test("The stub lists the functions with their types")
    func stub() {
      let functions = HostFunctions {
        HostFunction("temperature", documentation: "Degrees Celsius.", parameters: ["city", "day"]) {
          (city: String, day: Date?) async throws -> Double in 0
        }
        HostFunction("tags") { (values: [String: [Int]]) -> Set<String> in [] }
      }
      #expect(
        functions.stub == #"""
          def temperature(city: str, day: datetime.datetime | None = None) -> float:
              """Degrees Celsius."""

          def tags(a: dict[str, list[int]]) -> set[str]: ...

          """#)
    }
  }
}
