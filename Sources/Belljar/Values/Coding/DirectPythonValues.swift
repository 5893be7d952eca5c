extension PythonValue: DirectValue {
  static var expectation: String { "PythonValue" }
  init?(directly value: PythonValue) { self = value }
  func pythonValue() -> PythonValue { self }
}

extension BigInteger: DirectValue {
  static var expectation: String { "BigInteger (an int)" }
  init?(directly value: PythonValue) {
    guard let content = value.bigIntegerValue else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .integer(self) }
}

extension PythonComplex: DirectValue {
  static var expectation: String { "PythonComplex (a complex or a float)" }
  init?(directly value: PythonValue) {
    switch value {
    case .complex(let content): self = content
    case .float(let content): self.init(real: content, imaginary: 0)
    default: return nil
    }
  }
  func pythonValue() -> PythonValue { .complex(self) }
}

extension PythonDecimal: DirectValue {
  static var expectation: String { "PythonDecimal (a Decimal or an int)" }
  init?(directly value: PythonValue) {
    switch value {
    case .decimal(let content): self = content
    // A big integer's text may be hexadecimal, which is no decimal number.
    case .int, .bigInt: self.init(value.description)
    default: return nil
    }
  }
  func pythonValue() -> PythonValue { .decimal(self) }
}

extension PythonFraction: DirectValue {
  static var expectation: String { "PythonFraction (a Fraction or an int)" }
  init?(directly value: PythonValue) {
    if case .fraction(let content) = value {
      self = content
    } else if let integer = value.bigIntegerValue {
      self.init(numerator: integer, denominator: 1)
    } else {
      return nil
    }
  }
  func pythonValue() -> PythonValue { .fraction(self) }
}

extension PythonDate: DirectValue {
  static var expectation: String { "PythonDate (a date)" }
  init?(directly value: PythonValue) {
    guard case .date(let content) = value else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .date(self) }
}

extension PythonTime: DirectValue {
  static var expectation: String { "PythonTime (a time)" }
  init?(directly value: PythonValue) {
    guard case .time(let content) = value else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .time(self) }
}

extension PythonDateTime: DirectValue {
  static var expectation: String { "PythonDateTime (a datetime)" }
  init?(directly value: PythonValue) {
    guard case .datetime(let content) = value else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .datetime(self) }
}

extension PythonDictionary: DirectValue {
  static var expectation: String { "PythonDictionary (a dict)" }
  init?(directly value: PythonValue) {
    guard let content = value.dictionaryValue else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .dict(self) }
}

extension PythonRecord: DirectValue {
  static var expectation: String { "PythonRecord (a dataclass instance or a namedtuple)" }
  init?(directly value: PythonValue) {
    guard case .record(let content) = value else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .record(self) }
}

extension PythonOpaque: DirectValue {
  static var expectation: String { "PythonOpaque (an object of the program's own class)" }
  init?(directly value: PythonValue) {
    guard case .opaque(let content) = value else { return nil }
    self = content
  }
  func pythonValue() -> PythonValue { .opaque(self) }
}
