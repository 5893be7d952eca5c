import Belljar
import BelljarMuseum
import Testing

/// What the museum holds, without a run.
@Suite("Exhibits")
struct ExhibitTests {
  @Test("There are at least 36, and some in each group; no two have the same name")
  func numbers() throws {
    let exhibition = try Exhibition.own()
    #expect(exhibition.exhibits.count >= 36)
    #expect(exhibition.groups == Exhibition.groups)
    #expect(Set(exhibition.exhibits.map(\.name)).count == exhibition.exhibits.count)
  }

  @Test("A card tells the mechanism in five sentences, and says nothing of a version that is not supported")
  func cards() throws {
    for exhibit in try Exhibition.own().exhibits {
      let card = exhibit.card
      #expect(card.mechanism.sentences == 5, "\(exhibit.name): \(card.mechanism)")
      #expect(Set(card.notApplicable.keys).isSubset(of: ["3.11", "3.12", "3.13"]), "\(exhibit.name)")
    }
  }

  @Test("The level that a card names as the first to stop an attack is that by its own verdicts")
  func firstStop() throws {
    for exhibit in try Exhibition.own().exhibits {
      let levels = [NamespaceLevel.allowlist, .restricted, .hardened, .audited]
      let verdicts = levels.map { exhibit.card.expected.verdict(.level($0), version: "3.11") }
      guard verdicts.contains(where: { $0?.isFallOfTheNamespace == true }) else { continue }
      let first = zip(levels, verdicts).first { $0.1?.isFallOfTheNamespace == false }?.0
      #expect(exhibit.card.stoppedFirstBy == first, "\(exhibit.name)")
    }
  }

  @Test(
    "At least 20 exhibits get through the allowlist, 10 through what is hidden, 6 through the audit hook; none escapes")
  func falls() throws {
    let matrix = Matrix(expectedOf: try Exhibition.own().exhibits, version: "3.11")
    #expect(matrix.falls(in: .level(.allowlist)) >= 20)
    #expect(matrix.falls(in: .level(.hardened)) >= 10)
    #expect(matrix.falls(in: .level(.audited)) >= 6)
    for row in matrix.rows {
      for visit in row.visits {
        if case .level = visit.column { #expect(visit.verdict.isContained, "\(row.exhibit.name)") }
      }
    }
  }

  @Test("An attack is short enough to be read, and holds no secret")
  func attacks() throws {
    for exhibit in try Exhibition.own().exhibits {
      let lines = Exhibit.lines(of: exhibit.attack)
      #expect(lines.count <= 110, "\(exhibit.name) has \(lines.count) lines")
      #expect(lines.allSatisfy { $0.count <= 120 }, "\(exhibit.name)")
      #expect(lines.first?.hasPrefix("#") == true, "\(exhibit.name) does not say what it is")
      #expect(!exhibit.attack.contains(/(flag|secret)-[0-9a-f]{24}/), "\(exhibit.name)")
    }
  }

  @Test("Lines are counted as Python counts them, and a lone carriage return has a sign")
  func lines() {
    #expect(Exhibit.lines(of: "a\nb\r\nc\rd") == ["a", "b", "c␍", "d"])
    #expect(Exhibit.lines(of: "") == [])
    #expect(Exhibit.lines(of: "\n\n") == ["", ""])
  }

  @Test("The tour has about twelve stops, each an exhibit; the challenge has three hints for every level")
  func scripts() throws {
    let exhibition = try Exhibition.own()
    let stops = try TourScript.own().stops
    #expect((10...14).contains(stops.count))
    for stop in stops { #expect(exhibition[stop.exhibit] != nil, "\(stop.exhibit)") }
    let hints = try ChallengeHints.own().steps
    #expect(hints.count == NamespaceLevel.allCases.count)
    #expect(hints.values.allSatisfy { $0.count == 3 })
  }
}

extension String {
  /// A full stop, a colon's opposite number, or a question mark before a space or the end; not the one in `os.path`.
  fileprivate var sentences: Int { matches(of: /[.?!]["')]?(?=\s|$)/).count }
}
