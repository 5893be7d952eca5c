internal import BelljarWire

extension PolicyReader {
  /// A list that takes the place of what was there, or a map that changes it.
  enum ListEdit {
    case replacement([PolicyNode])
    case change(removed: [PolicyNode], added: [PolicyNode])
  }

  mutating func readList(_ path: [String], _ node: PolicyNode) -> ListEdit? {
    switch node.content {
    case .list(let items): return .replacement(items)
    case .map(let members):
      var change: [String: [PolicyNode]] = [:]
      for member in members {
        guard ["add", "remove"].contains(member.name) else {
          mistakes.append(
            PolicyFinding(
              path + [member.name], at: member.place,
              "\(path.written) is a map with the key '\(member.name.shortened)'; write a list, or a map of add and remove "
                + "with a list each"))
          continue
        }
        guard case .list(let items) = member.value.content else {
          refuse(
            path + [member.name], member.value, "\(path.written).\(member.name) is \(member.value.kind); write a list")
          continue
        }
        change[member.name] = items
      }
      return .change(removed: change["remove"] ?? [], added: change["add"] ?? [])
    default:
      refuse(path, node, "\(path.written) is \(node.kind); write a list, or a map of add and remove with a list each")
      return nil
    }
  }

  /// A typo would leave what was to go.
  mutating func refuseRemoval(_ name: String, from path: [String], _ node: PolicyNode, among known: [String]) {
    guard isBaseKnown else { return }
    let nearest = NearestName.of(name, among: known).map { "; the nearest is '\($0)'" } ?? ""
    refuse(path, node, "'\(name.shortened)' is not in \(path.written), so it cannot be removed\(nearest)")
  }

  /// A list of texts that are distinct; `problem` says what is wrong with one.
  mutating func readTexts(
    _ path: [String], _ node: PolicyNode, from current: [String], _ problem: (String) -> String?
  ) -> [String]? {
    guard let edit = readList(path, node) else { return nil }
    var texts: [String] = []
    var isAddition = false
    var added: [PolicyNode]
    switch edit {
    case .replacement(let items): added = items
    case .change(let removed, let items):
      (texts, added, isAddition) = (current, items, true)
      for item in removed {
        guard let text = item.text else {
          refuse(path, item, "an entry of \(path.written) is \(item.kind); write a name"); continue
        }
        guard let index = texts.firstIndex(of: text) else {
          refuseRemoval(text, from: path, item, among: current.sorted())
          continue
        }
        texts.remove(at: index)
      }
    }
    for item in added {
      guard let text = item.text else {
        refuse(path, item, "an entry of \(path.written) is \(item.kind); write a text"); continue
      }
      if let problem = problem(text) { refuse(path, item, problem); continue }
      guard !texts.contains(text) else {
        // Adding what is there already is what the writer wants.
        if !isAddition { refuse(path, item, "'\(text.shortened)' stands in \(path.written) twice; take one away") }
        continue
      }
      texts.append(text)
    }
    note(path, node, isAddition: isAddition)
    return texts
  }

  mutating func readTexts(
    _ path: [String], _ node: PolicyNode, _ target: WritableKeyPath<Policy, [String]>, _ problem: (String) -> String?
  ) {
    if let texts = readTexts(path, node, from: policy[keyPath: target], problem) { policy[keyPath: target] = texts }
  }

  mutating func readBuiltins(_ node: PolicyNode) {
    guard let members = readMap(["builtins"], node, "such as {allow: [open], deny: [print]}") else { return }
    for member in members {
      let path = ["builtins", member.name]
      switch member.name {
      case "allow": readNames(path, member.value, \.image.builtins.allowed)
      case "deny": readNames(path, member.value, \.image.builtins.denied)
      default:
        mistakes.append(
          PolicyFinding(
            path, at: member.place, member.name.isNotOne(of: ["allow", "deny"], called: "a key of builtins")))
      }
    }
  }

  private mutating func readNames(_ path: [String], _ node: PolicyNode, _ target: WritableKeyPath<Policy, Set<String>>)
  {
    let names = readTexts(path, node, from: policy[keyPath: target].sorted(), Policy.problem(builtin:))
    if let names { policy[keyPath: target] = Set(names) }
  }

  mutating func readFeatures(_ node: PolicyNode) {
    let known = Feature.allCases.map(\.rawValue)
    let names = readTexts(["features"], node, from: policy.image.features.map(\.rawValue).sorted()) { text in
      known.contains(text) ? nil : text.isNotOne(of: known, called: "a feature")
    }
    if let names { policy.image.features = Set(names.compactMap(Feature.init(rawValue:))) }
  }

  mutating func readReadablePaths(_ node: PolicyNode) {
    readTexts(["readable-paths"], node, \.image.readablePaths, ReadablePathRules.problem(with:))
    if let problem = ReadablePathRules.problem(withCount: policy.image.readablePaths.count) {
      refuse(["readable-paths"], node, problem)
    }
  }
}
