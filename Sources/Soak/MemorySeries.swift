/// One process's memory over time.
struct MemorySeries {
  /// What an allocator may vary by.
  private static let tolerance = 1 << 20

  private var samples: [Int] = []

  mutating func add(_ bytes: Int?) {
    if let bytes { samples.append(bytes) }
  }

  /// The median of each third. The first is the warming up.
  var thirds: [Int] {
    (0..<3).map { third in
      let part = samples[samples.count * third / 3..<samples.count * (third + 1) / 3].sorted()
      return part.isEmpty ? 0 : part[part.count / 2]
    }
  }

  var isFlat: Bool {
    !samples.isEmpty && thirds[2] <= thirds[1] + Self.tolerance
  }
}
