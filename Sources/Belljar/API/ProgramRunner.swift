/// What runs programs: a ``Sandbox``, each in a fresh child, or a ``Session``, one after the other in the same.
public protocol ProgramRunner: Sendable {
  /// Runs a program; see ``Sandbox/run(_:limits:inputs:functions:standardInput:onOutput:)`` and
  /// ``Session/run(_:limits:inputs:functions:onOutput:)``.
  func outcome(
    of source: String, limits: Limits?, inputs: Inputs, functions: HostFunctions?
  ) async throws -> Outcome

  /// Evaluates one expression; see ``Sandbox/evaluate(_:limits:inputs:functions:)``.
  func evaluate(
    _ expression: String, limits: Limits?, inputs: Inputs, functions: HostFunctions?
  ) async throws -> PythonValue
}

extension ProgramRunner {
  /// Evaluates one expression and decodes its value.
  ///
  /// ```swift
  /// let total = try await sandbox.evaluate(
  ///   "sum(prices) * (1 + vat)", inputs: ["prices": [9.5, 20], "vat": 0.25], as: Double.self)
  /// ```
  ///
  /// - Parameters:
  ///   - expression: One expression.
  ///   - limits: Limits for this run, none above the policy's. Default: the policy's own.
  ///   - inputs: Values that the expression finds under their names.
  ///   - functions: Functions of the host's that it may call. Default: the sandbox's.
  ///   - type: What the value is to be.
  /// - Returns: The value: a claim of the program's.
  /// - Throws: As ``Sandbox/evaluate(_:limits:inputs:functions:)``; a value of another type is a ``BelljarError`` with the
  ///   code `valueMismatch`, which names the part and both types.
  public func evaluate<Value: Decodable>(
    _ expression: String, limits: Limits? = nil, inputs: Inputs = [:], functions: HostFunctions? = nil,
    as type: Value.Type
  ) async throws -> Value {
    try await evaluate(expression, limits: limits, inputs: inputs, functions: functions).decode(
      as: type, from: "result")
  }

  // Literals are Python values wherever they can be: [1, nil, "a"] has no type in Swift. The compiler takes these only for a
  // dictionary that holds something else.

  /// Runs a program whose inputs are Swift values.
  ///
  /// ```swift
  /// let prices: [Double] = [9.5, 20]
  /// let outcome = try await sandbox.run("sum(prices) * factor", inputs: ["prices": prices, "factor": 2])
  /// ```
  ///
  /// - Parameters:
  ///   - source: The program.
  ///   - limits: Limits for this run, none above the policy's. Default: the policy's own.
  ///   - inputs: Values that the program finds under their names, as ``PythonValue/init(encoding:named:)`` encodes them.
  ///   - functions: Functions of the host's that it may call. Default: the sandbox's.
  /// - Returns: The outcome.
  /// - Throws: ``BelljarError``, which names the part that has no Python form; and what the values' own `encode(to:)` throws.
  @_disfavoredOverload @discardableResult
  public func run(
    _ source: String, limits: Limits? = nil, inputs: KeyValuePairs<String, any Encodable>,
    functions: HostFunctions? = nil
  ) async throws -> Outcome {
    try await outcome(of: source, limits: limits, inputs: Inputs(encoding: inputs), functions: functions)
  }

  /// Evaluates one expression whose inputs are Swift values. As ``evaluate(_:limits:inputs:functions:as:)``.
  @_disfavoredOverload
  public func evaluate(
    _ expression: String, limits: Limits? = nil, inputs: KeyValuePairs<String, any Encodable>,
    functions: HostFunctions? = nil
  ) async throws -> PythonValue {
    try await evaluate(expression, limits: limits, inputs: Inputs(encoding: inputs), functions: functions)
  }

  /// Evaluates one expression whose inputs are Swift values, and decodes what it gives.
  ///
  /// ```swift
  /// let orders = try await sandbox.evaluate(
  ///   "[o for o in orders if o['total'] > limit]", inputs: ["orders": orders, "limit": 100], as: [Order].self)
  /// ```
  @_disfavoredOverload
  public func evaluate<Value: Decodable>(
    _ expression: String, limits: Limits? = nil, inputs: KeyValuePairs<String, any Encodable>,
    functions: HostFunctions? = nil, as type: Value.Type
  ) async throws -> Value {
    try await evaluate(
      expression, limits: limits, inputs: Inputs(encoding: inputs), functions: functions, as: type)
  }
}

extension Inputs {
  /// Encodes Swift values as inputs.
  ///
  /// - Parameters:
  ///   - values: The values by name; of two with one name the later counts.
  ///   - isFrozen: Whether the program gets read-only views; see ``isFrozen``.
  /// - Throws: ``BelljarError``, which names the part that has no Python form; and what a value's own `encode(to:)` throws.
  public init(encoding values: KeyValuePairs<String, any Encodable>, isFrozen: Bool = false) throws {
    self.init([:], isFrozen: isFrozen)
    for (name, value) in values { self[name] = try PythonValue(encoding: value, named: "inputs[\"\(name)\"]") }
  }
}
