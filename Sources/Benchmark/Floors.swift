/// What nothing that answers from another process, or from a new one, can go below.
enum Floors {
  static let roundTrip = Measure("socketpair round trip, the other processor")
  static let freeRoundTrip = Measure("socketpair round trip, where the scheduler likes")
  static let fork = Measure("bare fork + exit + wait of the warmed worker")

  static func contestants() throws -> [Contestant] {
    let apart = try RoundTrip()
    let free = try RoundTrip()
    return [
      Contestant([roundTrip]) {
        apart.part()
        return [measured { apart.exchange() }]
      },
      Contestant(freeRoundTrip) { free.exchange() },
    ]
  }

  static func fork(of worker: RawWorker) -> Contestant {
    Contestant([fork]) { try worker.measureForks(1).times }
  }
}
