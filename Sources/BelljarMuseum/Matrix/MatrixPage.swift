import Belljar

/// A matrix as one page of HTML: a heat map, and a card for each exhibit. It needs no network and no script.
///
/// What the folders say is text on the page and nothing else: a teacher's card with `<script>` in it shows just that.
package struct MatrixPage: Sendable {
  private let matrix: Matrix

  package init(_ matrix: Matrix) { self.matrix = matrix }

  package var text: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Why namespace sandboxes fail</title>
    <style>
    \(MatrixPageStyle.text)
    </style>
    </head>
    <body>
    <header>
    <h1>Why namespace sandboxes fail</h1>
    <p>\(matrix.rows.count) attacks, each run for this page with Python \(escaped(matrix.version)). On the left the namespace layer, from no
    layer at all to the strongest, always under every kernel layer. On the right no namespace layer, and one kernel layer given up.</p>
    <p>\(summary)</p>
    <ul class="legend">
    \(legend)
    </ul>
    </header>
    <main>
    <section aria-labelledby="matrix">
    <h2 id="matrix">All of them</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Verdicts by exhibit and column">
    \(heatMap)
    </div>
    </section>
    <section aria-labelledby="cards">
    <h2 id="cards">One by one</h2>
    \(matrix.rows.map(card).joined(separator: "\n"))
    </section>
    </main>
    <footer><p>Made by <code>belljar demo --all --html</code>. Nothing on this page is loaded from anywhere.</p></footer>
    </body>
    </html>

    """
  }

  private var levelCount: Int { matrix.columns.count(where: \.isLevel) }

  private var summary: String {
    let (falls, escapes) = matrix.summary
    let end =
      escapes == 0
      ? "No attack got out of its process." : "<strong>In \(escapes) cells something got out of its process.</strong>"
    let missing =
      matrix.missing.isEmpty ? "" : " This machine lacks: \(escaped(matrix.missing.joined(separator: ", ")))."
    return
      "\(escaped(falls)) \(end)\(missing) With empty builtins most attacks find no name to begin with: hardly a program runs there."
  }

  private var legend: String {
    let meanings: [(Verdict, String)] = [
      (.escaped, "brought out a secret from outside its process"),
      (.reached, "got what the namespace layer forbids, or more than a limit"), (.crashed, "ended by a signal"),
      (.limited, "met a limit"), (.stopped, "got nothing"), (.notApplicable, "says nothing here"),
    ]
    return meanings.map { verdict, meaning in
      "<li><span class=\"cell \(verdict.rawValue)\">\(verdict.letter)</span> <b>\(verdict.rawValue)</b>: \(meaning)</li>"
    }.joined(separator: "\n")
  }

  // MARK: The heat map

  private var heatMap: String {
    var text = "<table class=\"map\">\n<caption>Verdicts</caption>\n<thead>\n<tr><th scope=\"col\">exhibit</th>"
    for (index, column) in matrix.columns.enumerated() {
      let edge = index == levelCount ? " edge" : ""
      text += "<th scope=\"col\" class=\"turned\(edge)\"><span>\(escaped(column.name))</span></th>"
    }
    text += "</tr>\n</thead>\n"
    var group = ""
    for row in matrix.rows {
      if row.exhibit.group != group {
        if !group.isEmpty { text += "</tbody>\n" }
        group = row.exhibit.group
        text +=
          "<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(matrix.columns.count + 1)\">\(escaped(group))</th></tr>\n"
      }
      text += "<tr><th scope=\"row\"><a href=\"#\(anchor(row.exhibit))\">\(escaped(row.exhibit.name))</a></th>"
      for (index, visit) in row.visits.enumerated() {
        let edge = index == levelCount ? " edge" : ""
        let place = "\(visit.column.name): \(visit.verdict.rawValue)"
        text +=
          "<td class=\"\(colour(visit, row))\(edge)\" title=\"\(escaped(place))\">"
          + "<span aria-hidden=\"true\">\(visit.verdict.letter)</span><span class=\"spoken\">\(escaped(visit.verdict.rawValue))</span></td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table>"
  }

  /// On the right a verdict that is that of no layer at all says nothing new, and is pale.
  private func colour(_ visit: Visit, _ row: Matrix.Row) -> String {
    guard !visit.column.isLevel, visit.verdict == row.visits.first?.verdict else { return visit.verdict.rawValue }
    return "same"
  }

  // MARK: Cards

  private func card(_ row: Matrix.Row) -> String {
    let card = row.exhibit.card
    let stop = card.stoppedFirstBy.map { "Stopped first by <em>\($0.writtenName)</em>." } ?? "No level stops it."
    let facts = [card.origin.date, card.origin.cve].compactMap(\.self).map(escaped).joined(separator: ", ")
    return """
      <article id="\(anchor(row.exhibit))">
      <h3>\(escaped(card.title)) <small>\(escaped(row.exhibit.group))/\(escaped(row.exhibit.name))</small></h3>
      <p>\(escaped(card.origin.text)) <span class="facts">\(facts)</span>
      <a href="\(escaped(card.origin.reference))" rel="noreferrer">source</a></p>
      <ul class="strip">\(strip(row.visits))</ul>
      <details><summary>The attack</summary>
      <pre><code>\(numbered(row.exhibit.attack))</code></pre></details>
      <h4>How it works</h4><p>\(escaped(card.mechanism))</p>
      <h4>The namespace layer</h4><p>\(stop) \(escaped(card.then))</p>
      <h4>What contains it: \(escaped(card.containedBy.name))</h4><p>\(escaped(card.containment))</p>
      <h4>The lesson</h4><p>\(escaped(card.lesson))</p>
      <p class="back"><a href="#matrix">Back to all</a></p>
      </article>
      """
  }

  /// Columns in which the same came of it are told together, if they are neighbours or all without a layer.
  private func strip(_ visits: [Visit]) -> String {
    var parts: [(names: [String], visit: Visit)] = []
    for visit in visits {
      guard case .without(let layer) = visit.column else {
        parts.append(([visit.column.name], visit))
        continue
      }
      let same = parts.firstIndex { part in
        !part.visit.column.isLevel && part.visit.verdict == visit.verdict && part.visit.ending == visit.ending
          && part.visit.line == visit.line
      }
      if let same {
        parts[same].names.append(layer.rawValue)
      } else {
        parts.append(([visit.column.name], visit))
      }
    }
    return parts.map { names, visit in
      let line = visit.line.map { "line \($0): " } ?? ""
      let isWide = names.count > 1 ? " class=\"wide\"" : ""
      let list =
        names.count > 2
        ? names.dropLast().joined(separator: ", ") + " or \(names.last ?? "")" : names.joined(separator: " or ")
      return
        "<li\(isWide)><span class=\"cell \(visit.verdict.rawValue)\">\(visit.verdict.letter)</span> <b>\(escaped(list))</b> "
        + "\(visit.verdict.rawValue) <span class=\"ending\">\(escaped(line + visit.ending))</span></li>"
    }.joined()
  }

  private func numbered(_ attack: String) -> String {
    Exhibit.lines(of: attack).enumerated().map { index, line in
      "<span class=\"number\">\(index + 1)</span>\(escaped(line))"
    }.joined(separator: "\n")
  }

  private func anchor(_ exhibit: Exhibit) -> String { escaped("exhibit-\(exhibit.name)") }

  private func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}
