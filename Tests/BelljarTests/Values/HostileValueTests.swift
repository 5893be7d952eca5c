import Belljar
import Testing

/// Programs whose last expression is a value with as many traps in it as Python allows.
struct HostileValue: Sendable, CustomTestStringConvertible {
  let name: String
  let program: String
  let value: PythonValue

  var testDescription: String { name }

  init(_ name: String, _ value: PythonValue, _ program: String) {
    self.name = name
    self.value = value
    self.program = Self.prelude + program
  }

  /// `hostile(base…)` makes a class of which every method says that it was called, once `armed` holds something.
  static let prelude = """
    import codecs, collections, dataclasses, datetime, decimal, fractions, gc, uuid
    armed = []
    def alarm(*arguments, **keywords):
        if armed: print("a method of the program's was called")
        return 0
    HOOKS = '''repr str eq ne lt hash len iter next reversed getitem missing contains bool index int float complex bytes
        format getattribute getattr setattr delattr dir get set reduce reduce_ex sizeof add radd or ror length_hint trunc
        fspath copy deepcopy getstate instancecheck subclasscheck abs neg invert'''.split()
    METHODS = {f"__{name}__": alarm for name in HOOKS}
    def hostile(*bases, **more):
        return type("Hostile", bases, {**METHODS, "__module__": "__main__", "__class__": property(lambda self: int),
            "__dict__": property(alarm), "isoformat": alarm, "utcoffset": alarm, "as_tuple": alarm, **more})
    class Key(str):
        __hash__ = str.__hash__
        def __eq__(self, other): return alarm() or str.__eq__(self, other)

    """

  private static let own = PythonValue.opaque(PythonOpaque(typeName: "__main__.Hostile"))

  static let all: [HostileValue] = [
    HostileValue("a class with every method", own, "value = hostile()()\narmed.append(1)\nvalue"),
    HostileValue(
      "a subclass of each built-in type", .list([PythonValue](repeating: own, count: 18)),
      """
      value = [hostile(int)(7), hostile(str)("x"), hostile(float)(1.5), hostile(complex)(1), hostile(bytes)(b"x"),
          hostile(list)([1]), hostile(tuple)((1,)), hostile(dict)({1: 2}), hostile(set)(), hostile(frozenset)(),
          hostile(datetime.date)(2024, 1, 2), hostile(datetime.time)(1), hostile(datetime.datetime)(2024, 1, 2),
          hostile(datetime.timedelta)(1), hostile(datetime.tzinfo)(), hostile(decimal.Decimal)("1"),
          hostile(fractions.Fraction)(), hostile(uuid.UUID)("0" * 32)]
      armed.append(1)
      value
      """),
    HostileValue(
      "a hostile metaclass", .list([.opaque(PythonOpaque(typeName: "__main__.Inner")), own]),
      """
      Meta = hostile(type, __name__=property(alarm), __mro__=property(alarm), __bases__=property(alarm),
          mro=lambda cls: alarm() or [cls, object])
      Inner = type.__new__(Meta, "Inner", (), {"__module__": "__main__"})
      value = [object.__new__(Inner), Inner]
      armed.append(1)
      value
      """),
    HostileValue(
      "a class's name that is no plain str", .opaque(PythonOpaque(typeName: "__main__.Other")),
      """
      class Named: pass
      Named.__qualname__ = hostile(str)("Other")
      value = Named()
      armed.append(1)
      value
      """),
    HostileValue(
      "keys that compare",
      .list([
        .opaque(PythonOpaque(typeName: "__main__.Keyed")),
        .record(PythonRecord(typeName: "__main__.Point", kind: .dataclass, fields: [.init(name: "x", value: 1)])),
      ]),
      """
      Keyed = type("Keyed", (tuple,), {Key("_fields"): ("a",), Key("__dataclass_fields__"): {}})
      @dataclasses.dataclass
      class Point: x: int
      point = Point(1)
      point.__dict__[Key("x2")] = 2
      Point = type(point)
      setattr(Point, Key("other"), 3)
      value = [Keyed((1,)), point]
      armed.append(1)
      value
      """),
    HostileValue(
      "fields that are none", .list([PythonValue](repeating: own, count: 7)),
      """
      fake = hostile(tuple)(("a",))
      value = [hostile(tuple, _fields=["a"])((1,)), hostile(tuple, _fields=("a", "b"))((1,)),
          hostile(tuple, _fields=(1,))((1,)), hostile(tuple, _fields=fake)((1,)),
          hostile(tuple, _fields=("a", "a"))((1, 2)), hostile(_fields=("a",))(),
          hostile(__dataclass_fields__=hostile(dict)({"a": 1}))()]
      armed.append(1)
      value
      """),
    HostileValue(
      "a namedtuple and a dataclass, every method replaced",
      .list([
        .record(PythonRecord(typeName: "__main__.Pair", kind: .namedTuple, fields: [.init(name: "a", value: 1)])),
        .record(PythonRecord(typeName: "__main__.Slot", kind: .dataclass, fields: [.init(name: "b", value: [2])])),
      ]),
      """
      Pair = collections.namedtuple("Pair", "a")
      Slot = dataclasses.make_dataclass("Slot", ["b"], slots=True)
      Slot.__module__ = "__main__"
      value = [Pair(1), Slot([2])]
      for cls in Pair, Slot:
          for name, method in METHODS.items(): setattr(cls, name, method)
      armed.append(1)
      value
      """),
    HostileValue(
      "the library's names replaced",
      .tuple([
        PythonDecimal("1.50").map { .decimal($0) } ?? .none, PythonFraction("1/2").map { .fraction($0) } ?? .none,
        PythonDate("2024-02-29").map { .date($0) } ?? .none, .timedelta(.seconds(90)),
      ]),
      """
      value = (decimal.Decimal("1.50"), fractions.Fraction(1, 2), datetime.date(2024, 2, 29), datetime.timedelta(0, 90))
      for name, method in METHODS.items():
          if name not in ("__getattribute__", "__setattr__"): setattr(fractions.Fraction, name, method)
      decimal.Decimal = fractions.Fraction = datetime.date = datetime.timedelta = datetime.datetime_CAPI = alarm
      decimal.getcontext().prec = 1
      armed.append(1)
      value
      """),
  ]
}

