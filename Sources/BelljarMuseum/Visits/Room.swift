internal import Belljar

/// A sandbox that is kept as one column says, with a flag in it that no program is to reach.
///
/// Exhibits are visited one after the other: what one does to its siblings is not to fall upon another.
struct Room: Sendable {
  let column: Column
  private let sandbox: Sandbox
  private let flag = Secret("flag")

  /// What the exhibits of one room have in common.
  struct Furniture: Sendable, Hashable {
    var modules: [String]
    var builtins: [String]

    init(of card: Card) {
      modules = card.modules.sorted()
      builtins = card.builtins.sorted()
    }
  }

  init(_ column: Column, _ furniture: Furniture, workerPath: String?) async throws {
    self.column = column
    sandbox = try await Sandbox(
      policy: column.policy(modules: furniture.modules, builtins: furniture.builtins, flag: flag.text),
      configuration: Sandbox.Configuration(workerPath: workerPath, maximumConcurrentRuns: 2, waitingChildren: 1))
  }

  func visit(_ attack: String, _ card: Card) async throws -> Visit {
    let planting: Planting
    do {
      planting = try await Planting(for: card, in: sandbox)
    } catch let error as BelljarError where column == .without(.descriptors) && !card.plants.isEmpty {
      // Without that layer a session finds its places taken. Anywhere else there is no excuse.
      return .notApplicable(column, because: "what it needs cannot be had here: \(error.message)")
    }
    do {
      let outcome = try await sandbox.run(attack, limits: card.limits, inputs: ["outside": planting.outside])
      try Task.checkCancellation()
      let evidence = Visit.Evidence(
        flags: [flag] + (planting.vault.map { [$0] } ?? []), secrets: planting.secrets,
        isSiblingHarmed: try await planting.siblingIsHarmed())
      var visit = Visit(column, outcome, limits: card.limits, evidence: evidence)
      // The same for every run, so that endings can be compared.
      visit.ending = visit.ending.replacing("'\(planting.filePath)'", with: "outside[\"file\"]")
      return visit
    } catch let error as BelljarError where error.code == .workerDied || error.code == .workerFailed {
      // The fork server is outside of the child. The host sees that it is gone, and starts another.
      return Visit(
        column: column, verdict: .escaped, expected: nil, ending: "its worker ended: \(error.message)", line: nil,
        denials: [], output: "")
    }
  }

  func close() async { await sandbox.shutdown() }
}
