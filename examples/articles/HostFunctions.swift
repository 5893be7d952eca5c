import Belljar

@Sendable func hostFunctions() async throws {
  let sandbox = try await Sandbox()
  let stations = ["Oslo": -3.5, "Rome": 14]

  let functions = HostFunctions(maximumCalls: 20) {
    HostFunction("temperature", documentation: "Degrees Celsius.", parameters: ["city", "inFahrenheit"]) {
      (city: String, inFahrenheit: Bool?) throws -> Double in
      guard let celsius = stations[city] else { throw PythonException(type: "KeyError", message: city) }
      return inFahrenheit == true ? celsius * 9 / 5 + 32 : celsius
    }
    HostFunction("cities") { stations.keys.sorted() }
  }
  let warmest = try await sandbox.evaluate("max(host.cities(), key=host.temperature)", functions: functions)
  print(warmest)

  let program = """
    print(host.temperature("Rome", inFahrenheit=True))
    try:
        host.temperature("Atlantis")
    except KeyError as error:
        print("no station in", error)
    host.temperature(12)
    """
  let outcome = try await sandbox.run(program, functions: functions)
  print(outcome.standardOutput, terminator: "")
  if case .raised(let exception) = outcome.termination { print(exception.type, exception.message, separator: ": ") }
  for call in outcome.calls { print(call.name, call.result == .returned ? "returned" : "raised") }

  print(functions.stub)

  let watched = functions.approved { call in
    call.arguments == ["Rome"] ? .deny("Rome is private") : .allow
  }
  let denied = try await sandbox.run("host.temperature('Oslo')\nhost.temperature('Rome')", functions: watched)
  for call in denied.calls {
    if case .denied(let reason) = call.result { print("denied \(call.name): \(reason)") }
  }
  await sandbox.shutdown()
}
