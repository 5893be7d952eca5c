import Foundation
import Testing

/// The object that `belljar run --json` printed.
struct OutcomeObject {
  let members: [String: Any]

  /// Fails unless standard output is one object on one line.
  init(_ result: CommandResult, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try #require(
      result.outputBytes.last == UInt8(ascii: "\n"), "\(result.errorOutput)", sourceLocation: sourceLocation)
    #expect(
      result.outputBytes.count { $0 == UInt8(ascii: "\n") } == 1, "more than one line", sourceLocation: sourceLocation)
    let object = try JSONSerialization.jsonObject(with: Data(result.outputBytes))
    members = try #require(object as? [String: Any], sourceLocation: sourceLocation)
  }

  func string(_ key: String) -> String? { members[key] as? String }
  func integer(_ key: String) -> Int? { (members[key] as? NSNumber)?.intValue }
  func number(_ key: String) -> Double? { (members[key] as? NSNumber)?.doubleValue }
  func object(_ key: String) -> [String: Any]? { members[key] as? [String: Any] }
  func array(_ key: String) -> [[String: Any]]? { members[key] as? [[String: Any]] }
  func isNull(_ key: String) -> Bool { members[key] is NSNull }
}
