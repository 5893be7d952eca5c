import Belljar
import Glibc

extension DoctorReport {
  /// Colour is for people: on a terminal, unless NO_COLOR (no-color.org) is set and not empty.
  static var wantsColour: Bool {
    guard StandardStream.output.isTerminal else { return false }
    return getenv("NO_COLOR").map { String(cString: $0).isEmpty } ?? true
  }

  func text(coloured: Bool) -> String {
    let sections = [
      "belljar \(BelljarCommand.version)\n" + DoctorTable(checks.map(\.row)).text(coloured: coloured),
      selfTestSection.map {
        "Self-test, from inside, with the kernel layers alone\n" + $0.text(coloured: coloured)
      },
      trial.isolation.map {
        "Layers of the default policy\n" + DoctorTable($0.rows).text(coloured: coloured)
      },
      obstacle.map { "The default policy cannot be enforced: \($0.joinedLines.escapedOnOneLine())\n" }
        ?? "The default policy can be enforced.\n",
    ]
    return sections.compactMap(\.self).joined(separator: "\n")
  }

  private var selfTestSection: DoctorTable? {
    guard let selfTest else { return nil }
    guard let failure = selfTest.failure else { return DoctorTable(selfTest.attempts.map(\.row)) }
    return DoctorTable([DoctorTable.Row(.bad, "failure", "self-test", failure)])
  }
}

/// Rows of a coloured word, a name and a text, in columns.
struct DoctorTable {
  struct Row {
    enum Mood: String {
      case good = "32"
      case doubtful = "33"
      case bad = "31"
    }

    var mood: Mood
    var word: String
    var name: String
    var text: String
    var remedy: String?

    init(_ mood: Mood, _ word: String, _ name: String, _ text: String, remedy: String? = nil) {
      self.mood = mood
      self.word = word
      self.name = name
      self.text = text
      self.remedy = remedy
    }
  }

  private let rows: [Row]

  init(_ rows: [Row]) { self.rows = rows }

  func text(coloured: Bool) -> String {
    let wordWidth = rows.map(\.word.count).max() ?? 0
    let nameWidth = rows.map(\.name.count).max() ?? 0
    return rows.map { row in
      let word = row.word.padded(to: wordWidth)
      let shown = coloured ? "\u{1b}[\(row.mood.rawValue)m\(word)\u{1b}[0m" : word
      let line = "  \(shown)  \(row.name.padded(to: nameWidth))  \(row.text.joinedLines.escapedOnOneLine())"
      let remedy = row.remedy.map {
        String(repeating: " ", count: wordWidth + nameWidth + 6) + "→ \($0.joinedLines.escapedOnOneLine())\n"
      }
      return line.trimmingTrailingSpaces + "\n" + (remedy ?? "")
    }.joined()
  }
}

extension String {
  /// With spaces at its end.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// Without the spaces at its end.
  var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}

// MARK: - Rows

extension DoctorCheck {
  fileprivate var row: DoctorTable.Row {
    let mood: DoctorTable.Row.Mood =
      switch status {
      case .ok: .good
      case .warning: .doubtful
      case .failure: .bad
      }
    return DoctorTable.Row(mood, status.rawValue, name, finding, remedy: remedy)
  }
}

extension DoctorSelfTest.Attempt {
  fileprivate var row: DoctorTable.Row {
    switch verdict {
    case .refused(let seen): DoctorTable.Row(.good, "refused", name, seen)
    case .notRefused: DoctorTable.Row(.bad, "NOT refused", name, "")
    case .unclear(let end): DoctorTable.Row(.bad, "unclear", name, end)
    }
  }
}

extension Isolation {
  var rows: [DoctorTable.Row] {
    requested.map { layer in
      enforced.contains(layer)
        ? DoctorTable.Row(.good, "enforced", layer.rawValue, "")
        : DoctorTable.Row(.doubtful, "missing", layer.rawValue, missing[layer] ?? "")
    }
  }
}
