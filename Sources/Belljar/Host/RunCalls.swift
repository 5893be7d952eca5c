internal import BelljarWire
internal import LinuxIsolation

/// The calls of one run: the one that is waited for, and the record of all. A line of input is asked for as a call is, and is
/// none in the record.
struct RunCalls: Sendable {
  /// The call that the child waits on.
  struct Pending: Sendable {
    let number: Int
    let isLine: Bool
    let name: String
    let argumentBytes: Int
    let started: MonotonicTime
    var task: Task<Void, Never>?
    var timer: UInt64?
  }

  static let maximumRecords = 1000

  private(set) var records: [HostCallRecord] = []
  /// Of functions.
  private(set) var count = 0
  private var lines = 0
  var pending: Pending?
  /// Time in calls that are over, and for lines that have come.
  private var finishedTime = Duration.zero
  private var finishedLineTime = Duration.zero

  /// Time in calls of functions so far.
  var time: Duration { finishedTime + pendingTime(ofLine: false) }
  /// Time in which a line was waited for so far.
  var lineTime: Duration { finishedLineTime + pendingTime(ofLine: true) }

  private func pendingTime(ofLine isLine: Bool) -> Duration {
    guard let pending, pending.isLine == isLine else { return .zero }
    return pending.started.duration(to: .now)
  }

  /// Takes a call on, as the one that is waited for.
  ///
  /// - Returns: A number that no other of this run has.
  mutating func begin(_ call: FunctionCall) -> Int {
    let isLine = call.name == FunctionCall.lineOfInput.name
    if isLine { lines += 1 } else { count += 1 }
    pending = Pending(
      number: count + lines, isLine: isLine, name: call.name, argumentBytes: call.arguments.count, started: .now)
    return count + lines
  }

  /// Ends the call that is waited for, and gives it back; with what is recorded of it, unless it was for a line.
  mutating func end(_ result: HostCallRecord.Result) -> (call: Pending, record: HostCallRecord?)? {
    guard let call = pending.take() else { return nil }
    let duration = call.started.duration(to: .now)
    if call.isLine {
      finishedLineTime += duration
      return (call, nil)
    }
    finishedTime += duration
    let record = HostCallRecord(
      name: String(call.name.prefix(256)), argumentBytes: .bytes(call.argumentBytes), duration: duration, result: result
    )
    if records.count < Self.maximumRecords { records.append(record) }
    return (call, record)
  }
}
