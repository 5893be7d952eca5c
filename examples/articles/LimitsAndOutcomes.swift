import Belljar

@Sendable func limitsAndOutcomes() async throws {
  let sandbox = try await Sandbox()
  var limits = Limits()
  limits.cpuTime = .milliseconds(200)
  limits.memory = .mebibytes(32)
  limits.output = .kibibytes(1)
  let programs = [
    "print('fine')", "1 / 0", "raise SystemExit(3)", "while True: pass", "print('x' * 10_000)", "import socket",
  ]
  for program in programs {
    let outcome = try await sandbox.run(program, limits: limits)
    print(describe(outcome))
  }
  await sandbox.shutdown()
}

private func describe(_ outcome: Outcome) -> String {
  switch outcome.termination {
  case .finished: "finished"
  case .raised(let exception): "raised \(exception.type)"
  case .exited(let status): "exited with \(status)"
  case .limitExceeded(.wallTime(let limit, _)), .limitExceeded(.cpuTime(let limit, _)): "stopped after \(limit)"
  case .limitExceeded(.memory(let limit, _)), .limitExceeded(.output(let limit, _)): "stopped at \(limit)"
  case .limitExceeded: "stopped at a limit"
  case .denied(let denial): "killed; \(denial.remedy)"
  case .crashed(let signal): "crashed with signal \(signal)"
  case .cancelled: "cancelled"
  }
}
