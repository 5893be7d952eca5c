internal import BelljarWire

/// What is wrong with a name or a path of a policy: said once, for a policy that is read and for one that is made in Swift.
extension Policy {
  /// - Returns: What is wrong, or nil.
  static func problem(builtin name: String) -> String? {
    guard isIdentifier(name) else { return "'\(name.shortened)' is not a name of Python's; write one such as 'print'" }
    guard !BuiltinTable.names.contains(name) else { return nil }
    let nearest = NearestName.of(name, among: BuiltinTable.names.sorted()) ?? "print"
    return "'\(name.shortened)' is not a builtin of Python's; the nearest is '\(nearest)'"
  }

  /// - Returns: What is wrong, or nil.
  static func problem(variable name: String) -> String? {
    guard !(1...100).contains(name.count) || name.contains("=") || name.utf8.contains(0) else { return nil }
    return "'\(name.shortened)' is not a variable's name; write up to 100 characters without '=' and NUL"
  }

  /// - Returns: What is wrong, or nil.
  static func problem(path: String) -> String? {
    if path.utf8.contains(0) { return "a path has a NUL, which no path may have" }
    return path.hasPrefix("/") ? nil : "'\(path.shortened)' is not an absolute path; begin it with '/'"
  }

  /// What is wrong with names that a policy made in Swift may have as well as a file.
  func validateNames() throws(BelljarError) {
    let environment = image.environment
    let problems =
      image.builtins.allowed.union(image.builtins.denied).sorted().map(Self.problem(builtin:))
      + environment.keys.sorted().map(Self.problem(variable:))
      + environment.filter { $0.value.utf8.contains(0) }.keys.sorted()
      .map { "the variable '\($0.shortened)' has a NUL, which no variable may have" }
      + image.modulePath.map(Self.problem(path:)) + image.readablePaths.map(ReadablePathRules.problem(with:))
      + [
        ReadablePathRules.problem(withCount: image.readablePaths.count),
        ReadablePathRules.problem(withLayersOf: image),
      ]
    if let problem = problems.lazy.compactMap(\.self).first {
      throw BelljarError(.invalidPolicy, "The policy cannot be used: \(problem).")
    }
  }
}
