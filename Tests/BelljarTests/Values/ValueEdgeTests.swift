import Belljar
import Testing

extension SandboxTests {
  @Suite("Values at their bounds")
  struct ValueEdgeTests {
    @Test(
      "A value as deep as may be crosses both ways; a level more does not, and says so",
      arguments: ["[v]", "(v,)", "{'k': v}", "D(v)"])
    func depth(container: String) async throws {
      let sandbox = try await SharedSandbox.standard.value
      let program = """
        from dataclasses import make_dataclass
        D = make_dataclass("D", ["v"])
        v = 1
        for _ in range(levels): v = \(container)
        v
        """
      let deepest = try await sandbox.run(program, inputs: ["levels": 128])
      let value = try #require(deepest.value, "\(deepest.valueFailure ?? "")")
      if container != "D(v)" {
        #expect(try await sandbox.evaluate("x", inputs: ["x": value]) == value)
        let error = await #expect(throws: BelljarError.self) {
          try await sandbox.evaluate("x", inputs: ["x": .list([value])])
        }
        #expect(error?.code == .valueUnsupported)
      }
      let deeper = try await sandbox.run(program, inputs: ["levels": 129])
      #expect(deeper.value == nil)
      #expect(deeper.valueFailure?.hasSuffix("containers are nested more than 128 deep") == true)
      #expect(deeper.valueFailure?.hasPrefix("result") == true && deeper.valueFailure?.contains("…") == true)
    }

    @Test(
      "A cycle is named by the path that leads to it",
      arguments: [
        ("v = []; v.append(v)", "result[0]: the value contains itself"),
        ("v = {}; v['a'] = [1, v]", "result[\"a\"][1]: the value contains itself"),
        ("l = []; v = (l,); l.append(v)", "result[0][0]: the value contains itself"),
        (
          "from dataclasses import make_dataclass\nv = make_dataclass('D', ['next'])(None); v.next = {1: v}",
          "result.next[1]: the value contains itself"
        ),
      ])
    func cycle(program: String, failure: String) async throws {
      let outcome = try await run(program + "\nv")
      #expect(outcome.valueFailure == failure)
      // The same part twice is no cycle.
      #expect(try await run("l = [1]\n[l, l, (l, l)]").value == [[1], [1], .tuple([[1], [1]])])
    }

