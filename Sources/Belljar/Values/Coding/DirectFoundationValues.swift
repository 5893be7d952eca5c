internal import FoundationEssentials

extension UUID: DirectValue {
  static var expectation: String { "UUID" }
  init?(directly value: PythonValue) {
    guard let content = value.uuidValue else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .uuid(self) }
}

extension Data: DirectValue {
  static var expectation: String { "Data (bytes)" }
  init?(directly value: PythonValue) {
    guard let content = value.bytesValue else { return nil }
    self.init(content)
  }
  func pythonValue() -> PythonValue { .bytes(Array(self)) }
}

extension Date: DirectValue {
  static var expectation: String { "Date (a datetime with an offset from UTC)" }
  init?(directly value: PythonValue) {
    guard case .datetime(let dateTime) = value, let instant = dateTime.instant else { return nil }
    self = instant
  }
  func pythonValue() throws(UnsupportedValue) -> PythonValue {
    guard let dateTime = PythonDateTime(self) else {
      throw UnsupportedValue("a datetime has a year from 1 to 9999, and this date's is another")
    }
    return .datetime(dateTime)
  }
}

extension Decimal: DirectValue {
  static var expectation: String { "Decimal" }
  init?(directly value: PythonValue) {
    guard let decimal = PythonDecimal(directly: value) else { return nil }
    self.init(exactly: decimal)
  }
  func pythonValue() -> PythonValue { .decimal(PythonDecimal(self)) }
}

extension URL: DirectValue {
  static var expectation: String { "URL (a str that is one)" }
  init?(directly value: PythonValue) {
    guard let text = value.stringValue else { return nil }
    self.init(string: text)
  }
  func pythonValue() -> PythonValue { .str(absoluteString) }
}
