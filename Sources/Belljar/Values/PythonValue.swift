public import struct FoundationEssentials.UUID

/// A value that crosses between Python and Swift.
///
/// ```swift
/// let inputs: PythonValue = ["name": "Ada", "scores": [1, 2.5, nil], "big": 36893488147419103232]
/// print(inputs)                      // {'name': 'Ada', 'scores': [1, 2.5, None], 'big': 36893488147419103232}
/// print(inputs["scores"]?[1] ?? nil) // 2.5
/// let scores = try inputs["scores"]?.decode(as: [Double?].self)
/// ```
///
/// Values are equal if they have the same kind and content. Other than in Python, `1`, `1.0` and `True` are three
/// different values here. As in Python, and as with `Double`, NaN is not equal to itself.
///
/// What a program returned is its claim: it may be any value whatever, of any type, with any text in it.
public enum PythonValue: Sendable, Hashable {
  /// `None`.
  case none
  /// A `bool`.
  case bool(Bool)
  /// An `int` that fits 64 bits.
  case int(Int)
  /// An `int` that does not fit 64 bits. To make one of any size, use ``integer(_:)-(BigInteger)``.
  case bigInt(BigInteger)
  /// A `float`.
  case float(Double)
  /// A `complex`.
  case complex(PythonComplex)
  /// A `str`. One with lone surrogates cannot cross.
  case str(String)
  /// A `bytes`.
  case bytes([UInt8])
  /// A `list`.
  case list([PythonValue])
  /// A `tuple`.
  case tuple([PythonValue])
  /// A `dict`.
  case dict(PythonDictionary)
  /// A `set`.
  case set(Set<PythonValue>)
  /// A `frozenset`.
  case frozenset(Set<PythonValue>)
  /// A `decimal.Decimal`.
  case decimal(PythonDecimal)
  /// A `fractions.Fraction`.
  indirect case fraction(PythonFraction)
  /// A `datetime.date`.
  case date(PythonDate)
  /// A `datetime.time`.
  case time(PythonTime)
  /// A `datetime.datetime`.
  indirect case datetime(PythonDateTime)
  /// A `datetime.timedelta`: whole microseconds, at most 999,999,999 days either way.
  case timedelta(Duration)
  /// A `uuid.UUID`.
  case uuid(UUID)
  /// An instance of a dataclass or a namedtuple of the program's, by its fields.
  indirect case record(PythonRecord)
  /// An object of another class of the program's, of which only the class's name has crossed.
  case opaque(PythonOpaque)
}

extension PythonValue {
  /// An `int` of any size: ``int(_:)`` if it fits, ``bigInt(_:)`` if not.
  public static func integer(_ value: BigInteger) -> PythonValue {
    Int(exactly: value).map { .int($0) } ?? .bigInt(value)
  }

  /// An `int` of any size: ``int(_:)`` if it fits, ``bigInt(_:)`` if not.
  public static func integer(_ value: some BinaryInteger) -> PythonValue {
    Int(exactly: value).map { .int($0) } ?? .bigInt(BigInteger(value))
  }

  /// The name of the value's Python type, without a module: `NoneType`, `int`, `Decimal`. A ``record(_:)`` and an
  /// ``opaque(_:)`` have the name that the program gave, with its module.
  public var typeName: String {
    switch self {
    case .none: "NoneType"
    case .bool: "bool"
    case .int, .bigInt: "int"
    case .float: "float"
    case .complex: "complex"
    case .str: "str"
    case .bytes: "bytes"
    case .list: "list"
    case .tuple: "tuple"
    case .dict: "dict"
    case .set: "set"
    case .frozenset: "frozenset"
    case .decimal: "Decimal"
    case .fraction: "Fraction"
    case .date: "date"
    case .time: "time"
    case .datetime: "datetime"
    case .timedelta: "timedelta"
    case .uuid: "UUID"
    case .record(let record): record.typeName
    case .opaque(let object): object.typeName
    }
  }

  /// Whether it can be a dictionary's key or in a set: not a list, a dict or a set, nor what holds one of them.
  ///
  /// Nor an object of the program's own class, but for a namedtuple: such ones are different or equal by whatever that class
  /// says, and by their names and fields two of them could look like the same key twice.
  var isHashable: Bool {
    switch self {
    case .list, .dict, .set, .opaque: false
    case .tuple(let items): items.allSatisfy(\.isHashable)
    case .record(let record): record.kind == .namedTuple && record.fields.allSatisfy(\.value.isHashable)
    default: true
    }
  }

  /// Why it is not ``isHashable``.
  func cannotBe(_ place: String) -> String {
    "\(ValueSummary.text(self)) cannot be \(place): no list, dict, set or object of a program's own class can, "
      + "nor a tuple that holds one"
  }
}
