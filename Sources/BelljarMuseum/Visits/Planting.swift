package import Belljar

/// What the host has planted outside a child for one run, and looks for afterwards.
package final class Planting: Sendable {
  /// What whoever brings it out has escaped with.
  package let secrets: [Secret]
  /// What an attack that is a model of a sandbox, and the one who leaves it, guards.
  package let vault: Secret?
  /// What the program is told of where they are.
  package let outside: PythonValue
  private let sibling: Session?
  private let siblingSecret: Secret
  /// Held, so that they stay where they are.
  private let file: SecretFile
  private let servers: [SecretServer]

  package init(for card: Card, in sandbox: Sandbox) async throws {
    let secret = Secret("secret")
    file = try SecretFile(holding: secret)
    let tcp = try SecretServer(tcpGiving: secret)
    vault = card.plants.contains(.vault) ? Secret("vault") : nil
    let name = Secret("belljar-museum").text
    let abstract = try SecretServer(abstract: name, giving: secret)
    servers = [tcp, abstract]
    let places: [(String, PythonValue)] = [
      ("file", .str(file.path)), ("tcp", .int(tcp.port.map(Int.init) ?? 0)), ("abstract", .str(name)),
    ]
    let all = places + (vault.map { [("vault", .str($0.text))] } ?? [])
    outside = .dict(PythonDictionary(all.map { PythonDictionary.Entry(key: .str($0), value: $1) }))
    var secrets = [secret]
    siblingSecret = Secret("secret")
    if card.plants.contains(.sibling) {
      let session = try await sandbox.openSession()
      let outcome = try await session.run("SECRET = '\(siblingSecret.text)'")
      guard case .finished = outcome.termination else {
        throw ExhibitError(mistakes: ["the sibling could not be given its secret: \(outcome.termination)"])
      }
      sibling = session
      secrets.append(siblingSecret)
    } else {
      sibling = nil
    }
    if card.plants.contains(.random),
      // Where nothing can be imported, nobody draws.
      case .str(let number)? = try await sandbox.run("import random\nrepr(random.random())").value
    {
      secrets.append(Secret(known: number))
    }
    self.secrets = secrets
  }

  var filePath: String { file.path }

  /// Whether the other run is gone, or its state.
  package func siblingIsHarmed() async throws -> Bool {
    guard let sibling else { return false }
    do {
      let value = try await sibling.evaluate("SECRET")
      await sibling.close()
      return value != .str(siblingSecret.text)
    } catch let error as BelljarError where [.sessionEnded, .workerDied, .shutDown].contains(error.code) {
      return true
    } catch is PythonException {
      // It is there, and its state is not.
      await sibling.close()
      return true
    }
  }
}
