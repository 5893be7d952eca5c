/// What was measured of one thing, in rounds.
struct Series {
  private(set) var rounds: [[Double]] = []

  mutating func add(round: [Double]) { if !round.isEmpty { rounds.append(round) } }

  var samples: [Double] { rounds.flatMap(\.self) }

  var roundMedians: [Double] { rounds.compactMap { $0.quantile(0.5) } }
}

extension [Double] {
  /// A quantile, or nil of nothing: interpolated, so that the median of two is between them.
  func quantile(_ fraction: Double) -> Double? {
    guard let last = indices.last else { return nil }
    let sorted = sorted()
    let place = Double(last) * fraction
    let below = Int(place)
    return sorted[below] + (sorted[Swift.min(below + 1, last)] - sorted[below]) * (place - Double(below))
  }

  var median: Double? { quantile(0.5) }
}
