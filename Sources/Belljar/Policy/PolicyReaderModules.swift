extension PolicyReader {
  mutating func readModules(_ node: PolicyNode) {
    guard let edit = readList(["modules"], node) else { return }
    switch edit {
    case .replacement(let items):
      policy.modules = ModuleAllowlist([])
      for item in items { readModule(item, mayBeThere: false) }
      note(["modules"], node)
    case .change(let removed, let added):
      for item in removed { removeModule(item) }
      for item in added { readModule(item, mayBeThere: true) }
      note(["modules"], node, isAddition: true)
    }
  }

  /// `math`, `json.*`, or `os: [getcwd, sep]`.
  private mutating func readModule(_ node: PolicyNode, mayBeThere: Bool) {
    let entry: (name: String, grant: ModuleAllowlist.Grant)
    switch node.content {
    case .text(let text) where text.hasSuffix(".*"): entry = (String(text.dropLast(2)), .tree)
    case .text(let text): entry = (text, .module)
    case .map(let members) where members.count == 1:
      guard let symbols = readSymbols(members[0]) else { return }
      entry = (members[0].name, .symbols(symbols))
    default:
      return refuse(
        ["modules"], node,
        "an entry of modules is \(node.kind); write a name, a name with '.*', or a map of one name and a list of symbols"
      )
    }
    guard Policy.isModuleName(entry.name) else {
      return refuse(
        ["modules"], node,
        "'\(entry.name.shortened)' is not a module's name; write a dotted name such as 'collections.abc'")
    }
    guard mayBeThere || policy.modules.grants[entry.name] == nil else {
      return refuse(["modules"], node, "'\(entry.name.shortened)' stands in modules twice; take one away")
    }
    var addition = ModuleAllowlist([])
    addition.grants[entry.name] = entry.grant
    policy.modules.add(addition)
    note(["modules", entry.name], node)
  }

  private mutating func readSymbols(_ member: PolicyNode.Member) -> Set<String>? {
    guard case .list(let items) = member.value.content, !items.isEmpty else {
      let found = if case .list = member.value.content { "an empty list" } else { member.value.kind }
      refuse(
        ["modules"], member.value,
        "for the symbols of '\(member.name.shortened)' there is \(found); write a list of names, such as [sep]")
      return nil
    }
    var symbols: Set<String> = []
    for item in items {
      guard let text = item.text, Policy.isIdentifier(text) else {
        refuse(
          ["modules"], item, "a symbol of '\(member.name.shortened)' is \(item.kind); write a name of Python's")
        return nil
      }
      symbols.insert(text)
    }
    return symbols
  }

  private mutating func removeModule(_ node: PolicyNode) {
    guard let text = node.text else {
      return refuse(["modules"], node, "an entry of modules.remove is \(node.kind); write a module's name")
    }
    let name = text.hasSuffix(".*") ? String(text.dropLast(2)) : text
    guard policy.modules.grants[name] != nil else {
      return refuseRemoval(name, from: ["modules"], node, among: policy.modules.names)
    }
    policy.modules.remove(name)
  }
}
