import Belljar
import Testing

extension SandboxTests {
  /// Each traceback is compared whole, so that none of the worker's own frames can hide in it.
  @Suite("Tracebacks")
  struct TracebackTests {
    @Test("An exception in a nested function shows every frame with its line and its marks")
    func nested() async throws {
      let source = """
        def inner(x):
            return 1 / x

        def outer():
            return inner(0)

        outer()
        """
      let raised = try await exception(of: source)
      let before313 = """
        Traceback (most recent call last):
          File "<program>", line 7, in <module>
            outer()
          File "<program>", line 5, in outer
            return inner(0)
                   ^^^^^^^^
          File "<program>", line 2, in inner
            return 1 / x
                   ~~^~~
        ZeroDivisionError: division by zero

        """
      // 3.13 marks a call's parentheses, and not a call that is all that a statement returns.
      let from313 = """
        Traceback (most recent call last):
          File "<program>", line 7, in <module>
            outer()
            ~~~~~^^
          File "<program>", line 5, in outer
            return inner(0)
          File "<program>", line 2, in inner
            return 1 / x
                   ~~^~~
        ZeroDivisionError: division by zero

        """
      #expect(raised.traceback == (try await PythonVersion.ofWorker() < .v3_13 ? before313 : from313))
    }

    @Test("A chained exception shows its cause")
    func chained() async throws {
      let source = """
        def load():
            raise KeyError("k")

        try:
            load()
        except KeyError as error:
            raise ValueError("bad") from error
        """
      let raised = try await exception(of: source)
      let marks = try await PythonVersion.ofWorker() < .v3_13 ? "" : "\n    ~~~~^^"
      #expect(
        raised.traceback == """
          Traceback (most recent call last):
            File "<program>", line 5, in <module>
              load()\(marks)
            File "<program>", line 2, in load
              raise KeyError("k")
          KeyError: 'k'

          The above exception was the direct cause of the following exception:

          Traceback (most recent call last):
            File "<program>", line 7, in <module>
              raise ValueError("bad") from error
          ValueError: bad

          """)
    }

    @Test("A syntax error shows its line and a caret, and nothing counts as refused")
    func syntaxError() async throws {
      let outcome = try await run("x = 1\ntotal = 1 +* 2\n")
      let raised = try #require(outcome.termination.exception)
      #expect(raised.type == "SyntaxError")
      #expect(raised.message == "invalid syntax (<program>, line 2)")
      #expect(
        raised.traceback == """
            File "<program>", line 2
              total = 1 +* 2
                         ^
          SyntaxError: invalid syntax

          """)
      #expect(outcome.denials.isEmpty, "The program asked for nothing: \(outcome.denials)")
    }

    @Test("An exception whose __str__ fails is reported all the same")
    func failingText() async throws {
      let source = """
        class Bad(Exception):
            def __str__(self):
                raise RuntimeError("no")

        raise Bad()
        """
      let raised = try await exception(of: source)
      #expect(raised.type == "Bad")
      #expect(raised.message == "<exception str() failed>")
      #expect(
        raised.traceback == """
          Traceback (most recent call last):
            File "<program>", line 5, in <module>
              raise Bad()
          Bad: <exception str() failed>

          """)
    }

    @Test("An exception group shows each of its exceptions")
    func group() async throws {
      let raised = try await exception(
        of: "raise ExceptionGroup(\"many\", [ValueError(\"one\"), TypeError(\"two\")])")
      #expect(raised.type == "ExceptionGroup")
      #expect(raised.message == "many (2 sub-exceptions)")
      #expect(
        raised.traceback == """
            + Exception Group Traceback (most recent call last):
            |   File "<program>", line 1, in <module>
            |     raise ExceptionGroup("many", [ValueError("one"), TypeError("two")])
            | ExceptionGroup: many (2 sub-exceptions)
            +-+---------------- 1 ----------------
              | ValueError: one
              +---------------- 2 ----------------
              | TypeError: two
              +------------------------------------

          """)
    }

    @Test("An exception of a module's carries the module's name")
    func qualifiedType() async throws {
      let raised = try await exception(of: "import decimal\ndecimal.Decimal(1) / 0")
      #expect(raised.type == "decimal.DivisionByZero")
    }

    @Test("A library's frames are shown by its name, and the worker's not at all")
    func libraryFrames() async throws {
      let raised = try await exception(of: "import json\njson.loads('{')")
      #expect(raised.type == "json.decoder.JSONDecodeError")
      let first = "Traceback (most recent call last):\n  File \"<program>\", line 2, in <module>\n"
      #expect(raised.traceback.hasPrefix(first))
      let files = raised.traceback.split(separator: "\n").filter { $0.hasPrefix("  File ") }
      #expect(files.dropFirst().allSatisfy { $0.contains("json") }, "\(files)")
    }

    @Test("From Python 3.12 on a misspelt name comes with a suggestion, and nothing is refused for it")
    func suggestion() async throws {
      let outcome = try await run("prnt(1)")
      let raised = try #require(outcome.termination.exception)
      let suggestion = try await PythonVersion.ofWorker() < .v3_12 ? "" : ". Did you mean: 'print'?"
      #expect(raised.traceback.hasSuffix("NameError: name 'prnt' is not defined\(suggestion)\n"), "\(raised.traceback)")
      #expect(outcome.denials.isEmpty)
    }

    @Test("A lone surrogate in a message is escaped")
    func surrogate() async throws {
      let raised = try await exception(of: #"raise ValueError("\ud800 end")"#)
      #expect(raised.message == #"\ud800 end"#)
      #expect(raised.traceback.hasSuffix(#"ValueError: \ud800 end"# + "\n"))
    }

    @Test("A very long message is cut, and its traceback too")
    func longMessage() async throws {
      let raised = try await exception(of: "raise ValueError('x' * 3_000_000)")
      #expect(raised.message.utf8.count <= 1 << 16)
      #expect(raised.message.hasPrefix(String(repeating: "x", count: 1000)))
      #expect(raised.traceback.utf8.count <= 1 << 18)
      #expect(raised.traceback.hasPrefix("Traceback (most recent call last):\n"))
    }

    @Test("A message cut within a character stays text")
    func cutCharacter() async throws {
      let raised = try await exception(of: "raise ValueError('a' + '\\N{SNOWMAN}' * 1_000_000)")
      #expect(raised.message.hasPrefix("a☃☃☃"))
      #expect(!raised.message.dropLast().contains("\u{FFFD}"))
    }
  }
}
