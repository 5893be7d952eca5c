/// What all parts of the benchmark are told.
struct Setting {
  /// How often the blocks of all kinds take their turn in the finest part; the others take fewer.
  var rounds: Int
  /// Before each trial.
  var gap: Duration
  /// The Python to compare with.
  var python: String
  /// The Python of the virtual environment that has Monty.
  var montyPython: String

  func rounds(dividedBy divisor: Int) -> Int { max(2, rounds / divisor) }
}
