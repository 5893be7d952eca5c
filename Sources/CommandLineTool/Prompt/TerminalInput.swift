import Glibc
import Synchronization

/// The bytes that are typed, and what else may end the wait for them.
final class TerminalInput {
  enum Event {
    case byte(UInt8)
    /// Somebody has something for the editor: see ``Awakening``.
    case awakened
    case end
  }

  let awakening: Awakening
  /// Called when the terminal's size has changed.
  var resized: () -> Void = {}
  /// Read, and not taken yet.
  private var waiting: ArraySlice<UInt8> = []

  /// Nil without a pipe.
  init?() {
    guard let awakening = Awakening() else { return nil }
    self.awakening = awakening
    awakening.watchResizes()
  }

  /// Whether a byte is there to be taken.
  var isReady: Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return !waiting.isEmpty || poll(&input, 1, 0) != 0
  }

  func next() -> Event {
    while true {
      if let byte = waiting.popFirst() { return .byte(byte) }
      var descriptors = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: awakening.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&descriptors, 2, -1) < 0 {
        guard errno == EINTR else { return .end }
        continue
      }
      if ResizeSignal.hasCome() { resized() }
      // What was typed before an answer came was meant for the line without it.
      if descriptors[0].revents != 0 {
        guard fill(1) else { return .end }
      } else if descriptors[1].revents != 0, awakening.take() {
        return .awakened
      }
    }
  }

  /// The rest of a character, or of what is pasted, which nothing is to come between.
  func nextByte() -> UInt8? {
    if waiting.isEmpty, !fill(1) { return nil }
    return waiting.popFirst()
  }

  /// Takes bytes up to a sequence that ends them, keeping so many at most.
  ///
  /// - Returns: What was kept, and how many there were.
  func take(upTo end: [UInt8], keeping maximum: Int) -> (kept: [UInt8], count: Int) {
    var kept: [UInt8] = []
    var count = 0
    var matched = 0
    // Piece by piece, for there may be millions.
    while !waiting.isEmpty || fill(1 << 16) {
      while let byte = waiting.popFirst() {
        count += 1
        if kept.count < maximum + end.count { kept.append(byte) }
        // The sequence's first byte is in it once.
        matched = byte == end[matched] ? matched + 1 : byte == end[0] ? 1 : 0
        guard matched == end.count else { continue }
        count -= end.count
        return (Array(kept.prefix(min(count, maximum))), count)
      }
    }
    return (Array(kept.prefix(maximum)), count)
  }

  /// Byte by byte where it may be a key: what is typed ahead of a statement's end stays the terminal's.
  private func fill(_ size: Int) -> Bool {
    var buffer = [UInt8](repeating: 0, count: size)
    while true {
      let count = read(STDIN_FILENO, &buffer, size)
      if count > 0 {
        waiting = buffer[..<count]
        return true
      }
      guard count < 0, errno == EINTR else { return false }
    }
  }
}

/// Wakes an editor that waits for a key, from another thread.
final class Awakening: Sendable {
  let descriptor: CInt
  private let writingEnd: CInt
  private let isAbandoned = Atomic<Bool>(false)

  init?() {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (descriptor, writingEnd) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(writingEnd)
  }

  func watchResizes() { ResizeSignal.watch(wakingBy: writingEnd) }

  /// A late answer has come.
  func wake() {
    var byte: UInt8 = 1
    // Full, it wakes as well.
    _ = write(writingEnd, &byte, 1)
  }

  /// Nobody waits for the line any more.
  func abandon() {
    isAbandoned.store(true, ordering: .sequentiallyConsistent)
    wake()
  }

  func takeAbandonment() -> Bool { isAbandoned.exchange(false, ordering: .sequentiallyConsistent) }

  /// Forgets that it was woken. False if it was not.
  func take() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 64)
    return read(descriptor, &bytes, bytes.count) > 0
  }
}
