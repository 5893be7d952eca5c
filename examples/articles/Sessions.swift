import Belljar

@Sendable func sessions() async throws {
  let sandbox = try await Sandbox()
  try await sandbox.withSession { session in
    try await session.run("def area(width, height=1): return width * height")
    print(try await session.call("area", 3, named: ["height": 4]))

    try await session.run("seen = []")
    for name in ["Ada", "Ben"] {
      try await session.run("seen.append(name)", inputs: ["name": .str(name)])
    }
    print(try await session.evaluate("seen", as: [String].self))
  }

  try await sandbox.withSession { session in
    try await session.run("items = [1, 2]")
    let before = try await session.fork()
    try await session.run("items.clear()")
    print(try await session.evaluate("items"), try await before.evaluate("items"))
  }

  try await sandbox.withSession { session in
    var limits = sandbox.policy.limits
    limits.cpuTime = .milliseconds(200)
    let raised = try await session.run("x = 1\nx / 0")
    print("after an exception:", raised.canContinue)
    let interrupted = try await session.run("while True: x += 1", limits: limits)
    print("after a soft interrupt:", interrupted.canContinue)
    let killed = try await session.run("sum(iter(int, 1))", limits: limits)
    print("after a kill:", killed.canContinue)
    do {
      try await session.run("x")
    } catch let error as BelljarError where error.code == .sessionEnded {
      print("ended")
    }
  }
  await sandbox.shutdown()
}
