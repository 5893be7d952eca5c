import Belljar

extension Row {
  /// Computes one cell in a process of its own: whatever its formula does, the other cells know nothing of it.
  ///
  /// What is wrong with the formula is the cell's text. Only what is wrong with the host is thrown.
  func cell(_ column: FormulaColumn, on sandbox: Sandbox) async throws -> Cell {
    var inputs = Inputs()
    for name in column.uses {
      guard case .value(let value) = cells[name] else { return .error("needs \(name)") }
      inputs[name] = value
    }
    do {
      let formula = ownFormulas[column.name] ?? column.formula
      let value = try await sandbox.evaluate(formula, limits: column.limits, inputs: inputs)
      if case .opaque = value { return .error("a \(value.typeName) is no value for a cell") }
      return .value(value)
    } catch let exception as PythonException {
      return .error(exception.message.isEmpty ? exception.type : "\(exception.type): \(exception.message)")
    } catch let unfinished as UnfinishedRun {
      return .error(Self.text(unfinished.outcome.termination))
    } catch let error as BelljarError where [.valueUnsupported, .valueTooLarge, .sourceTooLarge].contains(error.code) {
      return .error(error.message)
    }
  }

  private static func text(_ termination: Termination) -> String {
    switch termination {
    case .limitExceeded(.cpuTime(let limit, _)): "stopped after \(limit) of computing"
    case .limitExceeded(.wallTime(let limit, _)): "stopped after \(limit)"
    case .limitExceeded(.memory(let limit, _)): "needs more than \(limit) of memory"
    case .limitExceeded: "stopped at a limit"
    case .cancelled: "cancelled"
    default: "failed"
    }
  }
}
