internal import Belljar
internal import Yams

/// Parses a document whose maps may hold a key twice. The parser gives such a document up; to find what else is wrong with it,
/// the first of the two gets a name that no policy has, and it is parsed again.
struct DuplicateKeys {
  /// Each is a pass through the text, which nobody waits for if the text is long.
  private var maximumPasses: Int { scalars.count > 1 << 16 ? 1 : 20 }

  /// With which a key begins that is the first of two. From the area that Unicode leaves to private use.
  private static let mark: Unicode.Scalar = "\u{e000}"

  private let file: String
  private var scalars: [Unicode.Scalar]
  /// What the keys that were renamed are called.
  private var names: [PolicyPlace: String] = [:]

  /// It alone holds the anchors, by which nodes that have one are known.
  private var parser: Parser?

  init(text: String, file: String) {
    self.file = file
    scalars = Array(text.unicodeScalars)
  }

  mutating func compose() throws -> Node? {
    for _ in 1..<maximumPasses {
      do {
        return try parse()
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard let key = keys.min(), rename(key, at: context.mark) else { break }
      }
    }
    return try parse()
  }

  /// The key's name, as the file has it.
  func name(of key: Node.Scalar) -> String {
    guard let mark = key.mark else { return key.string }
    return names[place(mark)] ?? key.string
  }

  private func place(_ mark: Mark) -> PolicyPlace { PolicyPlace(file: file, line: mark.line, column: mark.column) }

  private mutating func parse() throws -> Node? {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    // Neither the parser's own rules, which know YAML 1.1, nor the environment, which it would ask for an encoding.
    let parser = try Parser(yaml: String(text), resolver: .basic, encoding: .utf8)
    self.parser = parser
    return try parser.singleRoot()
  }

  /// False if the key is written otherwise than it reads.
  private mutating func rename(_ key: String, at mark: Mark) -> Bool {
    let place = place(mark)
    guard names[place] == nil, var index = index(of: mark), let first = key.unicodeScalars.first else { return false }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count, scalars[index] == first else { return false }
    scalars[index] = Self.mark
    names[place] = key
    return true
  }

  /// Where the parser counts a line and a column.
  private func index(of mark: Mark) -> Int? {
    var (line, column) = (1, 1)
    for (index, scalar) in scalars.enumerated() {
      if line == mark.line && column == mark.column { return index }
      let isBreak =
        switch scalar {
        case "\n": true
        case "\r": index + 1 == scalars.count || scalars[index + 1] != "\n"
        default: false
        }
      (line, column) = isBreak ? (line + 1, 1) : (line, column + 1)
    }
    return nil
  }
}
