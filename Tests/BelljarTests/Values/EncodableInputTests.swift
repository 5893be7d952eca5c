import Belljar
import Testing

extension SandboxTests {
  @Suite("Swift values as inputs")
  struct EncodableInputTests {
    struct Order: Codable, Equatable {
      var name: String
      var prices: [Double]
    }

    private let orders = [Order(name: "a", prices: [1.5, 2]), Order(name: "b", prices: [40])]

    @Test("Variables of any Encodable type go in beside literals, and come out decoded")
    func both() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let limit = 10.0
      let dear = try await sandbox.evaluate(
        "[o for o in orders if sum(o['prices']) > limit]", inputs: ["orders": orders, "limit": limit],
        as: [Order].self)
      #expect(dear == [orders[1]])
      let prices = [9.5, 20]
      let total = try await sandbox.evaluate(
        "sum(prices) * factor", inputs: ["prices": prices, "factor": 2], as: Double.self)
      #expect(total == 59)
      let count = try await sandbox.run("len(orders)", inputs: ["orders": orders])
      #expect(count.value == 2)
      try await sandbox.withSession { session in
        let name = try await session.evaluate("orders[0]['name']", inputs: ["orders": orders])
        #expect(name == "a")
        let twice = try await session.run("name * 2", inputs: ["name": Optional("ab")])
        #expect(twice.value == "abab")
      }
    }

    @Test("Literals stay Python values, of mixed kinds too")
    func literals() async throws {
      let sandbox = try await SharedSandbox.standard.value
      #expect(
        try await sandbox.evaluate("(a, b)", inputs: ["a": [1, nil, "x"], "b": .tuple([2])])
          == .tuple([[1, nil, "x"], .tuple([2])]))
    }

    @Test("What has no Python form is refused with its path, before anything runs")
    func refused() async throws {
      final class Ring: Encodable {
        var next: Ring?
      }
      let ring = Ring()
      ring.next = ring
      defer { ring.next = nil }
      let error = try await #require(throws: BelljarError.self) {
        try await SharedSandbox.standard.value.run("1", inputs: ["ring": ring])
      }
      #expect(error.code == .valueUnsupported)
      #expect(error.message.hasPrefix("inputs[\"ring\"][\"next\"]"), "\(error.message)")
    }

    @Test("Frozen, they are read-only views")
    func frozen() async throws {
      let outcome = try await SharedSandbox.standard.value.run(
        "orders[0]['name'] = 'c'", inputs: Inputs(encoding: ["orders": orders], isFrozen: true))
      #expect(outcome.exception?.type == "TypeError")
    }
  }
}
