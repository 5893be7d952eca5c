/// A function of the host's, as the program sees it.
package struct FunctionDescription: Sendable, Equatable {
  package var name: String
  /// The docstring, begun by the signature as CPython's own built-in functions have it.
  package var documentation: String

  package init(name: String, documentation: String) {
    self.name = name
    self.documentation = documentation
  }

  var fields: [CBOR] { [.text(name), .text(documentation)] }

  init(fields reader: inout FieldReader) throws(WireError) {
    name = try reader.text()
    documentation = try reader.text()
  }
}

/// A call of a host's function: the program's claim, as all that a child says.
package struct FunctionCall: Sendable, Equatable {
  package var name: String
  /// An encoded value: a tuple of the positional arguments (a tuple) and the keyword arguments (a dict).
  package var arguments: ArraySlice<UInt8>

  /// Asks for a line of a prompt's input: no function's name, for it is no identifier. The answer is a str: the line with its
  /// line feed, or nothing at the end.
  package static let lineOfInput = FunctionCall(name: "input()", arguments: [])

  package init(name: String, arguments: ArraySlice<UInt8>) {
    self.name = name
    self.arguments = arguments
  }

  var fields: [CBOR] { [.text(name), .bytes(arguments)] }

  init(fields reader: inout FieldReader) throws(WireError) {
    name = try reader.text()
    // It is kept for each call.
    guard name.utf8.count <= WireProtocol.maximumName else { throw .malformedMessage(reader.message) }
    arguments = try reader.bytes()
  }
}

/// The host's answer to a call.
package enum CallAnswer: Sendable, Equatable {
  /// An encoded value.
  case returned(ArraySlice<UInt8>)
  /// An exception is to be raised: the name of a built-in type, or of one of the function module's own.
  case raised(type: String, message: String)

  var fields: [CBOR] {
    switch self {
    case .returned(let value): [.bytes(value)]
    case .raised(let type, let message): [.array([.text(type), .text(message)])]
    }
  }

  init(fields reader: inout FieldReader) throws(WireError) {
    var probe = reader
    if case .bytes(let value) = try probe.item() {
      reader = probe
      self = .returned(value)
    } else {
      self = try reader.record { record throws(WireError) in
        .raised(type: try record.text(), message: try record.text())
      }
    }
  }
}
