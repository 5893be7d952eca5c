import Belljar

/// Reads a card as it is written, and gathers all that is wrong with it.
struct CardReader {
  private var nodes = NodeReader()
  private let root: PolicyNode
  private var asked: [String] = []
  private var lacking: [String] = []

  /// In the order of the lines.
  var mistakes: [PolicyFinding] {
    nodes.mistakes.sorted {
      ($0.place?.line ?? 0, $0.place?.column ?? 0) < ($1.place?.line ?? 0, $1.place?.column ?? 0)
    }
  }

  init(_ root: PolicyNode) {
    self.root = root
    if root.members == nil { nodes.refuse(root, "a card is a map of keys and values, and this is \(root.kind)") }
  }

  /// The card; of use only if there are no mistakes.
  mutating func card() -> Card {
    var card = Card(
      title: text("title"), summary: text("summary"), origin: origin(), mechanism: text("mechanism"),
      stoppedFirstBy: stoppedFirstBy(), then: text("then"), containedBy: container(), containment: text("containment"),
      lesson: text("lesson"), prediction: text("prediction"))
    if !card.summary.isEmpty, card.summary.count > 90, let node = root["summary"] {
      nodes.refuse(node, "the summary has \(card.summary.count) characters; a line of the list holds 90")
    }
    card.modules = texts("modules")
    card.builtins = texts("builtins")
    card.plants = plants()
    card.limits = limits()
    card.notApplicable = notApplicable()
    card.expected = expectations()
    if !lacking.isEmpty {
      nodes.refuse(root, "the card has no \(lacking.joined(separator: ", ")); write what it lacks")
    }
    nodes.refuseUnknown(in: root, known: asked, called: "a key of a card's")
    return card
  }

  // MARK: Parts

  private mutating func origin() -> Card.Origin {
    guard let node = node("origin") else { return Card.Origin(text: "", date: "", reference: "") }
    nodes.refuseUnknown(in: node, known: ["text", "date", "reference", "cve"], called: "a key of a card's origin")
    let reference = nodes.text("reference", of: node)
    if !reference.isEmpty, !reference.hasPrefix("https://"), !reference.hasPrefix("http://"),
      let place = node["reference"]
    {
      nodes.refuse(place, "a reference is an address that begins with https://")
    }
    return Card.Origin(
      text: nodes.text("text", of: node), date: nodes.text("date", of: node), reference: reference,
      cve: node["cve"]?.text)
  }

  private mutating func stoppedFirstBy() -> NamespaceLevel? {
    guard let node = node("stopped-first-by") else { return nil }
    if node.text == "none" { return nil }
    return nodes.level(node)
  }

  private mutating func container() -> Card.Container {
    guard let node = node("contained-by") else { return .host }
    if node.text == "host" { return .host }
    return layer(node).map(Card.Container.layer) ?? .host
  }

  private mutating func plants() -> Set<Card.Plant> {
    guard let node = optional("plants") else { return [] }
    var plants: Set<Card.Plant> = []
    for item in nodes.list(node) {
      let known = Card.Plant.allCases.map { ($0.rawValue, $0) }
      if let plant = nodes.choice(item, known, called: "a plant") { plants.insert(plant) }
    }
    return plants
  }

  /// As a policy's file writes them, and no higher than the museum's own.
  private mutating func limits() -> Limits {
    guard let node = optional("limits") else { return Card.standardLimits }
    var reader = PolicyReader(
      preset: "museum", policy: Policy(limits: Card.standardLimits), trustsPrelude: false)
    reader.read(PolicyNode(.map([PolicyNode.Member("limits", at: node.place, node)]), at: node.place))
    reader.finish()
    nodes.add(reader.mistakes)
    let (limits, most) = (reader.policy.limits, Card.standardLimits)
    if limits.wallTime > most.wallTime || limits.cpuTime > most.cpuTime || limits.memory > most.memory
      || limits.output > most.output
    {
      nodes.refuse(node, "the most is 10 s, 10 s, 256 MiB and 256 KiB of output; an exhibit is to be seen in a moment")
    }
    return limits
  }

  private mutating func notApplicable() -> [String: String] {
    guard let node = optional("not-applicable") else { return [:] }
    var reasons: [String: String] = [:]
    for member in nodes.map(node) {
      checkVersion(member)
      reasons[member.name] = nodes.text(member.value, "a sentence")
    }
    return reasons
  }

  // MARK: Verdicts

  private mutating func expectations() -> Expectations {
    var expectations = Expectations()
    if let node = node("expected") { expectations.row.levels = levels(nodes.map(node)) }
    for level in NamespaceLevel.allCases where expectations.row.levels[level] == nil {
      guard let node = root["expected"], node[level.writtenName] == nil else { continue }
      nodes.refuse(node, "no verdict is expected at \(level.writtenName); write one")
    }
    if let node = optional("without") { expectations.row.layers = layers(node) }
    if let node = optional("versions") {
      for member in nodes.map(node) {
        checkVersion(member)
        let members = nodes.map(member.value)
        expectations.versions[member.name] = Expectations.Row(
          levels: levels(members.filter { $0.name != "without" }),
          layers: members.first { $0.name == "without" }.map { layers($0.value) } ?? [:])
      }
    }
    return expectations
  }

  private mutating func levels(_ members: [PolicyNode.Member]) -> [NamespaceLevel: Verdict] {
    var verdicts: [NamespaceLevel: Verdict] = [:]
    for member in members {
      guard let level = nodes.level(PolicyNode(.text(member.name), at: member.place)) else { continue }
      verdicts[level] = verdict(member.value)
    }
    return verdicts
  }

  private mutating func layers(_ node: PolicyNode) -> [Layer: Verdict] {
    var verdicts: [Layer: Verdict] = [:]
    for member in nodes.map(node) {
      guard let layer = layer(PolicyNode(.text(member.name), at: member.place)) else { continue }
      verdicts[layer] = verdict(member.value)
    }
    return verdicts
  }

  private mutating func verdict(_ node: PolicyNode) -> Verdict? {
    nodes.choice(
      node, Verdict.allCases.filter { $0 != .notApplicable }.map { ($0.rawValue, $0) }, called: "a verdict")
  }

  private mutating func layer(_ node: PolicyNode) -> Layer? {
    let known = Column.layers.compactMap { if case .without(let layer) = $0 { (layer.rawValue, layer) } else { nil } }
    return nodes.choice(node, known, called: "a layer that can be given up")
  }

  private mutating func checkVersion(_ member: PolicyNode.Member) {
    let parts = member.name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, parts.allSatisfy({ Int($0) != nil }) { return }
    nodes.refuse(
      PolicyNode(.text(member.name), at: member.place),
      "'\(member.name.shortened)' is no version; write one as \"3.13\"")
  }

  // MARK: Keys

  /// A key that a card must have.
  private mutating func node(_ name: String) -> PolicyNode? {
    asked.append(name)
    if root[name] == nil, root.members != nil { lacking.append(name) }
    return root[name]
  }

  private mutating func optional(_ name: String) -> PolicyNode? {
    asked.append(name)
    return root[name]
  }

  private mutating func text(_ name: String) -> String {
    node(name).map { nodes.text($0) } ?? ""
  }

  private mutating func texts(_ name: String) -> [String] {
    guard let node = optional(name) else { return [] }
    return nodes.list(node).map { nodes.text($0, "a name") }
  }
}
