import Synchronization

/// One value, from one thread to another.
final class Handover<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  func put(_ value: Value?) { self.value.withLock { $0 = value } }
  func take() -> Value? { value.withLock { $0.take() } }
}
