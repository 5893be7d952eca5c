import Belljar

/// A test that submissions never see: the argument goes to the child, what is expected stays here.
struct HiddenTest: Sendable {
  var numbers: [Double]
  var expected: Double
}

/// "Write `median(numbers)`."
enum Assignment {
  static let function = "median"
  static let tests = [
    HiddenTest(numbers: [3], expected: 3),
    HiddenTest(numbers: [5, 1, 3], expected: 3),
    HiddenTest(numbers: [2, 2, 9, 2], expected: 2),
    HiddenTest(numbers: [4, 1, 3, 2], expected: 2.5),
    HiddenTest(numbers: [-1.5, -2.5], expected: -2),
    HiddenTest(numbers: (0..<10_001).map(Double.init).reversed(), expected: 5000),
  ]
}
