internal import FoundationEssentials

extension PythonValue: CustomStringConvertible {
  /// As Python's `repr()` writes it, but for the elements of sets, which are sorted by their text, and integers of more than
  /// 4300 digits, which are hexadecimal. No control character is in it.
  public var description: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): "\(value)"
    case .bigInt(let value): "\(value)"
    case .float(let value): PythonFloatText.text(value)
    case .complex(let value): value.description
    case .str(let value): PythonText.quoted(value)
    case .bytes(let value): PythonText.quoted(value)
    case .list(let items): "[\(Self.joined(items))]"
    case .tuple(let items): "(\(Self.joined(items))\(items.count == 1 ? "," : ""))"
    case .dict(let entries): entries.description
    case .set(let items): items.isEmpty ? "set()" : "{\(Self.sorted(items))}"
    case .frozenset(let items): items.isEmpty ? "frozenset()" : "frozenset({\(Self.sorted(items))})"
    case .decimal(let value): "Decimal('\(value)')"
    case .fraction(let value): "Fraction(\(value.numerator), \(value.denominator))"
    case .date(let date): "datetime.date(\(date.year), \(date.month), \(date.day))"
    case .time(let time): "datetime.time(\(time.arguments)\(Self.zone(time.utcOffset, nil)))"
    case .datetime(let value):
      "datetime.datetime(\(value.date.year), \(value.date.month), \(value.date.day), \(value.time.arguments)"
        + "\(Self.zone(value.utcOffset, value.zone)))"
    case .timedelta(let duration): "datetime.timedelta(\(Self.arguments(duration)))"
    case .uuid(let value): "UUID('\(value.uuidString.lowercased())')"
    case .record(let record): record.description
    case .opaque(let object): object.description
    }
  }

  private static func joined(_ items: [PythonValue]) -> String { items.map(\.description).joined(separator: ", ") }

  private static func sorted(_ items: Set<PythonValue>) -> String {
    items.map(\.description).sorted().joined(separator: ", ")
  }

  private static func zone(_ utcOffset: Int?, _ name: String?) -> String {
    if let name { return ", tzinfo=zoneinfo.ZoneInfo(key=\(PythonText.quoted(name)))" }
    guard let utcOffset else { return "" }
    guard utcOffset != 0 else { return ", tzinfo=datetime.timezone.utc" }
    return ", tzinfo=datetime.timezone(datetime.timedelta(\(arguments(.seconds(utcOffset)))))"
  }

  /// What is too fine for Python is shown all the same.
  private static func arguments(_ duration: Duration) -> String {
    (try? PythonTimeDelta(duration))?.arguments ?? "\(duration)"
  }
}

extension PythonComplex: CustomStringConvertible {
  /// As Python's `repr()` writes it: `(1+2j)`, `2j`.
  public var description: String {
    let imaginaryPart = PythonFloatText.part(imaginary) + "j"
    if real == 0, real.sign == .plus { return imaginaryPart }
    return "(\(PythonFloatText.part(real))\(imaginaryPart.hasPrefix("-") ? "" : "+")\(imaginaryPart))"
  }
}

extension PythonDictionary: CustomStringConvertible {
  /// As Python's `repr()` writes it.
  public var description: String { "{\(entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}" }
}

extension PythonRecord: CustomStringConvertible {
  /// The class's name without its module, and the fields, as a dataclass's own `repr()` writes them.
  public var description: String {
    let name = typeName.split(separator: ".").last.map(String.init) ?? typeName
    return PythonText.printable(name)
      + "(\(fields.map { "\(PythonText.printable($0.name))=\($0.value)" }.joined(separator: ", ")))"
  }
}

extension PythonTime {
  /// As Python's `repr()` writes them: seconds and microseconds only if they are not zero.
  var arguments: String {
    let seconds = second != 0 || microsecond != 0 ? ", \(second)" : ""
    return "\(hour), \(minute)\(seconds)\(microsecond != 0 ? ", \(microsecond)" : "")"
  }
}
