import BelljarMuseum
import Foundation
import Glibc
import Testing

/// Folders of a teacher's own.
@Suite("Cards")
struct CardTests {
  @Test("A folder of one's own is shown beside the museum's, and takes the place of what has its name")
  func ownExhibits() throws {
    let directory = try TemporaryExhibits()
    try directory.add("class/first", card: Self.card)
    try directory.add("class/subclass-walk", card: Self.card)
    let own = try Exhibition.own()
    let sum = own.adding(try Exhibition(of: directory.path))
    #expect(sum.exhibits.count == own.exhibits.count + 1)
    #expect(sum.groups.last == "class")
    #expect(sum["first"]?.card.title == "A title")
    #expect(sum["subclass-walk"]?.group == "class")
  }

  @Test("One exhibit, a group of them, and a folder of groups can be named")
  func depths() throws {
    let directory = try TemporaryExhibits()
    try directory.add("class/first", card: Self.card)
    for path in [directory.path, directory.path + "/class", directory.path + "/class/first"] {
      let exhibits = try Exhibition(of: path).exhibits
      #expect(exhibits.map(\.name) == ["first"])
      #expect(exhibits.map(\.group) == ["class"])
    }
  }

  @Test(
    "A mistake in a card is told with its place",
    arguments: [
      ("title: A title\n", "", "1:1: the card has no title; write what it lacks"),
      ("allowlist: reached", "allowlist: reaches", "22:14: 'reaches' is not a verdict; the nearest is 'reached'"),
      ("  audited: stopped\n", "", "20:3: no verdict is expected at audited; write one"),
      (
        "contained-by: seccomp", "contained-by: seccom",
        "9:15: 'seccom' is not a layer that can be given up; the nearest is 'seccomp'"
      ),
      ("stopped-first-by: restricted", "stopped-first-by: [a]", "7:19: this is a list; write one of "),
      ("lesson: A lesson.", "lessons: A lesson.", "the card has no lesson; write what it lacks"),
      (
        "lesson: A lesson.", "lesson: A lesson.\nlessons: 1",
        "12:1: 'lessons' is not a key of a card's; the nearest is 'lesson'"
      ),
      ("  date: \"2026\"\n", "", "4:3: there is no 'date'; write it"),
      ("https://example.org", "example.org", "5:14: a reference is an address that begins with https://"),
      ("wall-time: 1 s", "wall-time: 1", "13:21: limits.wall-time is the number 1: "),
      ("wall-time: 1 s", "wall-time: 1 m", "13:9: the most is 10 s, 10 s, 256 MiB and 256 KiB of output"),
      (
        "summary: A summary", "summary: \(String(repeating: "long ", count: 20))", "2:10: the summary has 99 characters"
      ),
      ("title: A title", "title: &a A title", "1:8: anchors and aliases are not for a card"),
      (
        "without: {rlimits: reached}", "without: {process: reached}",
        "16:11: 'process' is not a layer that can be given up"
      ),
      ("\"3.13\": {", "\"three\": {", "18:3: 'three' is no version; write one as \"3.13\""),
      ("lesson: A lesson.", "lesson: [A lesson.", "12:"),
    ])
  func mistakes(_ part: String, _ replacement: String, _ expected: String) throws {
    let directory = try TemporaryExhibits()
    let card = Self.card.replacing(part, with: replacement)
    #expect(card != Self.card)
    try directory.add("class/first", card: card)
    let error = #expect(throws: ExhibitError.self) { try Exhibition(of: directory.path) }
    let mistakes = error?.mistakes.map { $0.replacing("\(directory.path)/class/first/card.yaml:", with: "") } ?? []
    #expect(mistakes.contains { $0.hasPrefix(expected) || $0.contains(expected) }, "\(mistakes)")
  }

  @Test("A folder without an attack, one that holds no exhibit, and none at all are each one clear error")
  func folders() throws {
    let directory = try TemporaryExhibits()
    func mistakes(_ path: String) -> [String] {
      do throws(ExhibitError) {
        _ = try Exhibition(of: path)
        return []
      } catch {
        return error.mistakes
      }
    }
    #expect(mistakes(directory.path).count == 1)
    #expect(mistakes(directory.path).first?.contains("there is no exhibit") == true)
    #expect(
      mistakes("/nowhere/at/all") == ["/nowhere/at/all: this is no folder that can be read; name one with exhibits"])
    try directory.add("class/first", card: Self.card)
    try FileManager.default.removeItem(atPath: directory.path + "/class/first/attack.py")
    #expect(mistakes(directory.path).count == 1)
    #expect(mistakes(directory.path).first?.hasPrefix("cannot read ") == true)
  }

  @Test("Names that a terminal or a link would obey, and two of one name, are refused; a pipe is not waited for")
  func names() throws {
    for name in ["class/\u{1b}[31m", "cl ass/first", "class/First", "class/a|b"] {
      let directory = try TemporaryExhibits()
      try directory.add(name, card: Self.card)
      let error = #expect(throws: ExhibitError.self) { try Exhibition(of: directory.path) }
      #expect(error?.mistakes.first?.hasSuffix("are of a to z, 0 to 9 and -") == true, "\(error?.mistakes ?? [])")
    }
    let twins = try TemporaryExhibits()
    try twins.add("one/same", card: Self.card)
    try twins.add("two/same", card: Self.card)
    let error = #expect(throws: ExhibitError.self) { try Exhibition(of: twins.path) }
    #expect(
      error?.mistakes == ["\(twins.path): there is more than one 'same', in one and two; give each a name of its own"])
    let pipe = try TemporaryExhibits()
    try pipe.add("class/first", card: Self.card)
    try FileManager.default.removeItem(atPath: pipe.path + "/class/first/attack.py")
    #expect(mkfifo(pipe.path + "/class/first/attack.py", 0o600) == 0)
    let waiting = #expect(throws: ExhibitError.self) { try Exhibition(of: pipe.path) }
    #expect(waiting?.mistakes == ["\(pipe.path)/class/first/attack.py: this is no file; write one"])
  }

  static let card = """
    title: A title
    summary: A summary
    origin:
      text: A text.
      reference: https://example.org
      date: "2026"
    stopped-first-by: restricted
    mechanism: One. Two. Three. Four. Five.
    contained-by: seccomp
    then: Then.
    lesson: A lesson.
    containment: It does.
    limits: {wall-time: 1 s}
    prediction: Which?
    plants: [sibling]
    without: {rlimits: reached}
    versions:
      "3.13": {audited: crashed, without: {seccomp: limited}}
    expected:
      unrestricted: reached
      empty-builtins: stopped
      allowlist: reached
      restricted: stopped
      hardened: stopped
      audited: stopped

    """
}

/// A folder of exhibits that goes with the test.
final class TemporaryExhibits {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "belljar-exhibits-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func add(_ name: String, card: String, attack: String = "# An attack.\nprint(1)\n") throws {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    try Data(card.utf8).write(to: URL(filePath: "\(path)/\(name)/card.yaml"))
    try Data(attack.utf8).write(to: URL(filePath: "\(path)/\(name)/attack.py"))
  }
}
