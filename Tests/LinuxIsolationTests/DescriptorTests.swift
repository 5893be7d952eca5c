import Glibc
import LinuxIsolation
import Testing

/// Whether a descriptor is closed is asked of its peer, because other tests reuse numbers at once.
@Suite("Descriptors")
struct DescriptorTests {
  @Test("A pipe carries bytes, would block when empty and ends with its writer")
  func pipe() throws {
    let pipe = try Descriptor.Pipe()
    try pipe.reading.setNonBlocking()
    let writing = pipe.writing.number
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(pipe.reading.read(into: &buffer) == .wouldBlock)
    #expect(pipe.writing.write([1, 2, 3]) == .bytes(3))
    #expect(pipe.reading.read(into: &buffer) == .bytes(3))
    #expect(buffer.prefix(3) == [1, 2, 3])
    #expect(pipe.reading.read(into: &buffer) == .wouldBlock)
    #expect(writing > 2)
  }

  @Test("A descriptor closes at the end of its life")
  func closing() throws {
    let reading = try keptReading()
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(reading.read(into: &buffer) == .bytes(1))
    #expect(reading.read(into: &buffer) == .ended)
  }

  private func keptReading() throws -> Descriptor {
    let pipe = try Descriptor.Pipe()
    try pipe.reading.setNonBlocking()
    #expect(pipe.writing.write([9]) == .bytes(1))
    return pipe.keepReading()
  }

  @Test("A released descriptor stays open until somebody closes it")
  func release() throws {
    let pair = try Descriptor.SocketPair()
    try pair.near.setNonBlocking()
    let copy = dup(pair.far.number)
    let released = Descriptor(owning: copy).release()
    #expect(released == copy)
    let near = pair.keepNear()
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(near.read(into: &buffer) == .wouldBlock)
    Glibc.close(released)
    #expect(near.read(into: &buffer) == .ended)
  }

  @Test("A pipe that is full takes what fits and then would block")
  func fullPipe() throws {
    let pipe = try Descriptor.Pipe()
    try pipe.writing.setNonBlocking()
    let chunk = [UInt8](repeating: 7, count: 100_000)
    guard case .bytes(let taken) = pipe.writing.write(chunk[...]) else {
      Issue.record("nothing was taken")
      return
    }
    #expect((1..<chunk.count).contains(taken))
    #expect(pipe.writing.write(chunk[...]) == .wouldBlock)
    #expect(pipe.reading.number >= 0)
  }

  @Test("The ends are closed by an exec")
  func closeOnExec() throws {
    let pipe = try Descriptor.Pipe()
    let pair = try Descriptor.SocketPair()
    for number in [pipe.reading.number, pipe.writing.number, pair.near.number, pair.far.number] {
      #expect(fcntl(number, F_GETFD) == FD_CLOEXEC)
    }
  }

  @Test("Non-blocking is added to what a descriptor has")
  func nonBlocking() throws {
    let pipe = try Descriptor.Pipe()
    let before = fcntl(pipe.writing.number, F_GETFL)
    try pipe.writing.setNonBlocking()
    #expect(fcntl(pipe.writing.number, F_GETFL) == before | O_NONBLOCK)
  }

  @Test("What no descriptor is gives an error or an end, and does not trap")
  func invalid() {
    let invalid = Descriptor(owning: -1)
    var buffer: [UInt8] = [0]
    #expect(invalid.read(into: &buffer) == .ended)
    #expect(invalid.write([1]) == .ended)
    #expect(invalid.send([1]) == .ended)
    #expect(throws: SystemCallFailure("fcntl", code: EBADF)) { try invalid.setNonBlocking() }
  }
}
