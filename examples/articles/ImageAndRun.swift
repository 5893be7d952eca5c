import Belljar

@Sendable func imageAndRun() async throws {
  var policy = Policy.standard
  policy.modules.allow("zoneinfo")  // the image: built once
  policy.limits.memory = .mebibytes(128)  // a ceiling for every run
  policy.session.lifetime = .seconds(900)  // the most for every session
  let sandbox = try await Sandbox(policy: policy)

  var limits = policy.limits
  limits.memory = .mebibytes(64)  // a run may take less
  let outcome = try await sandbox.run("print(name)", limits: limits, inputs: ["name": "Ada"])
  print(outcome.standardOutput, terminator: "")

  limits.memory = .mebibytes(256)  // and never more
  do {
    _ = try await sandbox.run("print(name)", limits: limits)
  } catch let error as BelljarError where error.code == .limitAboveCeiling {
    print(error)
  }
  await sandbox.shutdown()
}
