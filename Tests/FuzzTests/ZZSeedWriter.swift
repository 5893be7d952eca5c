import FuzzTargets
import Foundation
import Testing

@Suite struct ZZSeedWriter {
  @Test func write() throws {
    guard let directory = ProcessInfo.processInfo.environment["BELLJAR_WRITE_SEEDS"] else { return }
    for target in FuzzTarget.allCases {
      let folder = directory + "/" + target.rawValue
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (index, seed) in target.seeds.enumerated() {
        try Data(seed).write(to: URL(fileURLWithPath: folder + "/seed-\(index)"))
      }
    }
  }
}
