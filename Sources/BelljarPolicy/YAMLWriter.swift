public import Belljar

extension Policy {
  /// The whole policy as YAML: what ``PolicyFile`` reads as the same policy.
  public var yaml: String { written.yaml { _ in nil } }
}

extension PolicyNode {
  /// The map as YAML, with a comment behind what `comment` has one for, by the keys that lead there.
  package func yaml(_ comment: (String) -> String?) -> String {
    var lines: [String] = []
    write(path: "", indentation: 0, to: &lines, comment)
    return lines.map { $0 + "\n" }.joined()
  }

  private func write(path: String, indentation: Int, to lines: inout [String], _ comment: (String) -> String?) {
    let indent = String(repeating: " ", count: indentation)
    for member in members ?? [] {
      let path = path.isEmpty ? member.name : "\(path).\(member.name)"
      let key = "\(indent)\(member.name.scalarText):"
      let remark = comment(path).map { "  # \($0.commentText)" } ?? ""
      switch member.value.content {
      case .map(let members) where !members.isEmpty:
        lines.append(key)
        member.value.write(path: path, indentation: indentation + 2, to: &lines, comment)
      case .list(let items) where items.count > 8:
        lines.append(key + remark)
        lines += items.map { "\(indent)  - \($0.flow)" }
      case .text(let text) where text.isBlock:
        lines.append("\(key) |\(remark)")
        lines += text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map {
          $0.isEmpty ? "" : "\(indent)  \($0)"
        }
      default: lines.append("\(key) \(member.value.flow)\(remark)")
      }
    }
  }

  /// On one line, as YAML.
  package var oneLine: String { flow }

  private var flow: String {
    switch content {
    case .nothing: "null"
    case .bool(let value): "\(value)"
    case .number(let text): text
    case .text(let text): text.scalarText
    case .list(let items): "[\(items.map(\.flow).joined(separator: ", "))]"
    case .map(let members): "{\(members.map { "\($0.name.scalarText): \($0.value.flow)" }.joined(separator: ", "))}"
    }
  }
}

extension String {
  /// Plain where nobody could take it for something else, in quotes elsewhere.
  fileprivate var scalarText: String {
    // `off` is a word in YAML 1.2, and the demand on a layer.
    let words = ["true", "false", "null", "yes", "no", "on", "y", "n"]
    return (isPlainName || isPlainQuantity) && !words.contains(lowercased()) ? self : quoted
  }

  /// A name, a path, or all below a module.
  private var isPlainName: Bool {
    guard let first, first.isASCII, first.isLetter || first == "_" || first == "/" else { return false }
    return (hasSuffix(".*") ? dropLast(2) : self[...]).allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "_./-".contains($0))
    }
  }

  private var isPlainQuantity: Bool {
    let parts = split(separator: " ", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[0].allSatisfy { $0.isASCII && $0.isNumber }
      && ["s", "ms", "B", "KiB", "MiB", "GiB"].contains(parts[1])
  }

  /// In double quotes, as YAML and JSON both have it.
  private var quoted: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{a0}", "\u{2028}", "\u{2029}", "\u{feff}", "\u{fffe}", "\u{ffff}",
        "\u{e000}"..."\u{f8ff}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// Whether it reads the same as a block of lines.
  fileprivate var isBlock: Bool {
    hasSuffix("\n") && !hasSuffix("\n\n") && !hasPrefix(" ") && !hasPrefix("\n")
      && unicodeScalars.allSatisfy { $0 == "\n" || (" "..."~").contains($0) }
  }

  /// Without what would end the line.
  fileprivate var commentText: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0.properties.generalCategory != .control }))
  }
}
