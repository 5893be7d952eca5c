import Glibc

/// What is printed in the end.
struct Report {
  let setting: Setting
  let results: Results

  func text(asMarkdown: Bool) -> String {
    var parts = ["\(circumstances)", goals.text(asMarkdown: asMarkdown), measures.text(asMarkdown: asMarkdown)]
    if !results.notes.isEmpty { parts.append(results.notes.map { "- \($0)" }.joined(separator: "\n")) }
    return parts.joined(separator: "\n\n")
  }

  private var circumstances: String {
    let load = ProcessorTime.read("/proc/loadavg")?.split(separator: " ").first ?? "?"
    let kernel = ProcessorTime.read("/proc/sys/kernel/osrelease")?.split(separator: "\n").first ?? "?"
    let python = SpawnedProgram([setting.python, "-I", "-S", "-c", "import sys; print(sys.version.split()[0])"])
      .output()
    return """
      \(setting.rounds) rounds, \(setting.gap) before each trial; Linux \(kernel), \
      \(sysconf(CInt(_SC_NPROCESSORS_ONLN))) processors, load average \(load) at the end; \
      python is \(setting.python), \(python?.split(separator: "\n").first ?? "which does not run").
      """
  }

  private var goals: Table {
    var table = Table(["target", "measured", "80 % of the rounds", "bound", "met"])
    for goal in Goal.all(in: results) {
      guard let value = goal.value else {
        table.add([goal.name, "–", "–", goal.bound.text, "not measured"])
        continue
      }
      let spread = value.low.flatMap { low in value.high.map { "\(low.text) … \($0.text)" } } ?? "–"
      table.add([goal.name, value.value.text, spread, goal.bound.text, goal.bound.admits(value.value) ? "yes" : "no"])
    }
    return table
  }

  private var measures: Table {
    var table = Table(["what", "unit", "p50", "p90", "p99", "trials"])
    for measure in results.measures {
      guard let samples = results[measure]?.samples, let median = samples.median, let ninety = samples.quantile(0.9),
        let ninetyNine = samples.quantile(0.99)
      else { continue }
      // Beyond what so few trials can tell.
      let tail = samples.count >= 100 ? ninetyNine.text : "–"
      table.add([measure.name, measure.unit.rawValue, median.text, ninety.text, tail, String(samples.count)])
    }
    return table
  }
}
