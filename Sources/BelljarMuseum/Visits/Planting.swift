package import Belljar

/// What the host has planted outside a child for one run, and looks for afterwards.
package final class Planting: Sendable {
  /// What whoever brings it out has escaped with.
  package let secrets: [Secret]
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
    let name = Secret("belljar-museum").text
    let abstract = try SecretServer(abstract: name, giving: secret)
    servers = [tcp, abstract]
    outside = .dict([
      "file": .str(file.path), "tcp": .int(tcp.port.map(Int.init) ?? 0), "abstract": .str(name),
    ])
    var secrets = [secret]
    siblingSecret = Secret("secret")
    if card.plants.contains(.sibling) {
      let session = try await sandbox.openSession()
      try await session.run("SECRET = '\(siblingSecret.text)'")
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
  package func siblingIsHarmed() async -> Bool {
    guard let sibling else { return false }
    let value = try? await sibling.evaluate("SECRET")
    await sibling.close()
    return value != .str(siblingSecret.text)
  }
}
