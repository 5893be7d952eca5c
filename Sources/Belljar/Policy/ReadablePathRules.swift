/// What can be said of a readable path before the worker looks at it.
enum ReadablePathRules {
  static let maximumCount = 64

  /// The kernel's longest path, less the NUL at its end.
  static let maximumLength = 4095

  /// Why programs cannot be given a path; nil if nothing speaks against it.
  static func problem(with path: String) -> String? {
    if let problem = Policy.problem(path: path) { return problem }
    let name = "'\(path.shortened)'"
    if path.utf8.count > maximumLength {
      return "\(name) is longer than the \(maximumLength) bytes that a path may have"
    }
    if path == "/" { return "'/' is the whole machine; name the directories and files that programs need" }
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
      return "\(name) can be written in other ways; write it without '.', '..', '//' and a '/' at its end"
    }
    if let first = parts.first, let reason = closed[String(first)] {
      return "\(name) cannot be given: /\(first) \(reason)"
    }
    return nil
  }

  /// Why too many are too many; nil if they are not.
  static func problem(withCount count: Int) -> String? {
    guard count > maximumCount else { return nil }
    return
      "\(count) readable paths are more than the \(maximumCount) that there may be; name directories that hold them"
  }

  /// Why these layers cannot hold programs to their paths; nil if they can, or there are none.
  static func problem(withLayersOf image: Image) -> String? {
    guard !image.readablePaths.isEmpty, image.layers[.namespaces] == .off, image.layers[.landlock] == .off else {
      return nil
    }
    return "readable-paths need the layer namespaces or landlock, for the filter cannot tell one path from another; "
      + "give up one of the two at most"
  }

  private static let closed = [
    "proc": "shows the machine's processes and their memory", "sys": "shows the kernel and its devices",
    "dev": "holds devices",
  ]
}

extension String {
  /// As a policy file's list has it: plain, or quoted where a comma, a bracket or the like would mean something.
  var plainOrQuoted: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789/._-".unicodeScalars.contains($0) }
    return isPlain ? self : "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
  }
}
