/// One thing that is measured, and its row in the table.
struct Measure: Hashable {
  enum Unit: String {
    case microseconds = "µs"
    case milliseconds = "ms"
    case perSecond = "/s"
    case kibibytes = "KiB"
    case count = ""
  }

  let name: String
  var unit = Unit.microseconds

  init(_ name: String, _ unit: Unit = .microseconds) {
    self.name = name
    self.unit = unit
  }
}

/// All that one run of the benchmark has measured, in the order in which it began to.
struct Results {
  private(set) var measures: [Measure] = []
  private var series: [Measure: Series] = [:]
  /// What a reader must know: above all what could not be measured, and why.
  private(set) var notes: [String] = []

  mutating func add(_ measure: Measure, round: [Double]) {
    if series[measure] == nil { measures.append(measure) }
    series[measure, default: Series()].add(round: round)
  }

  mutating func note(_ sentence: String) { if !notes.contains(sentence) { notes.append(sentence) } }

  subscript(_ measure: Measure) -> Series? { series[measure] }

  /// How one measure compares with another: by the medians of all rounds together, and round by round.
  func ratio(_ measure: Measure, to other: Measure) -> Ratio? {
    guard let first = series[measure], let second = series[other], let value = first.samples.median,
      let base = second.samples.median
    else { return nil }
    let ratios = zip(first.roundMedians, second.roundMedians).map { $0 / $1 }
    return Ratio(value: value / base, low: ratios.quantile(0.1), high: ratios.quantile(0.9))
  }
}

struct Ratio {
  var value: Double
  /// Where the middle 80 % of the rounds are. Rounds drift with the machine; their ratios should not.
  var low: Double?
  var high: Double?
}
