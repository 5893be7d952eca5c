/// Values that a program finds under their names when it starts.
///
/// ```swift
/// let total = try await sandbox.evaluate(
///   "sum(prices) * (1 + vat)", inputs: ["prices": [9.5, 20], "vat": 0.25], as: Double.self)
/// ```
public struct Inputs: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// The values by name. A name must be a Python identifier, no keyword, and not begin and end with two underscores.
  public var values: [String: PythonValue]

  /// Whether the program gets read-only views: tuples for lists, mapping proxies for dicts, frozensets for sets, all the
  /// way down. To change one raises `TypeError` or `AttributeError`. Default: no; the program then changes copies of its
  /// own.
  public var isFrozen: Bool

  // Not left to a default of the next one: `Inputs()` could as well be a dictionary literal of no elements.
  /// Creates inputs that give no name.
  public init() { self.init([:], isFrozen: false) }

  /// Creates inputs.
  public init(_ values: [String: PythonValue], isFrozen: Bool = false) {
    self.values = values
    self.isFrozen = isFrozen
  }

  /// Creates inputs that the program can change, for itself alone.
  public init(dictionaryLiteral elements: (String, PythonValue)...) {
    self.init(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }

  /// The same values as read-only views.
  public static func frozen(_ values: [String: PythonValue]) -> Inputs { Inputs(values, isFrozen: true) }

  /// The value of one name.
  public subscript(name: String) -> PythonValue? {
    get { values[name] }
    set { values[name] = newValue }
  }
}
