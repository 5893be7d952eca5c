internal import BelljarWire
internal import LinuxIsolation

/// The calls of one run: the one that is waited for, and the record of all.
struct RunCalls: Sendable {
  /// The call that the child waits on.
  struct Pending: Sendable {
    let number: Int
    let name: String
    let argumentBytes: Int
    let started: MonotonicTime
    var task: Task<Void, Never>?
    var timer: UInt64?
  }

  static let maximumRecords = 1000

  private(set) var records: [HostCallRecord] = []
  private(set) var count = 0
  var pending: Pending?
  /// Time in calls that are over.
  private(set) var finishedTime = Duration.zero

  /// Time in calls so far.
  var time: Duration { finishedTime + (pending.map { $0.started.duration(to: .now) } ?? .zero) }

  /// Takes a call on, as the one that is waited for.
  mutating func begin(_ call: FunctionCall) -> Int {
    count += 1
    pending = Pending(number: count, name: call.name, argumentBytes: call.arguments.count, started: .now)
    return count
  }

  /// Ends the call that is waited for, and gives it back.
  mutating func end(_ result: HostCallRecord.Result) -> (call: Pending, record: HostCallRecord)? {
    guard let call = pending.take() else { return nil }
    let duration = call.started.duration(to: .now)
    finishedTime += duration
    let record = HostCallRecord(
      name: String(call.name.prefix(256)), argumentBytes: .bytes(call.argumentBytes), duration: duration, result: result
    )
    if records.count < Self.maximumRecords { records.append(record) }
    return (call, record)
  }
}
