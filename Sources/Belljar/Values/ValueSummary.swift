/// A value in a few words, for an error's sentence, at a cost that does not grow with the value: it may be a hostile
/// program's.
enum ValueSummary {
  /// Characters of a value or a name that are shown.
  static let maximumLength = 40

  /// The type, and the content if it is short: `str ('abc')`, `list of 3`.
  static func text(_ value: PythonValue) -> String {
    switch value {
    case .none: "None"
    case .list(let items), .tuple(let items): "\(value.typeName) of \(items.count)"
    case .set(let items), .frozenset(let items): "\(value.typeName) of \(items.count)"
    case .dict(let entries): "dict of \(entries.count)"
    case .bytes(let bytes): "bytes of length \(bytes.count)"
    case .bigInt(let integer): "int of \(integer.bitWidth) bits"
    case .record: "record \(name(value))"
    case .opaque: "object of \(name(value))"
    default: "\(value.typeName) (\(short(value)))"
    }
  }

  /// The value as Python writes it if that is short for its kind.
  static func short(_ value: PythonValue) -> String {
    switch value {
    case .str(let text):
      let start = String(text.unicodeScalars.prefix(maximumLength))
      return PythonText.quoted(start) + (start.utf8.count < text.utf8.count ? "…" : "")
    case .decimal(let number): return cut("Decimal('\(number)')")
    case .fraction(let fraction):
      guard fraction.numerator.bitWidth <= 64, fraction.denominator.bitWidth <= 64 else { return "large" }
      return value.description
    case .datetime(let dateTime): return cut("\(dateTime)")
    case .none, .bool, .int, .float, .complex, .date, .time, .timedelta, .uuid: return value.description
    default: return text(value)
    }
  }

  private static func name(_ value: PythonValue) -> String { cut(value.typeName) }

  private static func cut(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(maximumLength)
    return PythonText.printable(String(start)) + (start.endIndex == text.endIndex ? "" : "…")
  }
}
