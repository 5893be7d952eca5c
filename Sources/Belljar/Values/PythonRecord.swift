/// An instance of a dataclass or a namedtuple, by its fields.
///
/// ```swift
/// // from: @dataclass class Point: x: int; y: int
/// if case .record(let point) = value { print(point.typeName, point["x"] ?? nil) }   // __main__.Point 1
/// ```
public struct PythonRecord: Sendable, Hashable {
  /// What kind of class it is of.
  public enum Kind: Sendable, Hashable {
    /// A class with `@dataclass`.
    case dataclass
    /// A `namedtuple` or `NamedTuple`.
    case namedTuple
  }

  /// A field's name and value.
  public struct Field: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public var value: PythonValue

    /// Creates a field.
    public init(name: String, value: PythonValue) {
      self.name = name
      self.value = value
    }
  }

  /// The class's name with its module: `__main__.Point`. The program's claim.
  public var typeName: String
  /// What kind of class it is of.
  public var kind: Kind
  /// The fields, in order.
  public var fields: [Field]

  /// Creates a record.
  public init(typeName: String, kind: Kind, fields: [Field]) {
    self.typeName = typeName
    self.kind = kind
    self.fields = fields
  }

  /// A field's value; nil if there is none of that name. O(n).
  public subscript(_ name: String) -> PythonValue? { fields.first { $0.name == name }?.value }
}

/// An object of a class of the program's that has no form of its own here: only its class's name has crossed.
public struct PythonOpaque: Sendable, Hashable, CustomStringConvertible {
  /// The class's name with its module: `__main__.Connection`. The program's claim.
  public var typeName: String

  /// Creates an opaque object's stand-in.
  public init(typeName: String) { self.typeName = typeName }

  /// `<module.Class object>`
  public var description: String { "<\(PythonText.printable(typeName)) object>" }
}
