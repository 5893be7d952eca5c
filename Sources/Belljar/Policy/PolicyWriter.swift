extension Policy {
  /// The whole policy as it is written: reading it gives the same policy, whatever it is read onto.
  package var written: PolicyNode {
    var members: [PolicyNode.Member] = [
      .init("namespace", .init(.text(image.namespace.writtenName))),
      .init("hide-dict-methods", .init(.bool(image.hidesDictMethods))),
      .init("modules", .init(.list(modules.written))),
      .init(
        "builtins",
        .map([
          ("allow", .texts(image.builtins.allowed.sorted())), ("deny", .texts(image.builtins.denied.sorted())),
        ])),
      .init("features", .texts(image.features.map(\.rawValue).sorted())),
      .init("prelude", .init(.text(image.prelude))),
      .init("module-path", .texts(image.modulePath)),
      .init("readable-paths", .texts(image.readablePaths)),
      .init("environment", .map(image.environment.sorted { $0.key < $1.key }.map { ($0.key, .init(.text($0.value))) })),
      .init(
        "streams",
        .map([
          ("stdin", .init(.bool(image.streams.input))), ("stdout", .init(.bool(image.streams.output))),
          ("stderr", .init(.bool(image.streams.errorOutput))),
        ])),
      .init("threads", .init(.bool(image.allowsThreads))),
      .init("interpreter", .init(.text(image.interpreter.rawValue))),
      .init(
        "layers",
        .map(Layer.allCases.map { ($0.rawValue, .init(.text((image.layers[$0] ?? .preferred).rawValue))) })),
      .init("limits", .map(Limits.keys.map { ($0.name, .init($0.text(of: limits))) })),
    ]
    if let ceilings {
      members.append(.init("ceilings", .map(Limits.keys.map { ($0.name, .init($0.text(of: ceilings))) })))
    }
    members.append(.init("session", .map(SessionLimits.keys.map { ($0.name, .init($0.text(of: session))) })))
    return PolicyNode(.map(members))
  }
}

extension ModuleAllowlist {
  fileprivate var written: [PolicyNode] {
    grants.sorted { $0.key < $1.key }.map { name, grant in
      switch grant {
      case .module: PolicyNode(.text(name))
      case .tree: PolicyNode(.text("\(name).*"))
      case .symbols(let symbols): .map([(name, .texts(symbols.sorted()))])
      }
    }
  }
}

extension PolicyNode {
  fileprivate static func texts(_ texts: [String]) -> PolicyNode {
    PolicyNode(.list(texts.map { PolicyNode(.text($0)) }))
  }

  fileprivate static func map(_ members: [(String, PolicyNode)]) -> PolicyNode {
    PolicyNode(.map(members.map { Member($0.0, $0.1) }))
  }
}
