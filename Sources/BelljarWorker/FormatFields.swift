/// The attributes that the fields of a format text name: of `"{0.real:{1.width}}"` they are `real` and `width`.
enum FormatFields {
  static func attributes(of text: String) -> [String] {
    var names: [String] = []
    // Whatever follows a point up to the end of a word, inside braces or not: strictness costs little, and a parser of our own
    // could differ from Python's.
    for part in text.split(separator: ".", omittingEmptySubsequences: false).dropFirst() {
      let name = part.prefix { !".[]{}:!".contains($0) }
      if text.contains("{") && !name.isEmpty { names.append(String(name)) }
    }
    return names
  }
}
