import Belljar
import Testing

/// A program that takes more than it is given, and how that must end.
struct Hog: Sendable, CustomTestStringConvertible {
  let name: String
  let program: String
  let limits: Limits
  /// One of these.
  ///
  /// More than one where Python may give up at more than one point on the way.
  let endings: Set<Ending>
  /// Where versions of CPython differ: what stands instead of `endings`, by the minor version from which on it does.
  let later: [Int: Set<Ending>]

  var testDescription: String { name }

  /// - Parameters:
  ///   - name: What it does, as a sentence's subject.
  ///   - endings: How it may end.
  ///   - later: The same from a minor version of CPython on.
  ///   - limits: The limits; by default so little time that the tests are quick.
  ///   - program: The program.
  init(
    _ name: String, _ endings: Ending..., later: [Int: Set<Ending>] = [:],
    limits: Limits = Limits(wallTime: .milliseconds(500)), program: String
  ) {
    self.name = name
    self.endings = Set(endings)
    self.later = later
    self.limits = limits
    self.program = program
  }

  /// How it may end on CPython 3.`minor`.
  func endings(onMinor minor: Int) -> Set<Ending> {
    later.filter { $0.key <= minor }.max { $0.key < $1.key }?.value ?? endings
  }

  /// Time enough that another limit is met first, on any machine.
  static func ample(
    cpuTime: Duration = .seconds(5), memory: ByteCount = .mebibytes(256), output: ByteCount = .mebibytes(1)
  )
    -> Limits
  {
    Limits(wallTime: .seconds(5), cpuTime: cpuTime, memory: memory, output: output)
  }
}
