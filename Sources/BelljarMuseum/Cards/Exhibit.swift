/// An attack on view: a folder of data.
package struct Exhibit: Sendable, Hashable {
  /// The folder's name.
  package var name: String
  package var group: String
  package var card: Card
  /// The program, for people to read and for Python to run.
  package var attack: String

  package init(name: String, group: String, card: Card, attack: String) {
    self.name = name
    self.group = group
    self.card = card
    self.attack = attack
  }
}

extension Exhibit {
  /// An attack's lines as Python counts them, which endings name. What ends at a lone carriage return, which an editor may not show
  /// as the end of a line, has a sign for it.
  package static func lines(of attack: String) -> [String] {
    var lines: [String] = []
    var line = ""
    var rest = attack.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "\r", rest.first != "\n" { line += "␍" }
      if scalar == "\n" || (scalar == "\r" && rest.first != "\n") {
        lines.append(line)
        line = ""
      } else if scalar != "\r" {
        line.unicodeScalars.append(scalar)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

/// Why exhibits cannot be shown: what is wrong with their folders.
package struct ExhibitError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A sentence each, with the file and, where there is one, the place in it.
  package var mistakes: [String]

  /// A line for each mistake.
  package var description: String { mistakes.joined(separator: "\n") }
}
