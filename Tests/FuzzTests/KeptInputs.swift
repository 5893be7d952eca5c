import Foundation
import FuzzTargets

/// The files of `Corpus` and `Regressions`, a directory for each decoder.
enum KeptInputs {
  static func corpus(of target: FuzzTarget) throws -> [String: [UInt8]] { try files(in: "Corpus/\(target.rawValue)") }

  /// None for a decoder that never failed.
  static func regressions(of target: FuzzTarget) throws -> [String: [UInt8]] {
    guard try directories(in: "Regressions").contains(target.rawValue) else { return [:] }
    return try files(in: "Regressions/\(target.rawValue)")
  }

  static func directories(in place: String) throws -> Set<String> {
    Set(try names(in: place).filter { !$0.contains(".") })
  }

  private static func files(in place: String) throws -> [String: [UInt8]] {
    let directory = try resources().appendingPathComponent(place)
    let inputs = try names(in: place).map { name in
      (name, [UInt8](try Data(contentsOf: directory.appendingPathComponent(name))))
    }
    return Dictionary(uniqueKeysWithValues: inputs)
  }

  private static func names(in place: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: resources().appendingPathComponent(place).path)
  }

  private static func resources() throws -> URL {
    guard let url = Bundle.module.resourceURL else { throw CocoaError(.fileNoSuchFile) }
    return url
  }
}