    @Test(
      "A value of exactly the size that it may have crosses, and a byte more does not, whoever sends it",
      arguments: [
        ("'x' * N", 32, "str"), ("b'x' * N", 32, "bytes"), ("[1] * 3 + ['x' * N]", 160, "list"),
        ("{'a': 'x' * N}", 97, "dict"), ("(1, {2.5}, 'x' * N)", 160, "tuple"), ("'\\u20ac' + 'x' * N", 35, "str"),
      ])
    func size(expression: String, cost: Int, typeName: String) async throws {
      let sandbox = try await SharedSandbox.standard.value
      var limits = Policy.ample.limits
      limits.valueSize = .bytes(10_000)
      let exact = try await sandbox.run(expression.replacing("N", with: "\(10_000 - cost)"), limits: limits)
      let value = try #require(exact.value, "\(exact.valueFailure ?? "")")
      #expect(value.typeName == typeName)
      let larger = try await sandbox.run(expression.replacing("N", with: "\(10_001 - cost)"), limits: limits)
      #expect(larger.valueFailure?.contains("the whole takes more than 10000 bytes") == true, "\(larger.termination)")
      // As an input it has a name of one byte besides, which counts as an item.
      limits.valueSize = .bytes(10_033)
      #expect(try await sandbox.run("x", limits: limits, inputs: ["x": value]).value == value)
      limits.valueSize = .bytes(10_032)
      let error = await #expect(throws: BelljarError.self) {
        try await sandbox.run("x", limits: limits, inputs: ["x": value])
      }
      #expect(error?.code == .valueTooLarge)
    }

    @Test("Numbers of 100,000 digits and sets of 100,000 members, NaNs too, cross")
    func large() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let digits = try await sandbox.evaluate("-(10 ** 99_999)")
      #expect(try await sandbox.evaluate("x == -(10 ** 99_999)", inputs: ["x": digits], as: Bool.self))
      let numbers = try await sandbox.evaluate("set(range(100_000))")
      #expect(numbers == .set(Set((0..<100_000).map { .int($0) })))
      guard case .set(let nans) = try await sandbox.evaluate("{float('nan') for _ in range(100_000)}"),
        case .dict(let keys) = try await sandbox.evaluate("{complex(0, float('nan')): 1 for _ in range(100_000)}")
      else {
        Issue.record("no set and dict")
        return
      }
      #expect(nans.count == 100_000)
      #expect(keys.count == 100_000)
    }

    @Test("Keys of a dict are of any kind that Python takes")
    func keys() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let value = try await sandbox.evaluate(
        "{None: 0, True: 1, 2: 2, 2.5: 3, (1, 'a'): 4, b'k': 5, frozenset([1]): 6, -0.0: 7, 'e\\u0301': 8, '\\xe9': 9}")
      guard case .dict(let dictionary) = value else {
        Issue.record("\(value)")
        return
      }
      #expect(dictionary.count == 10)
      #expect(dictionary[.tuple([1, "a"])] == 4 && dictionary[.none] == 0 && dictionary[true] == 1)
      #expect(try await sandbox.evaluate("x", inputs: ["x": value]) == value)
    }

    @Test(
      "Keys that Swift tells apart and Python does not are refused, rather than one of them lost",
      arguments: [
        ([1: "a", true: "b"], "keys of a dict"), ([0: "a", -0.0: "b"], "keys of a dict"),
        (.set([1, 1.0]), "members of a set"), ([.tuple([1]): 1, .tuple([true]): 2], "keys of a dict"),
      ] as [(PythonValue, String)])
    func merged(value: PythonValue, what: String) async throws {
      let outcome = try await SharedSandbox.standard.value.run("print('ran')", inputs: ["x": value])
      #expect(outcome.termination.exception?.type == "TypeError")
      #expect(outcome.termination.exception?.message.hasPrefix("two \(what) of the host's are equal") == true)
      #expect(outcome.standardOutput == "")
    }

    @Test("What came from a class of the program's cannot go back, and the error names it")
    func classes() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let values = try await sandbox.run(
        "from dataclasses import make_dataclass\n[make_dataclass('D', ['a'])(1), object()]")
      guard case .list(let items)? = values.value else {
        Issue.record("\(values.termination)")
        return
      }
      for item in items {
        let error = await #expect(throws: BelljarError.self) {
          try await sandbox.run("x", inputs: ["x": ["deep": .list([item])]])
        }
        #expect(error?.code == .valueUnsupported)
        #expect(error?.message.hasPrefix("inputs[\"x\"][\"deep\"][0]: ") == true, "\(error?.message ?? "")")
      }
    }

    @Test(
      "Decimals, whatever they are and whatever the program's context says",
      arguments: ["NaN", "-NaN", "sNaN", "NaN123", "Infinity", "-Infinity", "-0", "0E-10", "1E+400", "-1.50E-7", "1.0"])
    func decimals(text: String) async throws {
      let sandbox = try await SharedSandbox.standard.value
      let decimal = try #require(PythonDecimal(text))
      let outcome = try await sandbox.run(
        "import decimal\ndecimal.getcontext().capitals = 0\ndecimal.getcontext().prec = 1\ndecimal.Decimal('\(text)')")
      #expect(outcome.value == .decimal(decimal), "\(outcome.valueFailure ?? "")")
      #expect(try await sandbox.evaluate("str(x)", inputs: ["x": .decimal(decimal)]) == .str(text))
    }

    @Test(
      "Time spans at their bounds",
      arguments: [
        ("timedelta.max", Duration.seconds(86_399_999_999_999) + .microseconds(999_999)),
        ("timedelta.min", .seconds(-999_999_999 * 86_400)), ("timedelta.resolution", .microseconds(1)),
        ("-timedelta.resolution", .microseconds(-1)),
      ])
    func spans(expression: String, duration: Duration) async throws {
      let sandbox = try await SharedSandbox.standard.value
      #expect(try await sandbox.run("from datetime import timedelta\n\(expression)").value == .timedelta(duration))
      #expect(
        try await sandbox.run("from datetime import timedelta\nx == \(expression)", inputs: ["x": .timedelta(duration)])
          .value == true)
    }

    /// What a session needs that has no file to read zones from.
    private static let zones = """
      import io, struct, zoneinfo
      from datetime import datetime
      def header(types, characters): return b"TZif2" + bytes(15) + struct.pack(">6L", 0, 0, 0, 0, types, characters)
      BERLIN = header(0, 0) + header(1, 4) + struct.pack(">lBB", 3600, 0, 0) + b"CET\\0\\nCET-1CEST,M3.5.0,M10.5.0/3\\n"
      def load(key):
          if key != "Europe/Berlin": raise zoneinfo.ZoneInfoNotFoundError(key)
          return io.BytesIO(BERLIN)
      zoneinfo._common.load_tzdata = load

      """

    @Test("A time that a zone's clocks show twice keeps its offset both ways; one that the zone never shows, too")
    func zones() async throws {
      var policy = Policy.ampleUnrestricted
      policy.modules.allow("zoneinfo")
      let sandbox = try await Sandbox(policy: policy)
      try await sandbox.withSession { session in
        let made = try await session.run(
          Self.zones + """
            zone = zoneinfo.ZoneInfo("Europe/Berlin")
            [datetime(2024, 10, 27, 2, 30, fold=fold, tzinfo=zone) for fold in (0, 1)]
            """)
        guard case .list(let items)? = made.value, case .datetime(let first)? = items.first,
          case .datetime(let second)? = items.last
        else {
          Issue.record("\(made.termination) \(made.valueFailure ?? "")")
          return
        }
        #expect([first.utcOffset, second.utcOffset] == [7200, 3600])
        #expect([first.zone, second.zone] == ["Europe/Berlin", "Europe/Berlin"])
        var (wrong, open, unknown) = (first, first, first)
        wrong.time = try #require(PythonTime("02:30:00+05:00"))
        open.time = try #require(PythonTime("02:30:00"))
        unknown.zone = "Nowhere/Else"
        let moments = [first, second, wrong, open, unknown].map { PythonValue.datetime($0) }
        let back = try await session.evaluate(
          "[[str(v), str(v.tzinfo), v.fold] for v in x]", inputs: ["x": .list(moments)])
        #expect(
          back == [
            ["2024-10-27 02:30:00+02:00", "Europe/Berlin", 0], ["2024-10-27 02:30:00+01:00", "Europe/Berlin", 1],
            ["2024-10-27 02:30:00+05:00", "UTC+05:00", 0], ["2024-10-27 02:30:00+02:00", "Europe/Berlin", 0],
            ["2024-10-27 02:30:00+02:00", "UTC+02:00", 0],
          ])
      }
      await sandbox.shutdown()
    }
  }
}
