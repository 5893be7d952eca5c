import Belljar

@Sendable func landingPage() async throws {
  let sandbox = try await Sandbox {
    HostFunction("rate", parameters: ["currency"]) { (currency: String) in currency == "NOK" ? 11.5 : 1 }
  }
  let program = """
    print("sum:", sum(prices))
    [price * host.rate("NOK") for price in prices]
    """
  let outcome = try await sandbox.run(program, inputs: ["prices": [9.5, 20]])
  print(outcome.standardOutput, terminator: "")
  print(try outcome.value?.decode(as: [Double].self) ?? [])
  await sandbox.shutdown()
}
