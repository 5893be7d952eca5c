internal import BelljarWire

/// How a line could go on.
public struct Completions: Sendable, Hashable {
  /// The part of the line that the names begin with; it is empty after a dot.
  public var typed: String
  /// The whole names, sorted, each beginning with what was typed.
  public var names: [String]

  /// What all names have in common beyond what was typed; empty if there is nothing.
  public var common: String {
    // Sorted, so that the first and the last differ soonest.
    guard let first = names.first, let last = names.last else { return "" }
    return String(zip(first, last).prefix { $0 == $1 }.map(\.0).dropFirst(typed.count))
  }

  package init(typed: String, among names: some Sequence<String>) {
    self.typed = typed
    // Names with an underscore are for those who ask for them.
    let matching = names.filter { $0.hasPrefix(typed) && (!$0.hasPrefix("_") || typed.hasPrefix("_")) }
    self.names = Array(Set(matching).sorted().prefix(1000))
  }
}

extension Session {
  /// Names with which a line could go on: variables, builtins and keywords, an object's attributes, and in an import the
  /// modules that the policy allows and their names.
  ///
  /// ```swift
  /// try await session.run("import math")
  /// try await session.completions(of: "1 + math.is").names   // isclose, isfinite, …
  /// ```
  ///
  /// An object's attributes are asked of the object, so its own code may run, under the session's limits and for two seconds
  /// at most. Calls in a line are never made.
  ///
  /// - Parameter line: The line up to the cursor.
  /// - Returns: The names, at most 1,000: a claim of the session's.
  /// - Throws: ``BelljarError`` if the session has ended. What Python raises means that there are none.
  public func completions(of line: String) async throws -> Completions {
    let request = CompletionRequest(line)
    return Completions(typed: request.typed, among: try await candidates(request.kind))
  }

  private func candidates(_ kind: CompletionRequest.Kind) async throws -> [String] {
    let modules = sandbox.policy.modules
    switch kind {
    case .nothing: return []
    case .name:
      // At that level there is no dir() either: keywords are all that is known.
      let builtins = sandbox.policy.image.namespace == .emptyBuiltins ? [] : BuiltinTable.offered
      return try await names("dir()") + PythonKeywords.all + PythonKeywords.soft + builtins
    case .attribute(let owner): return try await names("dir(\(owner))")
    case .module(let parent):
      let start = parent.map { $0 + "." } ?? ""
      return modules.names.filter { $0.hasPrefix(start) }.compactMap {
        $0.dropFirst(start.count).split(separator: ".").first
      }
      .map(String.init)
    case .member(let module):
      if case .symbols(let symbols)? = modules.grants[module] { return symbols.sorted() }
      return try await names("dir(__import__('\(module)', None, None, ['*']))")
    }
  }

  private func names(_ expression: String) async throws -> [String] {
    let program = try sandbox.program(
      .expression, Array(expression.utf8), limits: shortLimits, inputs: [:], functions: .empty)
    return try await run(program).value?.arrayValue?.compactMap(\.stringValue) ?? []
  }
}

/// What the end of a line asks for.
struct CompletionRequest: Equatable {
  enum Kind: Equatable {
    case nothing
    case name
    case attribute(of: String)
    /// A module, or one of a package.
    case module(in: String?)
    case member(of: String)
  }

  let kind: Kind
  let typed: String

  init(_ line: String) {
    let path = String(line.reversed().prefix { Self.isWord($0) || $0 == "." }.reversed())
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let owner = parts.dropLast().joined(separator: ".")
    typed = parts.last ?? ""
    let before = line.dropLast(path.count)
    let words = before.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "(" }).map(String.init)
    let isPath = parts.dropLast().allSatisfy(Policy.isIdentifier)
    if !isPath || Self.isWithinText(before) || typed.first?.isNumber == true {
      kind = .nothing
    } else if words.first == "import" || words == ["from"] {
      kind = .module(in: owner.isEmpty ? nil : owner)
    } else if words.first == "from", words.count >= 3, words[2] == "import", Policy.isModuleName(words[1]) {
      kind = owner.isEmpty ? .member(of: words[1]) : .nothing
    } else {
      kind = owner.isEmpty ? .name : .attribute(of: owner)
    }
  }

  private static func isWord(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }

  /// Whether a text literal, or a comment, is open at the line's end.
  private static func isWithinText(_ line: some StringProtocol) -> Bool {
    var quote: Character?
    var isEscaped = false
    for character in line {
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == open {
          quote = nil
        }
      } else if character == "#" {
        return true
      } else if character == "'" || character == "\"" {
        quote = character
      }
    }
    return quote != nil
  }
}
