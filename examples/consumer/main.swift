import Belljar

let sandbox = try await Sandbox()
let outcome = try await sandbox.run("print(6 * 7)")
print(outcome.standardOutput, terminator: "")

var policy = Policy.standard
policy.limits.wallTime = .milliseconds(200)
let strict = try await Sandbox(policy: policy)
let stuck = try await strict.run("print('so far')\nwhile True: pass")
if case .limitExceeded(.wallTime(let limit, _)) = stuck.termination {
  print("stopped at \(limit), after printing:", stuck.standardOutput, terminator: "")
}
await sandbox.shutdown()
await strict.shutdown()
