import Belljar
import Foundation

// All trials of one run are interleaved, with the same gap before each, because the machine's speed drifts: only ratios
// of one run are compared.

let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 300
let gap = Duration.milliseconds(Int(CommandLine.arguments.dropFirst(2).first ?? "5") ?? 5)

let sandbox = try await Sandbox()
let cold = try await Sandbox(configuration: Sandbox.Configuration(waitingChildren: 1))
guard let roundTrip = RoundTrip() else { fatalError("socketpair") }
let hasBubblewrap = Rival.run(Rival.bubblewrap)

var exchange = Series("socketpair round trip")
var python = Series("python3.11 -I -S -c pass")
var trivial = Series("/bin/true")
var bubblewrap = Series("bwrap --unshare-all, the same")
var warm = Series("run(\"pass\"), warm")
var printing = Series("run(\"print(6*7)\"), warm")
var raising = Series("run(\"1/0\"), warm")
var burst = Series("run(\"pass\"), pool emptied")

func expect(_ outcome: Outcome, _ isRight: (Outcome) -> Bool) {
  guard isRight(outcome) else { fatalError("unexpected outcome: \(outcome)") }
}
let isFinished: (Outcome) -> Bool = {
  if case .finished = $0.termination { true } else { false }
}

for round in 0..<rounds {
  try await Task.sleep(for: gap)
  exchange.add(measured { roundTrip.exchange() })
  try await Task.sleep(for: gap)
  warm.add(try await measured { expect(try await sandbox.run("pass"), isFinished) })
  try await Task.sleep(for: gap)
  printing.add(try await measured { expect(try await sandbox.run("print(6*7)")) { $0.standardOutput == "42\n" } })
  try await Task.sleep(for: gap)
  raising.add(try await measured { expect(try await sandbox.run("1/0")) { $0.exception != nil } })
  guard round % 5 == 0 else { continue }
  try await Task.sleep(for: gap)
  python.add(measured { _ = Rival.run(Rival.python) })
  try await Task.sleep(for: gap)
  trivial.add(measured { _ = Rival.run(Rival.trivial) })
  if hasBubblewrap {
    try await Task.sleep(for: gap)
    bubblewrap.add(measured { _ = Rival.run(Rival.bubblewrap) })
  }
}

// Apart from the others, because what an emptied pool leaves to do would meet the next trial.
for _ in 0..<rounds / 2 {
  try await Task.sleep(for: gap)
  // The one waiting child is taken by the first; the second meets an empty pool.
  async let first = cold.run("pass")
  burst.add(try await measured { expect(try await cold.run("pass"), isFinished) })
  _ = try await first
}

let perSecond = try await {
  let count = 600
  let time = try await measured {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask { for _ in 0..<count / 2 { _ = try await sandbox.run("pass") } }
      }
      try await group.waitForAll()
    }
  }
  return Double(count) / (time / 1e6)
}()

func column(_ value: Double, _ width: Int, _ decimals: Int) -> String {
  let text = String(format: "%.\(decimals)f", value)
  return String(repeating: " ", count: max(0, width - text.count)) + text
}

print("\(rounds) rounds, interleaved, \(gap) before each trial; microseconds")
print(
  "what".padding(toLength: 34, withPad: " ", startingAt: 0), "   p50     p90     p99   python/this  this/round trip")
for series in [exchange, warm, printing, raising, burst, trivial, python, bubblewrap] where series.median > 0 {
  print(
    series.name.padding(toLength: 34, withPad: " ", startingAt: 0),
    column(series.median, 6, 0), column(series.quantile(0.9), 7, 0), column(series.quantile(0.99), 7, 0),
    column(python.median / series.median, 12, 1), column(series.median / exchange.median, 15, 1))
}
print("runs per second, 2 clients:", Int(perSecond))
await sandbox.shutdown()
await cold.shutdown()
