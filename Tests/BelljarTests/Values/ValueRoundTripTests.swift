import Belljar
import Testing

extension SandboxTests {
  @Suite("Values to Python and back")
  struct ValueRoundTripTests {
    @Test("Any value comes back from Python as it went", arguments: 0..<4 as Range<UInt64>)
    func random(seed: UInt64) async throws {
      var random = RandomValue(seed: seed)
      var values: [PythonValue] = []
      while values.count < 500 {
        let value = random.value()
        if value.staysTheSame { values.append(value) }
      }
      let sandbox = try await SharedSandbox.standard.value
      guard case .list(let back) = try await sandbox.evaluate("x", inputs: ["x": .list(values)]) else {
        Issue.record("no list")
        return
      }
      #expect(back.count == values.count)
      for (value, returned) in zip(values, back) where !value.isSame(as: returned) {
        Issue.record("\(value) came back as \(returned)")
      }
    }

    @Test("A plain input is the program's to change, for itself alone")
    func plain() async throws {
      let value: PythonValue = ["list": [1], "set": .set([1])]
      let outcome = try await SharedSandbox.standard.value.run(
        "x['list'].append(2); x['set'].add(2); x['new'] = 1\nx", inputs: ["x": value])
      #expect(outcome.value == ["list": [1, 2], "set": .set([1, 2]), "new": 1])
      #expect(value == ["list": [1], "set": .set([1])])
    }

    @Test("No frozen input can be changed, nor what is in it")
    func frozen() async throws {
      let value: PythonValue = [
        "list": [1, [2], ["k": 3]], "set": .set([1]), "dict": ["inner": ["k": [1]]], "tuple": .tuple([[1]]),
        "frozenset": .frozenset([.tuple([1])]),
      ]
      let outcome = try await SharedSandbox.unrestricted.value.run(
        """
        def kinds(v):
            if isinstance(v, (str, int)): return
            yield type(v).__name__
            for part in (v.values() if hasattr(v, "values") else v): yield from kinds(part)
        print(*sorted(set(kinds(x))))
        attempts = '''
        x["new"] = 1
        del x["list"]
        x.clear()
        x["list"].append(1)
        x["list"][0] = 1
        del x["list"][0]
        x["list"][1].append(1)
        x["list"][2]["k"] = 1
        x["list"].sort()
        x["set"].add(2)
        x["set"].discard(1)
        x["dict"]["inner"] = 1
        x["dict"]["inner"]["k"] = 1
        x["dict"]["inner"]["k"].append(1)
        x["dict"].update({})
        x["dict"].pop("inner")
        x["dict"].setdefault("a", 1)
        x["tuple"][0].append(1)
        x["tuple"][0][0] = 1
        '''.split("\\n")
        attempts = [a.strip() for a in attempts if a.strip()]
        for attempt in attempts:
            try: exec(attempt)
            except (TypeError, AttributeError) as error: continue
            print("changed by", attempt)
        assert len(attempts) == 19
        [x["list"][1][0], x["list"][2]["k"], len(x["set"]), x["dict"]["inner"]["k"][0], x["tuple"][0][0], len(x)]
        """, inputs: .frozen(["x": value]))
      #expect(outcome.standardOutput == "frozenset mappingproxy tuple\n")
      #expect(outcome.value == [2, 3, 1, 1, 1, 5], "\(outcome.termination)")
    }
  }
}

extension PythonValue {
  /// Whether Python gives the same back: not a class of the program's, nor a zone that Python does not know, nor a fraction
  /// that it reduces, nor keys that it cannot hash or takes for the same.
  fileprivate var staysTheSame: Bool {
    switch self {
    case .record, .opaque: false
    case .datetime(let moment): moment.zone == nil
    case .fraction(let fraction):
      UInt64(exactly: fraction.denominator) != nil && Int(exactly: fraction.numerator) != nil
    case .list(let items), .tuple(let items): items.allSatisfy(\.staysTheSame)
    case .set(let items), .frozenset(let items): Self.areDistinct(Array(items))
    case .dict(let dictionary): Self.areDistinct(dictionary.map(\.key)) && dictionary.allSatisfy(\.value.staysTheSame)
    default: true
    }
  }

  private static func areDistinct(_ keys: [PythonValue]) -> Bool {
    keys.allSatisfy { $0.staysTheSame && !$0.hasNaN } && keys.count { $0.hasNumber } < 2
  }

  private var hasNumber: Bool {
    switch self {
    case .bool, .int, .bigInt, .float, .complex, .decimal, .fraction: true
    // Two times may be one instant.
    case .time, .datetime: true
    case .tuple(let items): items.contains(where: \.hasNumber)
    case .frozenset(let items): items.contains(where: \.hasNumber)
    default: false
    }
  }

  private var hasNaN: Bool {
    switch self {
    case .float(let value): value.isNaN
    case .complex(let value): value.real.isNaN
    case .decimal(let value): value.description.contains("N")
    case .tuple(let items): items.contains(where: \.hasNaN)
    case .frozenset(let items): items.contains(where: \.hasNaN)
    default: false
    }
  }

  /// Equal, and a NaN is the same as another.
  fileprivate func isSame(as other: PythonValue) -> Bool {
    switch (self, other) {
    case (.float(let left), .float(let right)): left.bitPattern == right.bitPattern || left.isNaN && right.isNaN
    case (.complex(let left), .complex(let right)):
      PythonValue.float(left.real).isSame(as: .float(right.real)) && left.imaginary == right.imaginary
    case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.dict(let left), .dict(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && $0.value.isSame(as: $1.value) }
    default: self == other
    }
  }
}
