// A console of an app's own: lines as a user types them, completion, undo. Only the lines are given here instead of typed.
import Belljar

let typed = [
  "import statistics",
  "prices = [9.5, 20, 4]",
  "for price in prices:",
  "    print(price * 1.25)",
  "",
  "statistics.mean(prices)",
  "_ * 2",
  "prices.clear()",
]

let sandbox = try await Sandbox(policy: .standard)
let console = try await Console(sandbox: sandbox)

@MainActor func show(_ statement: String) async throws {
  let result = try await console.run(statement)
  print(result.outcome.standardOutput, terminator: "")
  if case .raised(let exception) = result.outcome.termination { print("\(exception.type): \(exception.message)") }
}

var statement = ""
for line in typed {
  print(statement.isEmpty ? ">>> \(line)" : "... \(line)")
  statement += statement.isEmpty ? line : "\n" + line
  if try await console.state(of: statement) == .incomplete { continue }
  try await show(statement)
  statement = ""
}

print("\ncompletions of 'statistics.me': \(try await console.completions(of: "statistics.me").names)")
if case .copy(let undone) = try await console.undo() { print("undone: \(undone)") }
print(">>> prices")
try await show("prices")

await console.close()
await sandbox.shutdown()
