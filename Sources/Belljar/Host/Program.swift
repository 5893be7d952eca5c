internal import BelljarWire

/// One run as it was asked for.
struct Program: Sendable {
  var form = ProgramOrder.Form.statements
  var source: [UInt8]
  /// By which tracebacks call it.
  var name = "<program>"
  var limits: Limits
  /// The policy's limit of memory, which a later run of the same session may have.
  var memoryCeiling: ByteCount
  /// The kernel's limit of CPU time, in whole seconds.
  var cpuSeconds: Int
  var standardInput = StandardInput.none
  /// Encoded.
  var inputs: [UInt8] = []
  var areInputsFrozen = false
  var functions = HostFunctions.empty
  /// Calls that the session has left.
  var remainingCalls = Int.max
  /// Reads a line of a prompt's input; without it there is none.
  var readLine: (@Sendable () async throws -> String?)?
  var onOutput: (@Sendable (OutputStream, [UInt8]) -> Void)?
  var onCall: (@Sendable (HostCallRecord) -> Void)?
  /// Stops the output while its reader has enough.
  var flow: OutputFlow?

  /// The frames that start it: one after the other, for the second may be large.
  func orders(isSession: Bool) -> [ArraySlice<UInt8>] {
    let limits = ChildLimits(
      memory: limits.memory.bytes, memoryCeiling: isSession ? memoryCeiling.bytes : limits.memory.bytes,
      recursion: limits.recursion, cpuSeconds: cpuSeconds, orderLength: source.count + inputs.count,
      maximumValue: limits.valueSize.bytes, isSession: isSession)
    let order = ProgramOrder(
      form: form, source: source, name: name, inputs: inputs[...], isFrozen: areInputsFrozen,
      maximumValue: limits.maximumValue, functionModule: functions.module,
      functions: functions.functions.map(\.description))
    return ChildOrder.limits(limits).framePieces() + ChildOrder.program(order).framePieces()
  }
}

extension HostFunction {
  /// What a child is told of it: the signature comes first in a docstring, as CPython's own functions have it.
  var description: FunctionDescription {
    // `$module` is what CPython leaves out of a signature.
    let names = ["$module"] + parameters.map { $0.isOptional ? "\($0.name)=None" : $0.name }
    return FunctionDescription(
      name: name, documentation: "\(name)(\(names.joined(separator: ", ")))\n--\n\n\(documentation)")
  }
}

extension HostFunctions {
  /// - Throws: ``BelljarError`` with the code `invalidInput`.
  func validate(modules: ModuleAllowlist) throws(BelljarError) {
    guard !functions.isEmpty else { return }
    try PythonName.validate(module, as: "function module's")
    guard !modules.names.contains(module) else {
      throw BelljarError(
        .invalidInput,
        "The function module's name '\(module)' is that of a module the program may import; choose another.")
    }
    var names: Set<String> = ["Error"]
    for function in functions {
      try PythonName.validate(function.name, as: "host function's")
      guard names.insert(function.name).inserted else {
        throw BelljarError(
          .invalidInput, "Two host functions have the name '\(function.name)', or it is taken; give each its own.")
      }
      for parameter in function.parameters { try PythonName.validate(parameter.name, as: "parameter") }
      guard Set(function.parameters.map(\.name)).count == function.parameters.count else {
        throw BelljarError(.invalidInput, "Two parameters of '\(function.name)' have the same name.")
      }
    }
    guard maximumCalls >= 0, timeout > .zero else {
      throw BelljarError(.invalidInput, "Host functions need a number of calls and a timeout above zero.")
    }
  }
}
