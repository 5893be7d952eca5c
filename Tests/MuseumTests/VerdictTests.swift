import Belljar
import BelljarMuseum
import Foundation
import Testing

/// Verdicts come from what the host planted and from the kernel, whatever an attack says.
@Suite("Verdicts", .serialized)
struct VerdictTests {
  @Test(
    "Words count for nothing: only the flag itself is proof, by whatever way it comes out",
    arguments: [
      ("print('reached escaped flag secret MUSEUM_FLAG')", NamespaceLevel.unrestricted, Verdict.stopped),
      ("import os\nprint(os.environ['MUSEUM_FLAG'])", .unrestricted, .reached),
      ("import os\nos.environ['MUSEUM_FLAG']", .unrestricted, .reached),
      ("import os\n{'a': [os.environ['MUSEUM_FLAG']]}", .unrestricted, .reached),
      ("import os\nraise ValueError(os.environ['MUSEUM_FLAG'])", .unrestricted, .reached),
      ("import os, sys\nsys.stderr.write(os.environ['MUSEUM_FLAG'])", .unrestricted, .reached),
      ("import os\nprint(os.environ['MUSEUM_FLAG'][:-1])", .unrestricted, .stopped),
      ("import os\nprint(os.environ['MUSEUM_FLAG'])", .allowlist, .stopped),
      ("import os\nprint(os.environ['MUSEUM_FLAG'])\nos.abort()", .unrestricted, .reached),
      ("import os\nos.abort()", .unrestricted, .crashed),
      ("while True: print('x' * 1000)", .allowlist, .limited),
      ("print(open(outside['file']).read())", .unrestricted, .stopped),
      ("print(outside)", .allowlist, .stopped),
    ])
  func proof(_ attack: String, _ level: NamespaceLevel, _ verdict: Verdict) async throws {
    let visit = try await Museum().attempt(attack, at: level)
    #expect(visit.verdict == verdict, "\(visit.ending)")
    #expect(visit.expected == nil)
  }

  @Test("The secrets outside are really there for whoever is outside, and are others each time")
  func secretsAreThere() async throws {
    let sandbox = try await Sandbox()
    var seen: Set<String> = []
    for _ in 0..<2 {
      let planting = try await Planting(for: .blank, in: sandbox)
      let secret = try #require(planting.secrets.first?.text)
      let places = try #require(planting.outside.dictionaryValue)
      let file = try #require(places["file"]?.stringValue)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == secret)
      let port = try #require(places["tcp"]?.intValue)
      #expect(Client.read(port: UInt16(port)) == secret)
      let name = try #require(places["abstract"]?.stringValue)
      #expect(Client.read(abstract: name) == secret)
      seen.insert(secret)
    }
    #expect(seen.count == 2)
    await sandbox.shutdown()
  }

  @Test("A sibling that is gone, and it alone, is a harm; what it knows and what another run has drawn are secrets too")
  func siblings() async throws {
    var card = Card.blank
    card.plants = [.sibling, .random]
    let sandbox = try await Sandbox()
    let unharmed = try await Planting(for: card, in: sandbox)
    #expect(Set(unharmed.secrets.map(\.text)).count == 3)
    #expect(unharmed.secrets.contains { Double($0.text).map { (0..<1).contains($0) } ?? false })
    #expect(await !unharmed.siblingIsHarmed())
    let harmed = try await Planting(for: card, in: sandbox)
    await sandbox.shutdown()
    #expect(await harmed.siblingIsHarmed())
  }

  @Test("An ending names the line of the attack, as it is counted in the file")
  func lines() async throws {
    let visit = try await Museum().attempt("# One.\n\nx = 1\nimport socket\n", at: .allowlist)
    #expect(visit.line == 4)
    #expect(visit.ending.hasPrefix("ImportError: import of 'socket' is not allowed here"))
    #expect(visit.denials.first?.kind == .importing)
  }

  @Test("Columns never give up two kernel layers, and none gives up what cannot be")
  func columns() {
    #expect(Column.all.count == 15)
    #expect(!Column.all.contains(.without(.process)))
    #expect(!Column.all.contains(.without(.noNewPrivileges)))
  }
}
