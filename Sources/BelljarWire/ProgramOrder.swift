/// What a child limits itself to before it receives a program.
package struct ChildLimits: Sendable, Equatable {
  /// Bytes of address space beyond what the child had after its fork.
  package var memory: Int
  /// The most of it that a later program of the same child may have.
  package var memoryCeiling: Int
  package var recursion: Int
  /// Whole seconds of CPU time that the child may have used in all when the program ends.
  package var cpuSeconds: Int
  /// Bytes that will follow: the worker's own copies of them do not count against the program's memory.
  package var orderLength: Int
  /// The most that one value may take, by ``ValueCost``: so much more is kept for the worker's own code.
  package var maximumValue: Int
  /// Whether further programs may follow this one.
  package var isSession: Bool

  package init(
    memory: Int, memoryCeiling: Int, recursion: Int, cpuSeconds: Int, orderLength: Int, maximumValue: Int,
    isSession: Bool
  ) {
    self.memory = memory
    self.memoryCeiling = memoryCeiling
    self.recursion = recursion
    self.cpuSeconds = cpuSeconds
    self.orderLength = orderLength
    self.maximumValue = maximumValue
    self.isSession = isSession
  }

  var fields: [CBOR] {
    [
      CBOR(memory), CBOR(memoryCeiling), CBOR(recursion), CBOR(cpuSeconds), CBOR(orderLength), CBOR(maximumValue),
      .bool(isSession),
    ]
  }

  init(fields reader: inout FieldReader) throws(WireError) {
    memory = try reader.integer()
    memoryCeiling = try reader.integer()
    recursion = try reader.integer()
    cpuSeconds = try reader.integer()
    orderLength = try reader.integer()
    maximumValue = try reader.integer()
    isSession = try reader.bool()
  }
}

/// One program for a child.
package struct ProgramOrder: Sendable, Equatable {
  package enum Form: Int, Sendable {
    /// Statements. If the last is an expression, its value is the result, as at a prompt.
    case statements
    /// One expression.
    case expression
    /// A call: the source is the callee's name in the program's namespace, the inputs are the arguments.
    case call
    /// Statements. If the last is an expression, its value is written to the standard output, as at a prompt; and each line of
    /// the standard input is asked of the host.
    case interactive
    /// Nothing is run: the value says whether the source is a whole statement.
    case completeness
  }

  package var form: Form
  /// Raw bytes, because bytes that are not UTF-8 are the program's fault and not the wire's.
  package var source: [UInt8]
  package var name: String
  /// An encoded value: a dict of names, or for a call a tuple of the positional and the keyword arguments.
  package var inputs: ArraySlice<UInt8>
  /// Whether the inputs are made read-only.
  package var isFrozen: Bool
  /// The most that one value may take, by ``ValueCost``.
  package var maximumValue: Int
  /// The module by which the program finds the host's functions.
  package var functionModule: String
  package var functions: [FunctionDescription]

  package init(
    form: Form = .statements, source: [UInt8], name: String, inputs: ArraySlice<UInt8> = [], isFrozen: Bool = false,
    maximumValue: Int, functionModule: String = "host", functions: [FunctionDescription] = []
  ) {
    self.form = form
    self.source = source
    self.name = name
    self.inputs = inputs
    self.isFrozen = isFrozen
    self.maximumValue = maximumValue
    self.functionModule = functionModule
    self.functions = functions
  }

  /// Takes the inputs out, and with them what is left of the message that brought them.
  package mutating func takeInputs() -> ArraySlice<UInt8> {
    defer { inputs = [] }
    return inputs
  }

  var fields: [CBOR] {
    [
      CBOR(form.rawValue), .bytes(source[...]), .text(name), .bytes(inputs), .bool(isFrozen), CBOR(maximumValue),
      .text(functionModule), .array(functions.map { .array($0.fields) }),
    ]
  }

  init(fields reader: inout FieldReader) throws(WireError) {
    guard let form = Form(rawValue: try reader.integer()) else { throw .malformedMessage(reader.message) }
    self.form = form
    source = Array(try reader.bytes())
    name = try reader.text()
    inputs = try reader.bytes()
    isFrozen = try reader.bool()
    maximumValue = try reader.integer()
    functionModule = try reader.text()
    functions = try reader.records { record throws(WireError) in try FunctionDescription(fields: &record) }
  }
}
