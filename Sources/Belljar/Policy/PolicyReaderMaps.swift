extension PolicyReader {
  mutating func readStreams(_ node: PolicyNode) {
    guard let members = readMap(["streams"], node, "such as {stdin: false}") else { return }
    for member in members {
      let path = ["streams", member.name]
      switch member.name {
      case "stdin": readBool(path, member.value) { $0.image.streams.input = $1 }
      case "stdout": readBool(path, member.value) { $0.image.streams.output = $1 }
      case "stderr": readBool(path, member.value) { $0.image.streams.errorOutput = $1 }
      default:
        mistakes.append(
          PolicyFinding(
            path, at: member.place, member.name.isNotOne(of: ["stdin", "stdout", "stderr"], called: "a stream")))
      }
    }
  }

  mutating func readLayers(_ node: PolicyNode) {
    guard let members = readMap(["layers"], node, "such as {seccomp: required}") else { return }
    for member in members {
      let path = ["layers", member.name]
      guard let layer = Layer(rawValue: member.name) else {
        mistakes.append(
          PolicyFinding(
            path, at: member.place, member.name.isNotOne(of: Layer.allCases.map(\.rawValue), called: "a layer")))
        continue
      }
      readName(path, member.value, Layer.Demand.named) { $0.image.layers[layer] = $1 }
      if layer == .process, policy.image.layers[.process] == .off {
        policy.image.layers[.process] = .required
        refuse(path, member.value, "the layer process cannot be given up; every run has a process of its own")
      }
    }
  }

  mutating func readEnvironment(_ node: PolicyNode) {
    guard let members = readMap(["environment"], node, "such as {LANG: C}") else { return }
    for member in members {
      let path = ["environment", member.name]
      if let problem = Policy.problem(variable: member.name) {
        mistakes.append(PolicyFinding(path, at: member.place, problem))
        continue
      }
      switch member.value.content {
      case .nothing: policy.image.environment[member.name] = nil
      case .text(let text) where text.utf8.contains(0):
        refuse(path, member.value, "\(path.written) has a NUL, which no variable may have")
      case .text(let text), .number(let text): policy.image.environment[member.name] = text
      default: refuse(path, member.value, "\(path.written) is \(member.value.kind); write a text, in quotes if need be")
      }
      note(path, member.value)
    }
  }
}
