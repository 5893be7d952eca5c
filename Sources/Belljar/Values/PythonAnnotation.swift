internal import struct FoundationEssentials.Data
internal import struct FoundationEssentials.Date
internal import struct FoundationEssentials.Decimal
internal import struct FoundationEssentials.UUID

/// What Python calls a Swift type, for stubs and signatures.
enum PythonAnnotation {
  static func text(for type: Any.Type) -> String {
    if let known = known[ObjectIdentifier(type)] { return known }
    if let type = type as? any Annotated.Type { return type.annotation }
    return "object"
  }

  private static let known: [ObjectIdentifier: String] = [
    ObjectIdentifier(Bool.self): "bool", ObjectIdentifier(String.self): "str", ObjectIdentifier(Double.self): "float",
    ObjectIdentifier(Float.self): "float", ObjectIdentifier(Int.self): "int", ObjectIdentifier(Int8.self): "int",
    ObjectIdentifier(Int16.self): "int", ObjectIdentifier(Int32.self): "int", ObjectIdentifier(Int64.self): "int",
    ObjectIdentifier(UInt.self): "int", ObjectIdentifier(UInt8.self): "int", ObjectIdentifier(UInt16.self): "int",
    ObjectIdentifier(UInt32.self): "int", ObjectIdentifier(UInt64.self): "int",
    ObjectIdentifier(BigInteger.self): "int", ObjectIdentifier([UInt8].self): "bytes",
    ObjectIdentifier(Data.self): "bytes", ObjectIdentifier(Date.self): "datetime.datetime",
    ObjectIdentifier(UUID.self): "uuid.UUID", ObjectIdentifier(Decimal.self): "decimal.Decimal",
    ObjectIdentifier(Duration.self): "datetime.timedelta", ObjectIdentifier(Void.self): "None",
    ObjectIdentifier(PythonValue.self): "object",
  ]
}

/// A type whose annotation is made of those of its parts.
private protocol Annotated {
  static var annotation: String { get }
}

extension Optional: Annotated {
  static var annotation: String { "\(PythonAnnotation.text(for: Wrapped.self)) | None" }
}

extension Array: Annotated {
  static var annotation: String { "list[\(PythonAnnotation.text(for: Element.self))]" }
}

extension Set: Annotated {
  static var annotation: String { "set[\(PythonAnnotation.text(for: Element.self))]" }
}

extension Dictionary: Annotated {
  static var annotation: String {
    "dict[\(PythonAnnotation.text(for: Key.self)), \(PythonAnnotation.text(for: Value.self))]"
  }
}
