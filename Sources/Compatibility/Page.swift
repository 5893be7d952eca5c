import Foundation

/// A page with tables that are made by running something, each between two marks.
struct Page {
  let path: String
  let text: String

  init(path: String) throws {
    self.path = path
    text = try String(contentsOfFile: path, encoding: .utf8)
  }

  /// The page with other tables; one that the page has no marks for is left out.
  func replacing(_ tables: [String: String]) -> String {
    var text = text
    for (name, table) in tables {
      guard let start = text.range(of: "<!-- \(name) -->\n"), let end = text.range(of: "<!-- end of \(name) -->")
      else { continue }
      text.replaceSubrange(start.upperBound..<end.lowerBound, with: "\n\(table)\n\n")
    }
    return text
  }

  func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }
}
