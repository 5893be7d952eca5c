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
    #expect(try await !unharmed.siblingIsHarmed())
    let harmed = try await Planting(for: card, in: sandbox)
    await sandbox.shutdown()
    #expect(try await harmed.siblingIsHarmed())
  }

  @Test("A secret is seen by whatever way it comes out: then it is an escape, or with a flag the namespace's fall")
  func channels() async throws {
    func exception(_ type: String, _ message: String = "", _ traceback: String = "") -> PythonException {
      var exception = PythonException(type: type, message: message)
      exception.traceback = traceback
      return exception
    }
    let sandbox = try await Sandbox()
    let plain = try await sandbox.run("import json\ntry:\n  import os\nexcept ImportError: pass")
    await sandbox.shutdown()
    let secret = Secret("secret")
    let ways: [(inout Outcome) -> Void] = [
      { $0.output.bytes = Array("a \(secret.text) b".utf8) },
      { $0.errorOutput.bytes = Array(secret.text.utf8) },
      { $0.value = .dict(["key": .list([.str(secret.text)])]) },
      { $0.valueFailure = "in \(secret.text)" },
      { $0.exception = exception(secret.text) },
      { $0.termination = .raised(exception("E", secret.text)) },
      { $0.termination = .raised(exception("E", "", "x\n\(secret.text)\n")) },
      { $0.denials[0].name = secret.text },
      { $0.denials[0].file = secret.text },
    ]
    func verdict(_ outcome: Outcome, flags: [Secret] = [], secrets: [Secret] = [], isHarmed: Bool = false) -> Verdict {
      Visit(
        .level(.allowlist), outcome, limits: Limits(),
        evidence: Visit.Evidence(flags: flags, secrets: secrets, isSiblingHarmed: isHarmed)
      ).verdict
    }
    for way in ways {
      var outcome = plain
      way(&outcome)
      #expect(verdict(outcome, secrets: [secret]) == .escaped)
      #expect(verdict(outcome, flags: [secret]) == .reached)
      #expect(verdict(outcome, flags: [Secret("flag")], secrets: [Secret("secret")]) == .stopped)
      outcome.termination = .crashed(signal: 11)
      #expect(verdict(outcome) == .crashed)
    }
    #expect(verdict(plain, isHarmed: true) == .escaped)
    var other = plain
    other.usage.peakMemory = .mebibytes(400)
    #expect(verdict(other) == .reached)
    other = plain
    other.usage.userTime = .seconds(7)
    #expect(verdict(other) == .reached)
    other = plain
    other.termination = .limitExceeded(.wallTime(limit: .seconds(1), measured: .seconds(1)))
    #expect(verdict(other) == .limited)
    other.termination = .raised(exception("E"))
    #expect(verdict(other) == .stopped)
  }

  @Test("Where a policy lets the secret's file be read, an attack that was stopped everywhere escapes with it")
  func positiveControl() async throws {
    let plain = try await Sandbox()
    let planting = try await Planting(for: .blank, in: plain)
    await plain.shutdown()
    let file = try #require(planting.outside.dictionaryValue?["file"]?.stringValue)
    var policy = Policy.standard
    policy.image.namespace = .unrestricted
    policy.image.readablePaths = [file]
    let open = try await Sandbox(policy: policy)
    let outcome = try await open.run("print(open(outside['file']).read())", inputs: ["outside": planting.outside])
    await open.shutdown()
    let evidence = Visit.Evidence(flags: [], secrets: planting.secrets, isSiblingHarmed: false)
    #expect(Visit(.level(.unrestricted), outcome, limits: Limits(), evidence: evidence).verdict == .escaped)
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
