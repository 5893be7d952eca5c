extension PythonValue {
  /// Creates the Python value of a Swift one.
  ///
  /// ```swift
  /// struct Order: Codable { var id: UUID; var price: Decimal; var tags: Set<String>; var note: String? }
  /// let value = try PythonValue(encoding: [Order(id: UUID(), price: 19.9, tags: ["new"], note: nil)])
  /// // [{'id': UUID('…'), 'price': Decimal('19.9'), 'tags': {'new'}, 'note': None}]
  /// ```
  ///
  /// Structures and classes become a `dict`, arrays a `list`, sets a `set`, dictionaries a `dict` with keys of any kind, nil
  /// `None`, `Data` and `[UInt8]` `bytes`, `Decimal` a `Decimal`, `Date` a `datetime` in UTC, `Duration` a `timedelta`, `UUID` a
  /// `UUID`, `URL` a `str`.
  ///
  /// - Parameters:
  ///   - value: What is to be encoded.
  ///   - root: The value's name in an error's path.
  /// - Throws: ``BelljarError`` with the code `valueUnsupported` if something in it has no Python form, or nests deeper than
  ///   128 levels, as references in a circle do; the message names the path. What an `encode(to:)` throws itself comes
  ///   through, but for an `EncodingError`, which becomes such an error.
  public init(encoding value: some Encodable, named root: String = "value") throws {
    do {
      self = try ValueEncoder.value(of: value, path: .root(root), depth: 0)
    } catch let error as EncodingError {
      throw BelljarError(error, root: root)
    }
  }

  /// The value as a Swift one.
  ///
  /// ```swift
  /// struct Order: Decodable { var price: Double }
  /// let orders = try value.decode(as: [Order].self, from: "result")
  /// // result[3]["price"]: expected Double, found str ('abc')
  /// ```
  ///
  /// A structure or class is made of a `dict` with `str` keys, or of a record; an array of a `list` or a `tuple`, a set of those
  /// and of a `set` or a `frozenset`; an optional is nil for `None` and for a key that is missing. Nothing is rounded or
  /// cut: an `int` must fit, and a `Double` takes an `int` only if it holds it exactly; a `Float` is the nearest. `Int` takes
  /// neither `float` nor `bool`. `Date` takes an aware `datetime`; `Data` and `[UInt8]` take `bytes`.
  ///
  /// - Parameters:
  ///   - type: The type to decode.
  ///   - root: The value's name in an error's path.
  /// - Returns: The value, decoded.
  /// - Throws: ``BelljarError`` with the code `valueMismatch`; its message names the path, and the expected and the found
  ///   type. What an `init(from:)` throws itself comes through, but for a `DecodingError`, which becomes such an error.
  public func decode<Value: Decodable>(as type: Value.Type = Value.self, from root: String = "value") throws -> Value {
    do {
      return try ValueDecoder.decode(type, from: self, path: .root(root), depth: 0)
    } catch let error as DecodingError {
      throw BelljarError(error, root: root)
    }
  }
}
