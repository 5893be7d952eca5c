internal import LinuxIsolation

/// The workers beside the one that serves: its successor, made ready in advance, and the retired, each of which lives
/// until its last run or session has ended.
///
/// All children of a worker have its address layout and hash seed. What programs learn of these is worth less the sooner
/// the worker goes.
struct WorkerSuccession {
  /// A worker on its way to serve.
  struct Successor {
    let worker: WorkerConnection
    /// Nil until it is ready.
    var isolation: Isolation?
    var waiting: [HostChild] = []
    var ordered: Set<UInt64> = []
    var losses = 0
  }

  /// A worker that gets no more runs.
  struct Retired {
    let worker: WorkerConnection
    /// The pool's, when it served.
    let generation: Int
    var running: Int
    var sessions: Int

    var isIdle: Bool { running == 0 && sessions == 0 }
  }

  /// What is to be done once the lock is released.
  enum Duty {
    case fork(WorkerConnection, [UInt64])
    case end([HostChild])
    case close(WorkerConnection)
    case watchAge
  }

  /// How long a successor that failed is not tried again.
  static let pause = Duration.seconds(10)

  var isStarting = false
  var successor: Successor?
  private(set) var retired: [Retired] = []
  /// The timer that ends the serving worker's time.
  var timer: UInt64?
  private var runsBegun = 0
  private var beganToServe = MonotonicTime.now
  private var notBefore: MonotonicTime?

  /// Runs under way on retired workers.
  var running: Int { retired.reduce(0) { $0 + $1.running } }

  /// Sessions on retired workers.
  var sessions: Int { retired.reduce(0) { $0 + $1.sessions } }

  mutating func beginSession(on worker: WorkerConnection) {
    guard let index = retired.firstIndex(where: { $0.worker === worker }) else { return }
    retired[index].sessions += 1
  }

  var isEmpty: Bool { !isStarting && successor == nil && retired.isEmpty }

  var workers: [WorkerConnection] { [successor?.worker].compactMap(\.self) + retired.map(\.worker) }

  mutating func runHasBegun() { runsBegun += 1 }

  /// Counts anew, for another worker serves.
  mutating func workerBeginsToServe() {
    runsBegun = 0
    beganToServe = .now
  }

  /// Whether the serving worker's successor is to be started. One that has met no program has given nothing away.
  func isDue(_ configuration: Sandbox.Configuration) -> Bool {
    guard runsBegun > 0, !isStarting, successor == nil else { return false }
    let now = MonotonicTime.now
    if let notBefore, now < notBefore { return false }
    return runsBegun >= configuration.maximumRunsPerWorker
      || now >= beganToServe.advanced(by: configuration.maximumWorkerAge)
  }

  /// The successor failed. The serving worker goes on, and another is tried later.
  mutating func postpone() {
    isStarting = false
    successor = nil
    notBefore = .now.advanced(by: Self.pause)
  }

  /// Takes over a worker that gets no more runs.
  mutating func retire(_ worker: WorkerConnection, generation: Int, running: Int, sessions: Int) -> [Duty] {
    let old = Retired(worker: worker, generation: generation, running: running, sessions: sessions)
    retired.append(old)
    return old.isIdle ? [.close(worker)] : []
  }

  /// What was served has ended, or did not begin, on a worker that has retired since.
  mutating func hasEnded(_ kind: ServiceKind, where isItsWorker: (Retired) -> Bool) -> [Duty] {
    guard let index = retired.firstIndex(where: isItsWorker) else { return [] }
    switch kind {
    case .run: retired[index].running -= 1
    case .session: retired[index].sessions -= 1
    }
    return retired[index].isIdle ? [.close(retired[index].worker)] : []
  }

  mutating func hasEnded(_ worker: WorkerConnection) { retired.removeAll { $0.worker === worker } }
}
