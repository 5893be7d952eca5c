import Glibc

/// Does the same on so many threads at once and waits for all. Threads and not tasks: what is done blocks, and the
/// cooperative pool has no more threads than processors.
func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Box(body)
  let threads = (0..<count).map { _ in
    var thread = pthread_t()
    let isStarted = pthread_create(
      &thread, nil,
      { box in
        if let box { Unmanaged<Box>.fromOpaque(box).takeUnretainedValue().body() }
        return nil
      }, Unmanaged.passUnretained(box).toOpaque())
    return isStarted == 0 ? thread : nil
  }
  for case let thread? in threads { pthread_join(thread, nil) }
  withExtendedLifetime(box) {}
}