extension SandboxTests {
  @Suite("Hostile values")
  struct HostileValueTests {
    @Test("No method of the program's is called, and nothing passes for another type", arguments: HostileValue.all)
    func encoding(hostile: HostileValue) async throws {
      let outcome = try await SharedSandbox.unrestricted.value.run(hostile.program)
      #expect(outcome.value == hostile.value, "\(outcome.termination) \(outcome.valueFailure ?? "")")
      #expect(outcome.standardOutput == "")
    }

    @Test("The same as an argument of a host function", arguments: HostileValue.all)
    func argument(hostile: HostileValue) async throws {
      let functions = HostFunctions { HostFunction("take") { (value: PythonValue) in "\(value)" } }
      // The last line is the value's name.
      let outcome = try await SharedSandbox.unrestricted.value.run(
        hostile.program.replacing("armed.append(1)\nvalue", with: "armed.append(1)\nhost.take(value)"),
        functions: functions)
      #expect(outcome.value == .str("\(hostile.value)"), "\(outcome.termination)")
      #expect(outcome.standardOutput == "")
    }

    @Test(
      "What was tampered with, or would answer by a method of the program's, does not cross, and runs nothing",
      arguments: [
        (
          "value = fractions.Fraction(1, 2); value._numerator = 1.5", "result: the object was changed: its '_numerator'"
        ),
        ("value = fractions.Fraction(1, 2); value._denominator = 0", "result: the object was changed: its '_denom"),
        ("value = fractions.Fraction(1, 2); fractions.Fraction._numerator = property(alarm)", "the object was changed"),
        ("value = fractions.Fraction(1, 2); value._denominator = hostile(int)(2)", "result: the object was changed"),
        ("value = [uuid.UUID(int=1)]; object.__setattr__(value[0], 'int', -1)", "result[0]: the object was changed"),
        ("value = uuid.UUID(int=1); object.__setattr__(value, 'int', 1 << 128)", "result: the object was changed"),
        ("value = uuid.UUID(int=1); object.__setattr__(value, 'int', 'x')", "result: the object was changed"),
        (
          "value = [datetime.datetime(2024, 1, 2, tzinfo=hostile(datetime.tzinfo)())]", "result[0]: the time zone is of"
        ),
        ("value = datetime.time(1, tzinfo=hostile(datetime.tzinfo)())", "result: the time zone is of a class"),
        (
          "codecs.register_error('strict', alarm); value = ['\\u20ac\\udc80']",
          "result[0]: the text has lone surrogates"
        ),
        ("codecs.register_error('strict', alarm); value = {'\\ud800': 1}", "result{…}: the text has lone surrogates"),
        (
          "value = {'a': {hostile(__hash__=object.__hash__)(): 1}}",
          "result[\"a\"]{…}: an object of class __main__.Host"
        ),
        (
          "value = {(hostile(__hash__=object.__hash__)(),)}", "result{…}[0]: an object of class __main__.Hostile can be"
        ),
      ])
    func refused(program: String, failure: String) async throws {
      let outcome = try await SharedSandbox.unrestricted.value.run(
        HostileValue.prelude + program + "\narmed.append(1)\nvalue")
      #expect(outcome.value == nil)
      #expect(outcome.valueFailure?.contains(failure) == true, "\(outcome.termination) \(outcome.valueFailure ?? "")")
      #expect(outcome.standardOutput == "")
    }

    @Test("Nothing is collected while a value is encoded")
    func collection() async throws {
      let outcome = try await SharedSandbox.unrestricted.value.run(
        HostileValue.prelude + """
          class Rubbish:
              def __del__(self): value.clear(); alarm()
          gc.disable()
          value = [{1} for _ in range(5000)]
          value[0] = dataclasses.make_dataclass("D", ["x"])(1)
          for _ in range(100):
              rubbish = Rubbish()
              rubbish.self = rubbish
          del rubbish
          armed.append(1)
          gc.set_threshold(1, 1, 1)
          gc.enable() or value
          """)
      guard case .list(let items)? = outcome.value else {
        Issue.record("\(outcome.termination) \(outcome.valueFailure ?? "")")
        return
      }
      #expect(items.count == 5000)
      // Up to 3.11 the first container would set a collection off; later ones wait for bytecode.
      #expect(outcome.standardOutput == "")
    }

    @Test(
      "A finaliser, or a class that takes for ever to read, does not hold the outcome up",
      arguments: [
        """
        class Last:
            def __del__(self):
                while True:
                    try:
                        while True: pass
                    except BaseException: pass
        Last()
        """,
        """
        from dataclasses import make_dataclass
        names = [f"f{n}" for n in range(1000)]
        Wide = type("Wide", (make_dataclass("D", names),), {f"a{n}": n for n in range(50_000)})
        value = Wide(*names)
        [value] * 10_000
        """,
      ])
    func endless(program: String) async throws {
      var limits = Policy.ample.limits
      limits.wallTime = .milliseconds(800)
      let outcome = try await SharedSandbox.standard.value.run(program, limits: limits)
      guard case .limitExceeded(.wallTime) = outcome.termination else {
        Issue.record("\(outcome.termination)")
        return
      }
      #expect(try await run("6 * 7").value == 42)
    }
  }
}
