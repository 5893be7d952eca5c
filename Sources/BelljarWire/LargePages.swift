internal import Glibc

/// Large buffers are filled once and given away, so each page of theirs is a new one: for 16 MiB the kernel is entered 4,096
/// times, which costs more than the bytes' own copying. In pages of 2 MiB it is eight times. The advice is the host's: a
/// child may not give it, and goes on without.
extension [UInt8] {
  /// Below it there may be no whole large page in the buffer.
  private static let worthwhile = 4 << 20

  /// Room to read into. Zeros would be written for nothing, and push what is needed next out of the caches: 32 KiB of them
  /// cost more than the read.
  ///
  /// Invariant: any byte is a valid UInt8, and a reader uses those alone that it knows to be written.
  package static func room(for count: Int) -> [UInt8] {
    var room = unsafe [UInt8](unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
    room.adviseLargePages()
    return room
  }

  /// A copy of its own of what may be much.
  package init(copying content: ArraySlice<UInt8>) {
    guard content.count >= Self.worthwhile else {
      self = Array(content)
      return
    }
    self = []
    reserveLarge(content.count)
    append(contentsOf: content)
  }

  /// Makes room for so many bytes in all.
  package mutating func reserveLarge(_ count: Int) {
    reserveCapacity(count)
    adviseLargePages()
  }

  private mutating func adviseLargePages() {
    let length = capacity
    guard length >= Self.worthwhile else { return }
    let page = 1 << 12
    // Invariant: the whole capacity is this array's own, and advice changes no byte. A refusal changes nothing at all.
    unsafe withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      let offset = Int(bitPattern: start) & (page - 1)
      let skipped = offset == 0 ? 0 : page - offset
      _ = unsafe madvise(start + skipped, length - skipped, MADV_HUGEPAGE)
    }
  }
}
