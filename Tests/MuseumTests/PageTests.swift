import Belljar
import BelljarMuseum
import Testing

/// What is made of a matrix, without a run.
@Suite("Pages")
struct PageTests {
  private static let hostile = "<script>alert('x')</script> & \"quoted\""

  private func matrix() throws -> Matrix {
    let directory = try TemporaryExhibits()
    try directory.add(
      "class/first",
      card: CardTests.card.replacing("A title", with: Self.hostile).replacing("A lesson.", with: Self.hostile),
      attack: "# \(Self.hostile)\nprint(1)\rprint(2)\n")
    return Matrix(expectedOf: try Exhibition(of: directory.path).exhibits, version: "3.13")
  }

  @Test("A card with markup in it is text on the page")
  func escaping() throws {
    let page = MatrixPage(try matrix()).text
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;"))
    #expect(page.contains("print(1)␍"))
  }

  @Test("A page has a cell for each column and a card for each exhibit, and nothing that is loaded")
  func parts() throws {
    let page = MatrixPage(try matrix()).text
    #expect(page.split(separator: "<td ").count - 1 == Column.all.count)
    #expect(page.split(separator: "<article ").count - 1 == 1)
    #expect(page.contains("id=\"exhibit-first\"") && page.contains("href=\"#exhibit-first\""))
    for loaded in ["<link", "<img", "src=", "@import", "url("] { #expect(!page.contains(loaded), "\(loaded)") }
  }

  @Test("Markdown has a row for each exhibit, and says what differs without a layer and with another Python")
  func markdown() throws {
    let text = MatrixMarkdown(try matrix()).text
    // What the card of the tests foretells for 3.13.
    #expect(text.contains("| reached | stopped | reached | stopped | stopped | crashed | limited without seccomp |"))
    #expect(text.contains("| first | 3.13 | audited: crashed, not stopped; without seccomp: limited, not reached |"))
  }
}
