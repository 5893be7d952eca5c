import Glibc

// Many mixed good and hostile runs at once: every verdict must be the same every time, and at the end nothing may be
// left: no zombie, no descriptor, no memory, no process. `belljar-soak COUNT [DIRECTORY OF ATTACKS]`.

let arguments = CommandLine.arguments
guard let count = arguments.count > 1 ? Int(arguments[1]) : 2000, count >= 300 else {
  say("usage: belljar-soak COUNT [ATTACKS]; at least 300 runs, for a median of each third")
  exit(2)
}
let soak = try await Soak(
  attacks: arguments.count > 2 ? arguments[2] : "Tests/ContainmentTests/Attacks", count: count)
let failures = try await soak.run()
for failure in failures.prefix(50) { say("FAILED \(failure)") }
say(failures.isEmpty ? "all \(count) runs as expected, nothing left" : "\(failures.count) failures")
exit(failures.isEmpty ? 0 : 1)
