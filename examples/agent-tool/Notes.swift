/// What the tool works on: the app's own data, which stays in the app.
actor Notes {
  enum Failure: Error, CustomStringConvertible {
    case missing(String)

    var description: String {
      switch self {
      case .missing(let title): "there is no note '\(title)'"
      }
    }
  }

  private var texts: [String: String]

  init(_ texts: [String: String]) { self.texts = texts }

  var titles: [String] { texts.keys.sorted() }

  func search(_ text: String) -> [String] {
    titles.filter { title in title.contains(text) || texts[title]?.contains(text) == true }
  }

  func read(_ title: String) throws -> String {
    guard let text = texts[title] else { throw Failure.missing(title) }
    return text
  }

  func delete(_ title: String) throws {
    guard texts.removeValue(forKey: title) != nil else { throw Failure.missing(title) }
  }
}
