import LinuxIsolation
import Testing

@Suite("Socket pairs")
struct SocketPairTests {
  @Test("Bytes go both ways, and an empty end would block")
  func bothWays() throws {
    let pair = try Descriptor.SocketPair()
    try pair.near.setNonBlocking()
    try pair.far.setNonBlocking()
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(pair.near.read(into: &buffer) == .wouldBlock)
    #expect(pair.near.send([1, 2]) == .bytes(2))
    #expect(pair.far.read(into: &buffer) == .bytes(2))
    #expect(pair.far.send([3, 4, 5]) == .bytes(3))
    #expect(pair.near.read(into: &buffer) == .bytes(3))
    #expect(buffer.prefix(3) == [3, 4, 5])
  }

  @Test("Sending takes a slice from where it begins")
  func slices() throws {
    let pair = try Descriptor.SocketPair()
    #expect(pair.near.send([1, 2, 3, 4][2...]) == .bytes(2))
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(pair.far.read(into: &buffer) == .bytes(2))
    #expect(buffer.prefix(2) == [3, 4])
  }

  @Test("The near end meets the end of file when the far one is gone, and sending to it raises no signal")
  func farGone() throws {
    let near = try Descriptor.SocketPair().keepNear()
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(near.read(into: &buffer) == .ended)
    #expect(near.send([1]) == .ended)
  }

  @Test("A socket that is shut down ends both ways, though both ends are open")
  func shutDown() throws {
    let pair = try Descriptor.SocketPair()
    pair.near.shutDownSocket()
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(pair.far.read(into: &buffer) == .ended)
    #expect(pair.near.read(into: &buffer) == .ended)
    #expect(pair.near.send([1]) == .ended)
    #expect(pair.far.send([1]) == .ended)
  }

  @Test("A peer that does not read makes sending block at last")
  func full() throws {
    let pair = try Descriptor.SocketPair()
    try pair.near.setNonBlocking()
    let chunk = [UInt8](repeating: 7, count: 1 << 20)
    var taken = 0
    while case .bytes(let count) = pair.near.send(chunk[...]) {
      taken += count
      guard taken < 1 << 26 else { break }
    }
    #expect((1..<(1 << 26)).contains(taken))
    #expect(pair.near.send(chunk[...]) == .wouldBlock)
    #expect(pair.far.number >= 0)
  }
}
