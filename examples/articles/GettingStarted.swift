import Belljar

@Sendable func gettingStarted() async throws {
  let sandbox = try await Sandbox()
  let outcome = try await sandbox.run("print(6 * 7)")
  print(outcome.standardOutput, terminator: "")

  let total = try await sandbox.evaluate(
    "sum(prices) * (1 + vat)", inputs: ["prices": [9.5, 20], "vat": 0.25], as: Double.self)
  print(total)

  do {
    _ = try await sandbox.evaluate("1 / n", inputs: ["n": 0])
  } catch let exception as PythonException {
    print(exception.type, exception.message, separator: ": ")
  }
  await sandbox.shutdown()
}
