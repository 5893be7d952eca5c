internal import Glibc
internal import LinuxIsolation
internal import Synchronization

/// The thread on which all of Belljar's input and timers arrive. One per process, made when first needed.
///
/// An epoll thread, measured against Dispatch and SwiftNIO: docs/decisions/0006-host-io.md.
final class Reactor: Sendable {
  typealias Handler = @Sendable () -> Void

  private struct State {
    var nextToken: UInt64 = EventQueue.timerToken + 1
    var handlers: [UInt64: Handler] = [:]
    var timers: [UInt64: (moment: MonotonicTime, handler: Handler)] = [:]
    var armed: MonotonicTime?
  }

  private let queue: EventQueue
  private let state = Mutex(State())
  private static let instance = Mutex<Reactor?>(nil)

  /// The process's reactor.
  static func shared() throws(SystemCallFailure) -> Reactor {
    try instance.withLock { shared throws(SystemCallFailure) in
      if let shared { return shared }
      let made = try Reactor()
      // One without a thread must not be left for the next caller.
      try made.startThread()
      shared = made
      return made
    }
  }

  private init() throws(SystemCallFailure) { queue = try EventQueue() }

  /// Watches a descriptor. The handler is called on the reactor's thread for as long as the descriptor is ready; it
  /// must not block.
  func watch(_ descriptor: CInt, _ interest: EventQueue.Interest, _ handler: @escaping Handler)
    throws(SystemCallFailure) -> Watch
  {
    let token = state.withLock { state in
      let token = state.nextToken
      state.nextToken += 1
      state.handlers[token] = handler
      return token
    }
    do throws(SystemCallFailure) {
      try queue.add(descriptor, interest, token: token)
    } catch {
      state.withLock { $0.handlers[token] = nil }
      throw error
    }
    return Watch(descriptor: descriptor, token: token)
  }

  func change(_ watch: Watch, _ interest: EventQueue.Interest) {
    queue.modify(watch.descriptor, interest, token: watch.token)
  }

  /// Ends a watch; to be called before the descriptor is closed. Its handler may be running, and is not called again.
  func end(_ watch: Watch) {
    queue.remove(watch.descriptor)
    state.withLock { $0.handlers[watch.token] = nil }
  }

  struct Watch: Sendable {
    let descriptor: CInt
    let token: UInt64
  }

  /// Calls a handler at a moment, unless it is cancelled before.
  func schedule(at moment: MonotonicTime, _ handler: @escaping Handler) -> UInt64 {
    state.withLock { state in
      let token = state.nextToken
      state.nextToken += 1
      state.timers[token] = (moment, handler)
      if let armed = state.armed, armed <= moment { return token }
      state.armed = moment
      queue.setTimer(moment)
      return token
    }
  }

  /// The timer stays armed: an idle expiry costs less than a system call for every run that ends in time.
  func cancel(timer token: UInt64) {
    state.withLock { $0.timers[token] = nil }
  }

  /// Calls a handler soon, when whoever has just been woken has had its turn.
  func `defer`(_ handler: @escaping Handler) {
    _ = schedule(at: .now.advanced(by: .milliseconds(1)), handler)
  }

  private func run() -> Never {
    while true {
      for token in queue.wait() {
        if token == EventQueue.timerToken {
          fireTimers()
        } else if let handler = state.withLock({ $0.handlers[token] }) {
          handler()
        }
      }
    }
  }

  private func fireTimers() {
    queue.acknowledgeTimer()
    let due = state.withLock { state in
      let now = MonotonicTime.now
      let due = state.timers.filter { $0.value.moment <= now }
      for token in due.keys { state.timers[token] = nil }
      state.armed = state.timers.values.map(\.moment).min()
      queue.setTimer(state.armed)
      return due.values.sorted { $0.moment < $1.moment }
    }
    for timer in due { timer.handler() }
  }

  private func startThread() throws(SystemCallFailure) {
    var thread = pthread_t()
    // The thread never ends, so it keeps the reactor for ever: the count taken here is never given back.
    let retained = unsafe Unmanaged.passRetained(self)
    let context = unsafe retained.toOpaque()
    let error = unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Reactor>.fromOpaque(context).takeUnretainedValue().run()
      }, unsafe context)
    guard error == 0 else {
      unsafe retained.release()
      throw SystemCallFailure("pthread_create", code: error)
    }
    pthread_detach(thread)
  }
}
