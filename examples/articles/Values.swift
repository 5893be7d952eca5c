import Belljar
import Foundation

@Sendable func values() async throws {
  let sandbox = try await Sandbox()
  try await literals()
  try await codable(sandbox)
  try await frozen(sandbox)
  try await objects(sandbox)
  try await refused(sandbox)
  await sandbox.shutdown()
}

private func literals() async throws {
  let value: PythonValue = ["name": "Ada", "scores": [1, 2.5, nil], "big": 36893488147419103232]
  print(value)
  print(value["scores"]?[1]?.doubleValue ?? 0)
}

private func codable(_ sandbox: Sandbox) async throws {
  struct Order: Codable {
    var item: String
    var price: Decimal
    var tags: Set<String>
  }
  let orders = [
    Order(item: "lamp", price: 19.5, tags: ["new"]),
    Order(item: "desk", price: 240, tags: []),
  ]
  let cheap = try await sandbox.evaluate(
    "[order for order in orders if order['price'] < most]", inputs: ["orders": orders, "most": 100], as: [Order].self)
  print(cheap.map(\.item))

  do {
    _ = try await sandbox.evaluate(
      "[{**order, 'price': 'on request'} for order in orders]", inputs: ["orders": orders], as: [Order].self)
  } catch let error as BelljarError {
    print(error)
  }
}

private func frozen(_ sandbox: Sandbox) async throws {
  let outcome = try await sandbox.run("table['rows'][0] = 7", inputs: .frozen(["table": ["rows": [1, 2]]]))
  if case .raised(let exception) = outcome.termination { print(exception.type, exception.message, separator: ": ") }
}

private func objects(_ sandbox: Sandbox) async throws {
  let program = """
    from dataclasses import dataclass

    @dataclass
    class Point:
        x: int
        y: int

    class Secret:
        pass

    [Point(1, 2), Secret()]
    """
  let outcome = try await sandbox.run(program)
  if case .record(let point)? = outcome.value?[0] { print(point.typeName, point["x"] ?? nil) }
  if case .opaque(let object)? = outcome.value?[1] { print(object) }
}

private func refused(_ sandbox: Sandbox) async throws {
  let outcome = try await sandbox.run("tree = {'children': []}\ntree['children'].append(tree)\ntree")
  print(outcome.valueFailure ?? "nothing")
}
