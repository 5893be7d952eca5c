internal import BelljarWire

/// Serves one call of a host function: decodes the arguments, asks for approval, runs the closure, encodes its result.
struct CallService: Sendable {
  let functions: HostFunctions
  let maximumValue: Int

  /// What a refused call raises before anybody looks at it; nil if it may go on.
  func refusal(of call: FunctionCall, number: Int, remaining: Int) -> PythonException? {
    if number > functions.maximumCalls {
      return PythonException(
        type: "RuntimeError", message: "the limit of \(functions.maximumCalls) calls of the host's functions is reached"
      )
    }
    if number > remaining {
      return PythonException(type: "RuntimeError", message: "the session's limit of calls is reached")
    }
    if call.arguments.count > functions.maximumArgumentBytes.bytes {
      return PythonException(
        type: "ValueError",
        message:
          "\(call.name.prefix(256))(): the arguments take \(call.arguments.count) bytes and may take \(functions.maximumArgumentBytes.bytes)"
      )
    }
    return nil
  }

  func perform(_ call: FunctionCall) async -> (answer: CallAnswer, result: HostCallRecord.Result) {
    do {
      let call = try hostCall(call)
      guard let function = functions.functions.first(where: { $0.name == call.name }) else {
        throw PythonException(type: "NameError", message: "the host has no function '\(call.name.prefix(256))'")
      }
      if let approval = functions.approval, case .deny(let reason) = await approval(call) {
        return (.raised(type: "PermissionError", message: "\(call.name)(): denied: \(reason)"), .denied(reason))
      }
      let reader = try CallReader(
        function.name, function.parameters, positional: call.arguments,
        named: call.keywords.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      let value = try await function.body(reader)
      return (.returned(try value.encoded(maximumSize: maximumValue, root: "\(function.name)()")[...]), .returned)
    } catch let exception as PythonException {
      return Self.raised(exception)
    } catch {
      return Self.raised(PythonException(type: "Error", message: "\(error)"))
    }
  }

  static func raised(_ exception: PythonException) -> (answer: CallAnswer, result: HostCallRecord.Result) {
    (.raised(type: exception.type, message: exception.message), .raised(exception))
  }

  /// The call as its arguments' bytes claim it.
  private func hostCall(_ call: FunctionCall) throws -> HostCall {
    guard case .tuple(let parts)? = try? PythonValue(decoding: call.arguments, maximumSize: maximumValue),
      parts.count == 2, case .tuple(let positional) = parts[0], case .dict(let named) = parts[1]
    else { throw PythonException(type: "TypeError", message: "the arguments are no values") }
    var keywords: [String: PythonValue] = [:]
    for entry in named {
      guard case .str(let name) = entry.key else {
        throw PythonException(type: "TypeError", message: "keywords must be strings")
      }
      keywords[name] = entry.value
    }
    return HostCall(name: call.name, arguments: positional, keywords: keywords)
  }
}
