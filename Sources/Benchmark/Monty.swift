import Glibc

/// Monty by its own Python package, in a process of its own that measures itself: sending each run there would be
/// counted against it.
final class Monty {
  enum Worker: String { case reused, new }

  private let program: SpawnedConversation

  private init(_ program: SpawnedConversation) { self.program = program }

  /// Nil, with a note, if it is not installed.
  static func start(_ setting: Setting, into results: inout Results) -> Monty? {
    guard let program = SpawnedConversation([setting.montyPython, "-c", driver]), let version = program.readLine()
    else {
      results.note("Not measured: Monty is not installed at \(setting.montyPython) (make bench-rivals).")
      return nil
    }
    results.note("Monty is version \(version).")
    return Monty(program)
  }

  /// Microseconds of each of these many runs.
  func block(_ worker: Worker, _ trials: Int, _ gap: Duration) throws -> [Double] {
    try ask("block \(worker.rawValue) \(trials) \(gap / .seconds(1))")
  }

  /// Runs per second.
  func throughput(_ worker: Worker, clients: Int, seconds: Double) throws -> [Double] {
    try ask("clients \(worker.rawValue) \(clients) \(seconds)")
  }

  private func ask(_ question: String) throws -> [Double] {
    guard program.writeLine(question), let answer = program.readLine() else {
      throw BenchmarkFailure("Monty has ended")
    }
    return answer.split(separator: " ").compactMap { Double($0) }
  }

  /// A run is a fresh session on a worker of the pool; a worker is replaced after one session, or never.
  private static let driver = """
    import sys, threading, time
    from pydantic_monty import Monty, __version__

    def run(pool):
        with pool.checkout() as session:
            session.feed_run('pass')

    def block(pool, trials, gap):
        times = []
        for _ in range(int(trials)):
            time.sleep(float(gap))
            start = time.perf_counter_ns()
            run(pool)
            times.append((time.perf_counter_ns() - start) / 1000)
        return times

    def clients(pool, count, seconds):
        start = time.perf_counter()
        done = []
        def loop():
            runs = 0
            while time.perf_counter() - start < float(seconds):
                run(pool)
                runs += 1
            done.append(runs)
        threads = [threading.Thread(target=loop) for _ in range(int(count))]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        return [sum(done) / (time.perf_counter() - start)]

    with Monty() as reused, Monty(max_checkouts_per_worker=1) as new:
        pools = {'reused': reused, 'new': new}
        run(reused), run(new)
        print(__version__, flush=True)
        for line in sys.stdin:
            what, pool, *rest = line.split()
            print(*{'block': block, 'clients': clients}[what](pools[pool], *rest), flush=True)
    """
}
