import Foundation
import Glibc
import Testing

/// A soft resource limit of a running worker, set from outside.
///
/// By a program of the worker's own user id, for root in a container may lack the capability to set it for others.
struct SoftLimit {
  private static let nobody = "65534"
  private let name: String
  private let process: ProcessEntry
  private(set) var original = ""

  init(_ name: String, of process: ProcessEntry) throws {
    self.name = name
    self.process = process
    original = try prlimit("--\(name)", "--noheadings", "--output=SOFT").trimmingCharacters(in: .whitespacesAndNewlines)
    try #require(!original.isEmpty)
  }

  func set(_ value: String) throws {
    _ = try prlimit("--\(name)=\(value):")
  }

  private func prlimit(_ arguments: String...) throws -> String {
    let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(process.identifier)")[.ownerAccountID]
    let isOther = geteuid() == 0 && (owner as? NSNumber)?.intValue != 0
    let identity = ["setpriv", "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups"]
    let tool = Process()
    tool.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    tool.arguments = (isOther ? identity : []) + ["prlimit", "--pid", "\(process.identifier)"] + arguments
    let output = Pipe()
    tool.standardOutput = output
    try tool.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    tool.waitUntilExit()
    try #require(tool.terminationStatus == 0)
    return String(decoding: text, as: UTF8.self)
  }
}
