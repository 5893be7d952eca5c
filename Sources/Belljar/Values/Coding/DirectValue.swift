/// A type that is one Python value by itself, whatever its own `Codable` conformance would write.
protocol DirectValue {
  /// What it is made of, for an error's sentence.
  static var expectation: String { get }

  /// Nil if the value is of another kind, or does not fit.
  init?(directly value: PythonValue)

  func pythonValue() throws(UnsupportedValue) -> PythonValue
}

/// Why a value has no Python form.
struct UnsupportedValue: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension Bool: DirectValue {
  static var expectation: String { "Bool" }
  init?(directly value: PythonValue) {
    guard let content = value.boolValue else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .bool(self) }
}

extension String: DirectValue {
  static var expectation: String { "String" }
  init?(directly value: PythonValue) {
    guard let content = value.stringValue else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .str(self) }
}

extension Double: DirectValue {
  static var expectation: String { "Double" }
  init?(directly value: PythonValue) {
    guard let content = value.doubleValue else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .float(self) }
}

extension Float: DirectValue {
  static var expectation: String { "Float" }
  init?(directly value: PythonValue) {
    guard let content = value.doubleValue else { return nil }
    self = Float(content)
    guard isFinite || !content.isFinite else { return nil }
  }
  func pythonValue() -> PythonValue { .float(Double(self)) }
}

extension DirectValue where Self: FixedWidthInteger {
  static var expectation: String { "\(Self.self)" }
  init?(directly value: PythonValue) {
    switch value {
    case .int(let content): self.init(exactly: content)
    case .bigInt(let content): self.init(exactly: content)
    default: return nil
    }
  }
  func pythonValue() -> PythonValue { .integer(self) }
}

extension Int: DirectValue {}
extension Int8: DirectValue {}
extension Int16: DirectValue {}
extension Int32: DirectValue {}
extension Int64: DirectValue {}
extension Int128: DirectValue {}
extension UInt: DirectValue {}
extension UInt8: DirectValue {}
extension UInt16: DirectValue {}
extension UInt32: DirectValue {}
extension UInt64: DirectValue {}
extension UInt128: DirectValue {}

extension [UInt8]: DirectValue {
  static var expectation: String { "[UInt8] (bytes, or a list of int)" }
  init?(directly value: PythonValue) {
    if let bytes = value.bytesValue {
      self = bytes
      return
    }
    guard let items = value.arrayValue else { return nil }
    self = []
    reserveCapacity(items.count)
    for item in items {
      guard let byte = UInt8(directly: item) else { return nil }
      append(byte)
    }
  }
  func pythonValue() -> PythonValue { .bytes(self) }
}

extension Duration: DirectValue {
  static var expectation: String { "Duration (a timedelta)" }
  init?(directly value: PythonValue) {
    guard case .timedelta(let duration) = value else { return nil }
    self = duration
  }
  func pythonValue() throws(UnsupportedValue) -> PythonValue {
    do throws(PythonTimeDelta.Failure) {
      _ = try PythonTimeDelta(self)
    } catch {
      throw UnsupportedValue(error.reason(for: self))
    }
    return .timedelta(self)
  }
}
