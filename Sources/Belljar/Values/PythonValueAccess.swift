public import struct FoundationEssentials.UUID

/// The content, if the value is of the kind; nothing is converted but where it says so. To convert, and to hear what is
/// wrong, use ``decode(as:from:)``.
extension PythonValue {
  /// Whether it is `None`.
  public var isNone: Bool { if case .none = self { true } else { false } }

  /// The content of a `bool`.
  public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The content of an `int` that fits 64 bits.
  public var intValue: Int? { if case .int(let value) = self { value } else { nil } }

  /// The content of an `int` of any size.
  public var bigIntegerValue: BigInteger? {
    switch self {
    case .int(let value): BigInteger(value)
    case .bigInt(let value): value
    default: nil
    }
  }

  /// The content of a `float`, or that of an `int` if a `Double` can hold it exactly.
  public var doubleValue: Double? {
    switch self {
    case .float(let value): value
    case .int(let value): Double(exactly: value)
    case .bigInt(let value): Double(exactly: value)
    default: nil
    }
  }

  /// The content of a `str`.
  public var stringValue: String? { if case .str(let value) = self { value } else { nil } }

  /// The content of a `bytes`.
  public var bytesValue: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }

  /// The elements of a `list` or a `tuple`.
  public var arrayValue: [PythonValue]? {
    switch self {
    case .list(let items), .tuple(let items): items
    default: nil
    }
  }

  /// The elements of a `set` or a `frozenset`.
  public var setValue: Set<PythonValue>? {
    switch self {
    case .set(let items), .frozenset(let items): items
    default: nil
    }
  }

  /// The entries of a `dict`.
  public var dictionaryValue: PythonDictionary? { if case .dict(let value) = self { value } else { nil } }

  /// The content of a `uuid.UUID`.
  public var uuidValue: UUID? { if case .uuid(let value) = self { value } else { nil } }

  /// The element of a `list` or a `tuple`; nil for another kind, and beyond the end. Indices do not count from the end.
  public subscript(_ index: Int) -> PythonValue? {
    guard let items = arrayValue, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The value of a `dict`'s key or a record's field; nil for another kind, and if there is none. O(n).
  public subscript(_ name: String) -> PythonValue? {
    switch self {
    case .dict(let entries): entries[name]
    case .record(let record): record[name]
    default: nil
    }
  }

  /// The value of a `dict`'s key of any kind; nil for another kind, and if there is none. O(n).
  public subscript(key key: PythonValue) -> PythonValue? { dictionaryValue?[key] }
}
