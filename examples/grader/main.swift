import Belljar
import Foundation

var policy = Policy.standard
policy.limits.cpuTime = .seconds(1)
policy.limits.wallTime = .seconds(60)
policy.limits.memory = .mebibytes(64)

guard let folder = Bundle.module.url(forResource: "Submissions", withExtension: nil) else {
  throw CocoaError(.fileNoSuchFile)
}
let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
let grader = Grader(sandbox: try await Sandbox(policy: policy))

// All at once; the sandbox has them take turns.
let verdicts = try await withThrowingTaskGroup(of: (String, Verdict).self) { group in
  for file in files {
    group.addTask {
      let source = try String(contentsOf: file, encoding: .utf8)
      return (file.lastPathComponent, try await grader.mark(source))
    }
  }
  var verdicts: [(name: String, verdict: Verdict)] = []
  for try await verdict in group { verdicts.append(verdict) }
  return verdicts.sorted { $0.name < $1.name }
}
for (name, verdict) in verdicts { print("\(name): \(verdict)") }
await grader.sandbox.shutdown()
