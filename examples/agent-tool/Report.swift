import Belljar

/// Shows what a program did: what an app would keep, and what the model would be told.
func report(_ name: String, _ outcome: Outcome) {
  print("== \(name)")
  print(outcome.standardOutput, terminator: "")
  if let value = outcome.value { print("value: \(value)") }
  print("ended: \(text(outcome.termination))")
  for call in outcome.calls { print("called: \(call.name), \(text(call.result))") }
  for denial in outcome.denials { print("refused: \(denial.kind.rawValue) \(denial.name ?? "?")") }
  print("")
}

func text(_ termination: Termination) -> String {
  switch termination {
  case .finished: "finished"
  case .raised(let exception): "raised \(exception.type): \(exception.message)"
  case .exited(let status): "exited with \(status)"
  case .limitExceeded(.cpuTime(let limit, _)): "stopped after \(limit) of computing"
  case .limitExceeded(.wallTime(let limit, _)): "stopped after \(limit)"
  case .limitExceeded(.memory(let limit, _)): "stopped at \(limit) of memory"
  case .limitExceeded(.output(let limit, _)): "stopped at \(limit) of output"
  case .limitExceeded: "stopped at a limit"
  case .denied: "killed for a forbidden system call"
  case .crashed(let signal): "crashed with signal \(signal)"
  case .cancelled: "cancelled"
  }
}

func text(_ result: HostCallRecord.Result) -> String {
  switch result {
  case .returned: "returned"
  case .raised(let exception): "raised \(exception.type): \(exception.message)"
  case .denied(let reason): "denied: \(reason)"
  case .abandoned: "abandoned"
  }
}
