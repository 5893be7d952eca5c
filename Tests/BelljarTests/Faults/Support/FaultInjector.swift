import CFaultShim
import Foundation
import Glibc
import Synchronization

/// Makes system calls of this process, and of the workers and children that it starts, fail, as the kernel would.
///
/// A seccomp filter stops each call of the chosen numbers until a thread here has decided about it. Nothing in Belljar
/// knows of that, so what is tested is what runs. For good: use it in a process of its own.
final class FaultInjector: Sendable {
  /// A call that waits for its verdict.
  struct Call: Sendable {
    let number: UInt32
    let arguments: [UInt64]
    let thread: Int32

    /// Who makes it.
    var caller: Caller { Caller(of: thread) }

    /// Whether a sendmsg has ancillary data: the length of it in the caller's memory.
    var carriesDescriptors: Bool {
      var length = 0
      return cfault_read_memory(thread, arguments[1] + 40, &length, 8) == 8 && length > 0
    }

    /// The text at an argument's address, as far as it lies within a page.
    func text(at argument: Int) -> String {
      let address = arguments[argument]
      var bytes = [UInt8](repeating: 0, count: min(256, 4096 - Int(address % 4096)))
      let count = cfault_read_memory(thread, address, &bytes, bytes.count)
      return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// What kind of process makes a call, as `/proc` tells.
  enum Caller: Sendable {
    case host, worker, reaper, child, other

    init(of thread: Int32) {
      guard thread != getpid(), !FileManager.default.fileExists(atPath: "/proc/self/task/\(thread)") else {
        self = .host
        return
      }
      guard let process = ProcessEntry(thread) else {
        self = .other
        return
      }
      if process.parent == getpid() {
        self = .worker
      } else if ProcessEntry(process.parent)?.parent == getpid() {
        self = process.isFirstOfNamespace ? .reaper : .child
      } else {
        self = .other  // A holder, or another's.
      }
    }
  }

  /// The error of a call that is to fail; nil lets it happen. Called on the injector's thread, where a call that waits
  /// for a verdict itself would never get one.
  typealias Verdict = @Sendable (Call) -> Int32?

  private let listener = Mutex<CInt>(-1)
  private let verdict = Mutex<Verdict?>(nil)
  private let failures = Mutex(0)

  /// How many calls have failed since the last verdict was set.
  var count: Int { failures.withLock { $0 } }

  init(calls: [cfault_number]) throws {
    // The thread first: its own start makes calls that would wait for it.
    let (isUp, hasListener) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    Thread.detachNewThread {
      isUp.signal()
      hasListener.wait()
      self.decide()
    }
    isUp.wait()
    let listener = cfault_listen(calls.map(\.rawValue), CInt(calls.count))
    let error = errno
    self.listener.withLock { $0 = listener }
    hasListener.signal()
    guard listener >= 0 else { throw FaultError.unavailable(error) }
  }

  /// Sets what fails from now on; nil for nothing.
  func fail(_ verdict: Verdict?) {
    failures.withLock { $0 = 0 }
    self.verdict.withLock { $0 = verdict }
  }

  private func decide() {
    let listener = listener.withLock { $0 }
    var call = cfault_call()
    while cfault_receive(listener, &call) == 0 {
      let arguments = withUnsafeBytes(of: call.arguments) { Array($0.bindMemory(to: UInt64.self)) }
      let seen = Call(number: UInt32(call.number), arguments: arguments, thread: call.thread)
      let error = verdict.withLock { $0 }?(seen)
      if error != nil { failures.withLock { $0 += 1 } }
      cfault_answer(listener, call.identifier, error ?? 0)
    }
  }
}

enum FaultError: Error {
  /// The kernel, or a filter around the tests, refuses user notifications.
  case unavailable(Int32)
}
