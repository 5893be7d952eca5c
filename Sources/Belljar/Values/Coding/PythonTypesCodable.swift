/// So that each of them can be part of a type that is `Codable`. Other coders than Belljar's take what is a text by itself
/// (an integer, a decimal number, a fraction, a date, a time) as that text, and nothing else: they have no form for it.
private enum PythonCoding {
  static func decode<Value: DirectValue>(from decoder: any Decoder) throws -> Value {
    if let decoder = decoder as? ValueDecoder {
      guard let value = Value(directly: decoder.value) else {
        throw BelljarError.mismatch(decoder.path, expected: Value.expectation, found: decoder.value)
      }
      return value
    }
    let context = DecodingError.Context(
      codingPath: decoder.codingPath, debugDescription: "only a PythonValue can be decoded as a \(Value.self)")
    guard let textual = Value.self as? any LosslessStringConvertible.Type else {
      throw DecodingError.typeMismatch(Value.self, context)
    }
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = textual.init(text) as? Value else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "\"\(text)\" is no \(Value.self)"))
    }
    return value
  }

  static func encode(_ value: some DirectValue, to encoder: any Encoder) throws {
    if let encoder = encoder as? ValueEncoder {
      encoder.node.setValue(try value.pythonValue())
    } else if let textual = value as? any LosslessStringConvertible {
      var container = encoder.singleValueContainer()
      try container.encode(textual.description)
    } else {
      throw EncodingError.invalidValue(
        value,
        EncodingError.Context(
          codingPath: encoder.codingPath, debugDescription: "a \(type(of: value)) can be encoded as a PythonValue only")
      )
    }
  }
}

extension BigInteger: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonComplex: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonDate: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonDateTime: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonDecimal: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonDictionary: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonFraction: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonOpaque: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonRecord: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonTime: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}

extension PythonValue: Codable {
  /// Takes the value from a decoder: Belljar's own, or one of texts where the value is a text by itself.
  public init(from decoder: any Decoder) throws { self = try PythonCoding.decode(from: decoder) }

  /// Gives the value to an encoder: Belljar's own, or one of texts where the value is a text by itself.
  public func encode(to encoder: any Encoder) throws { try PythonCoding.encode(self, to: encoder) }
}
