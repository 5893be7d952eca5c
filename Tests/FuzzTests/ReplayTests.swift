import BelljarWire
import Foundation
import FuzzTargets
import Testing

@Suite("Kept inputs")
struct ReplayTests {
  @Test("Every input of the corpus keeps every property", arguments: FuzzTarget.allCases)
  func corpus(target: FuzzTarget) throws {
    let inputs = try KeptInputs.corpus(of: target)
    #expect(!inputs.isEmpty)
    for (name, input) in inputs { try replay(target, name, input) }
  }

  @Test("Every input that once failed keeps every property", arguments: FuzzTarget.allCases)
  func regressions(target: FuzzTarget) throws {
    for (name, input) in try KeptInputs.regressions(of: target) { try replay(target, name, input) }
  }

  @Test("No kept input belongs to a decoder that is not fuzzed")
  func directories() throws {
    let names = Set(FuzzTarget.allCases.map(\.rawValue))
    #expect(try KeptInputs.directories(in: "Corpus") == names)
    #expect(try KeptInputs.directories(in: "Regressions").isSubset(of: names))
  }

  @Test("The corpus holds every seed", arguments: FuzzTarget.allCases)
  func seeds(target: FuzzTarget) throws {
    let kept = Set(try KeptInputs.corpus(of: target).values)
    let missing = target.seeds.count { !kept.contains($0) }
    #expect(missing == 0, "run scripts/fuzz seeds")
  }

  private func replay(_ target: FuzzTarget, _ name: String, _ input: [UInt8]) throws {
    do throws(Violation) {
      try target.check(input)
    } catch {
      Issue.record("\(target.rawValue)/\(name): \(error)")
    }
  }
}
