package import Belljar
internal import Yams

/// The tree of a YAML document, of which JSON is one kind, with the place of each part.
///
/// Built from the parser's nodes and not by its decoder: that knows no places, and stops at the first mistake.
package struct YAMLTree {
  private static let maximumDepth = 32
  private static let maximumNodes = 20_000

  let file: String
  /// What the document is, for sentences.
  private let noun: String
  package private(set) var mistakes: [PolicyFinding] = []
  private var count = 0
  private var document = DuplicateKeys(text: "", file: "")
  private var refusedPlaces: Set<PolicyPlace> = []

  package init(file: String, noun: String = "policy") {
    self.file = file
    self.noun = noun
  }

  /// Nil if it cannot be read any further.
  package mutating func read(_ text: String) -> PolicyNode? {
    if let place = Self.placeOfOldBreak(in: text, file) {
      mistakes.append(
        PolicyFinding(
          [], at: place,
          "this is U+0085, U+2028 or U+2029, at which YAML 1.1 ends a line and JSON does not; take it away, or write it as an "
            + "escape such as \\u2028"))
      return nil
    }
    if let place = AliasBound.excess(in: text, file: file) {
      mistakes.append(
        PolicyFinding(
          [], at: place,
          "there are too many anchors and aliases, of which a \(noun) may have none; write out what they stand for "
            + "(and Python source into a prelude-file)"))
      return nil
    }
    var document = DuplicateKeys(text: text, file: file)
    let root: Node?
    do {
      root = try document.compose()
    } catch {
      mistakes.append(YAMLProblem.finding(error, text, file))
      return nil
    }
    guard let root else {
      mistakes.append(
        PolicyFinding(
          [], at: PolicyPlace(file: file, line: 1, column: 1), "there is no \(noun); write a key and its value"))
      return nil
    }
    self.document = document
    let node = convert(root, depth: 1)
    guard count <= Self.maximumNodes else {
      mistakes = [
        PolicyFinding(
          [], at: node.place, "this has more than \(Self.maximumNodes) values, which no \(noun) needs; take some away")
      ]
      return nil
    }
    return node
  }

  private static func placeOfOldBreak(in text: String, _ file: String) -> PolicyPlace? {
    var (line, column) = (1, 1)
    for scalar in text.unicodeScalars {
      if ["\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) {
        return PolicyPlace(file: file, line: line, column: column)
      }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return nil
  }

  private mutating func convert(_ node: Node, depth: Int) -> PolicyNode {
    let place = place(node.mark)
    count += 1
    guard count <= Self.maximumNodes else { return PolicyNode(.nothing, at: place) }
    guard depth <= Self.maximumDepth else {
      refuse(place, "this is nested more than \(Self.maximumDepth) deep; a \(noun) never is")
      return PolicyNode(.nothing, at: place)
    }
    if node.anchor != nil {
      refuse(
        place, "anchors and aliases are not for a \(noun), which is to be read at sight; write out what they stand for")
    }
    let tag = Self.tag(of: node)
    if !Self.acceptedTags.contains(tag) {
      refuse(place, "the tag \(tag.shortened) is not for a \(noun); take it away")
    }
    return switch node {
    case .scalar(let scalar): PolicyNode(Self.content(scalar), at: place)
    case .sequence(let items): PolicyNode(.list(items.map { convert($0, depth: depth + 1) }), at: place)
    case .mapping(let pairs): PolicyNode(.map(convert(Array(pairs), depth: depth)), at: place)
    // The parser puts the anchor's node there.
    case .alias: PolicyNode(.nothing, at: place)
    }
  }

  private mutating func convert(_ pairs: [(key: Node, value: Node)], depth: Int) -> [PolicyNode.Member] {
    var members: [PolicyNode.Member] = []
    var first: [String: PolicyPlace] = [:]
    for (key, value) in pairs {
      guard case .scalar(let scalar) = key else {
        refuse(place(key.mark), "a key is a list or a map; write a name")
        continue
      }
      // The key itself may have an anchor or a tag.
      _ = convert(key, depth: depth)
      let name = document.name(of: scalar)
      if let first = first[name] {
        refuse(
          place(key.mark),
          "the key '\(name.shortened)' stands here once more, after \(first.line):\(first.column); keep one of them")
      }
      first[name] = first[name] ?? place(key.mark)
      let value = convert(value, depth: depth + 1)
      // What is wrong with either of two is told.
      members.append(PolicyNode.Member(name, at: place(key.mark), value))
    }
    return members
  }

  private mutating func refuse(_ place: PolicyPlace, _ sentence: String) {
    // An alias is the anchor's node once more.
    guard refusedPlaces.insert(place).inserted else { return }
    mistakes.append(PolicyFinding([], at: place, sentence))
  }

  private func place(_ mark: Mark?) -> PolicyPlace {
    PolicyPlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  /// As it is written. The node's own property would resolve it, and from then on every plain text would be a string.
  private static func tag(of node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.tag.description
    case .sequence(let items): items.tag.description
    case .mapping(let pairs): pairs.tag.description
    case .alias(let alias): alias.tag.description
    }
  }

  private static let acceptedTags: Set<String> = [
    "", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map",
  ]

  /// As YAML 1.2's core schema and JSON have it; of YAML 1.1 neither `yes` nor `0o17` nor `1_000`.
  private static func content(_ scalar: Node.Scalar) -> PolicyNode.Content {
    guard scalar.style == .plain, scalar.tag.description != "!", !scalar.tag.description.hasSuffix(":str") else {
      return .text(scalar.string)
    }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .nothing
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return isNumber(scalar.string) ? .number(scalar.string) : .text(scalar.string)
    }
  }

  /// By hand: a regular expression would take most of the time.
  private static func isNumber(_ text: String) -> Bool {
    func takeDigits(_ rest: inout Substring) -> Int {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    func takeSign(_ rest: inout Substring) {
      if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    }
    var rest = text[...]
    takeSign(&rest)
    var digits = takeDigits(&rest)
    if rest.first == "." {
      rest = rest.dropFirst()
      digits += takeDigits(&rest)
    }
    guard digits > 0 else { return false }
    guard rest.first == "e" || rest.first == "E" else { return rest.isEmpty }
    rest = rest.dropFirst()
    takeSign(&rest)
    return takeDigits(&rest) > 0 && rest.isEmpty
  }
}
