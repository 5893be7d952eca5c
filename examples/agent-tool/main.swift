import Belljar
import Foundation

let notes = Notes([
  "Draft: party": "Balloons? Cake?",
  "Draft: poem": "Roses are",
  "Passwords": "mail: hunter2",
  "Shopping": "milk, cake, tea",
])
let functions = tools(for: notes)
print("What the model is told:\n")
print(functions.stub)

var policy = Policy.standard
policy.limits.cpuTime = .seconds(1)
policy.limits.wallTime = .seconds(60)
policy.limits.output = .kibibytes(64)
let sandbox = try await Sandbox(policy: policy)

for name in ["tidy", "overreaching", "hostile"] {
  guard let file = Bundle.module.url(forResource: "Programs/\(name)", withExtension: "py") else {
    throw CocoaError(.fileNoSuchFile)
  }
  let outcome = try await sandbox.run(String(contentsOf: file, encoding: .utf8), functions: functions)
  report(name, outcome)
}
print("Left: \(await notes.titles.joined(separator: ", "))")
await sandbox.shutdown()
