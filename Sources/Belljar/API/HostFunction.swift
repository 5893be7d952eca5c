/// A Swift closure that a program can call.
///
/// ```swift
/// let temperature = HostFunction("temperature", parameters: ["city"]) { (city: String) async throws -> Double in
///   try await weather.temperature(in: city)
/// }
/// ```
///
/// Python sees `host.temperature("Oslo")`. The arguments are decoded into the closure's parameters, and its result is
/// encoded; a parameter that is an `Optional` may be left out. What the closure throws is raised in Python: a
/// ``PythonException`` as the built-in exception of that type, anything else as `host.Error`. The closure runs in a task
/// of its own, which is cancelled when the call takes too long or the run ends.
public struct HostFunction: Sendable {
  /// The name in Python.
  public let name: String
  /// What `help` shows.
  public let documentation: String
  /// The parameters, in order.
  public let parameters: [Parameter]
  /// The result's type, as Python annotates it.
  public let resultAnnotation: String

  // Closures with a pack of parameters must be @concurrent: Swift 6.3's compiler crashes on those that run where their
  // caller does.
  let body: @Sendable (CallReader) async throws -> PythonValue

  /// One parameter.
  public struct Parameter: Sendable, Hashable {
    /// The name, by which Python may give it too.
    public var name: String
    /// The type, as Python annotates it.
    public var annotation: String
    /// Whether it may be left out.
    public var isOptional: Bool
  }

  /// Creates a function.
  ///
  /// - Parameters:
  ///   - name: A Python identifier.
  ///   - documentation: What `help` shows.
  ///   - parameters: The parameters' names, as many as the closure has. By default `a`, `b`, `c`…
  ///   - body: What a call does.
  public init<each Argument: Decodable & Sendable, Result: Encodable & Sendable>(
    _ name: String, documentation: String = "", parameters: [String] = [],
    _ body: @escaping @Sendable @concurrent (repeat each Argument) async throws -> Result
  ) {
    self.name = name
    self.documentation = documentation
    self.parameters = Self.describe(repeat (each Argument).self, names: parameters)
    resultAnnotation = PythonAnnotation.text(for: Result.self)
    self.body = { reader in
      var reader = reader
      return try PythonValue(encoding: try await body(repeat try reader.next((each Argument).self)))
    }
  }

  /// Creates a function without a result.
  public init<each Argument: Decodable & Sendable>(
    _ name: String, documentation: String = "", parameters: [String] = [],
    _ body: @escaping @Sendable @concurrent (repeat each Argument) async throws -> Void
  ) {
    self.name = name
    self.documentation = documentation
    self.parameters = Self.describe(repeat (each Argument).self, names: parameters)
    resultAnnotation = "None"
    self.body = { reader in
      var reader = reader
      try await body(repeat try reader.next((each Argument).self))
      return .none
    }
  }

  private static func describe<each Argument>(_ types: repeat (each Argument).Type, names: [String]) -> [Parameter] {
    var described: [Parameter] = []
    for type in repeat each types {
      let index = described.count
      described.append(
        Parameter(
          name: index < names.count ? names[index] : defaultName(index), annotation: PythonAnnotation.text(for: type),
          isOptional: type is any OptionalArgument.Type))
    }
    return described
  }

  private static func defaultName(_ index: Int) -> String {
    index < 26 ? String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index))) : "argument\(index)"
  }
}

/// Takes a call's arguments one after the other.
struct CallReader {
  let name: String
  var values: [PythonValue?]
  let parameters: [HostFunction.Parameter]
  private var position = 0

  /// Puts positional and named arguments in the parameters' order.
  ///
  /// - Throws: ``PythonException`` with the `TypeError` that Python itself would raise.
  init(
    _ name: String, _ parameters: [HostFunction.Parameter], positional: [PythonValue],
    named: [(String, PythonValue)]
  ) throws(PythonException) {
    guard positional.count <= parameters.count else {
      throw .typeError(
        "\(name)() takes \(parameters.count) positional argument\(parameters.count == 1 ? "" : "s") but \(positional.count) were given"
      )
    }
    var values: [PythonValue?] = positional
    values += [PythonValue?](repeating: nil, count: parameters.count - positional.count)
    for (keyword, value) in named {
      guard let index = parameters.firstIndex(where: { $0.name == keyword }) else {
        throw .typeError("\(name)() got an unexpected keyword argument '\(keyword)'")
      }
      guard values[index] == nil else {
        throw .typeError("\(name)() got multiple values for argument '\(keyword)'")
      }
      values[index] = value
    }
    for (parameter, value) in zip(parameters, values) where value == nil && !parameter.isOptional {
      throw .typeError("\(name)() missing required argument: '\(parameter.name)'")
    }
    self.name = name
    self.parameters = parameters
    self.values = values
  }

  mutating func next<Argument: Decodable>(_ type: Argument.Type) throws -> Argument {
    defer { position += 1 }
    do {
      return try (values[position] ?? PythonValue.none).decode(as: type, from: parameters[position].name)
    } catch let error as BelljarError {
      throw PythonException.typeError("\(name)(): \(error.message)")
    }
  }
}

/// What an argument may be left out for.
protocol OptionalArgument {}
extension Optional: OptionalArgument {}

extension PythonException {
  static func typeError(_ message: String) -> PythonException {
    PythonException(type: "TypeError", message: message)
  }

  /// An exception for a host function to throw: a program meets it as the built-in exception of this type.
  ///
  /// - Parameters:
  ///   - type: A built-in exception's name: `ValueError`, `KeyError`, `PermissionError`…
  ///   - message: Its text.
  public init(type: String, message: String) {
    self.init(type: type, message: message, traceback: "")
  }
}
