import Foundation

/// A page with tables that are made by running something, each between two marks.
struct Page {
  let path: String
  let text: String

  init(path: String) throws {
    self.path = path
    text = try String(contentsOfFile: path, encoding: .utf8)
  }

  /// What stands between a table's marks; nothing if the page has none.
  func table(_ name: String) -> Substring { Self.place(of: name, in: text).map { text[$0] } ?? "" }

  private static func place(of name: String, in text: String) -> Range<String.Index>? {
    guard let start = text.range(of: "<!-- \(name) -->\n"), let end = text.range(of: "<!-- end of \(name) -->"),
      start.upperBound <= end.lowerBound
    else { return nil }
    return start.upperBound..<end.lowerBound
  }

  /// The page with other tables; one that the page has no marks for is left out.
  func replacing(_ tables: [String: String]) -> String {
    var text = text
    for (name, table) in tables {
      guard let place = Self.place(of: name, in: text) else { continue }
      text.replaceSubrange(place, with: "\n\(table)\n\n")
    }
    return text
  }

  func write(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }
}
