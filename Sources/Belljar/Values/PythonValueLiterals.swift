extension PythonValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// `None`.
  public init(nilLiteral: ()) { self = .none }

  /// A `bool`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// An `int` of any size.
  public init(integerLiteral value: StaticBigInt) { self = .integer(BigInteger(value)) }

  /// A `float`.
  public init(floatLiteral value: Double) { self = .float(value) }

  /// A `str`.
  public init(stringLiteral value: String) { self = .str(value) }

  /// A `list`.
  public init(arrayLiteral elements: PythonValue...) { self = .list(elements) }

  /// A `dict`. As in Python, a key that stands twice keeps its first place and has its last value.
  public init(dictionaryLiteral elements: (PythonValue, PythonValue)...) {
    self = .dict(PythonDictionary(elements.map { PythonDictionary.Entry(key: $0, value: $1) }))
  }
}
