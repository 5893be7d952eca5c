package import Belljar

/// Runs exhibits, each in columns of the caller's choice.
///
/// ```swift
/// let museum = try await Museum()
/// let exhibition = try Exhibition.own()
/// for column in Column.levels {
///   print(column.name, try await museum.visit(exhibition.exhibits[0], in: column).verdict)
/// }
/// ```
package struct Museum: Sendable {
  /// The version of the worker's Python, such as `3.11`.
  package let version: String
  /// Why layers are missing on this machine.
  package let missing: [Layer: String]
  private let workerPath: String?

  /// - Parameter workerPath: The worker; by default as ``Sandbox/Configuration/workerPath`` says.
  /// - Throws: ``BelljarError`` if no sandbox can be had; ``ExhibitError`` if its Python does not say what it is.
  package init(workerPath: String? = nil) async throws {
    self.workerPath = workerPath
    var policy = Policy.standard
    policy.image.namespace = .unrestricted
    let sandbox = try await Sandbox(policy: policy, configuration: .init(workerPath: workerPath, waitingChildren: 1))
    let outcome = try await sandbox.run("import sys\n'%d.%d' % sys.version_info[:2]")
    await sandbox.shutdown()
    guard case .str(let version)? = outcome.value else {
      throw ExhibitError(mistakes: ["the worker's Python does not say its version: \(outcome.termination)"])
    }
    self.version = version
    missing = outcome.isolation.missing
  }

  /// Why an exhibit cannot be visited in a column; nil if it can.
  package func obstacle(to exhibit: Exhibit, in column: Column) -> String? {
    if let reason = exhibit.card.notApplicable[version] { return "not with Python \(version): \(reason)" }
    if case .without(let layer) = column, missing.keys.contains(where: { $0 != layer }) {
      return "this machine lacks \(missingNames.joined(separator: ", ")), and never are two layers given up"
    }
    return nil
  }

  /// Visits an exhibit in one column. Its attack may be another than its own, which no verdict is expected of.
  package func visit(_ exhibit: Exhibit, attack: String? = nil, in column: Column) async throws -> Visit {
    let visits = try await visits(to: [exhibit], attack: attack, in: column)
    // One exhibit, one visit.
    return visits.first?.visit ?? .notApplicable(column, because: "it was not visited")
  }

  /// Such as "every kernel layer but namespaces, which this machine lacks".
  package var layers: String { Self.layers(without: missingNames) }

  static func layers(without missing: [String]) -> String {
    missing.isEmpty
      ? "every kernel layer"
      : "every kernel layer but \(missing.joined(separator: ", ")), which this machine lacks"
  }

  /// The layers that the machine lacks, sorted.
  var missingNames: [String] { missing.keys.map(\.rawValue).sorted() }

  /// Runs a learner's own attack at one level.
  package func attempt(_ attack: String, at level: NamespaceLevel) async throws -> Visit {
    let room = try await Room(.level(level), Room.Furniture(of: .blank), workerPath: workerPath)
    do {
      let visit = try await room.visit(attack, .blank)
      await room.close()
      return visit
    } catch {
      await room.close()
      throw error
    }
  }

  /// Visits exhibits in one column, those of the same furniture in one room.
  func visits(
    to exhibits: [Exhibit], attack: String? = nil, in column: Column,
    onVisit: @Sendable (Exhibit, Visit) -> Void = { _, _ in }
  ) async throws -> [(exhibit: Exhibit, visit: Visit)] {
    var visits: [(exhibit: Exhibit, visit: Visit)] = []
    func add(_ exhibit: Exhibit, _ visit: Visit) {
      visits.append((exhibit, visit))
      onVisit(exhibit, visit)
    }
    var rooms: [Room.Furniture: [Exhibit]] = [:]
    for exhibit in exhibits {
      if let reason = obstacle(to: exhibit, in: column) {
        add(exhibit, .notApplicable(column, because: reason))
      } else {
        rooms[Room.Furniture(of: exhibit.card), default: []].append(exhibit)
      }
    }
    for (furniture, exhibits) in rooms {
      let room = try await Room(column, furniture, workerPath: workerPath)
      do {
        for exhibit in exhibits {
          try Task.checkCancellation()
          var visit = try await room.visit(attack ?? exhibit.attack, exhibit.card)
          if attack == nil, visit.verdict != .notApplicable {
            visit.expected = exhibit.card.expected.verdict(column, version: version)
          }
          add(exhibit, visit)
        }
      } catch {
        await room.close()
        throw error
      }
      await room.close()
    }
    return visits
  }
}
