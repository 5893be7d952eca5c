import BelljarWire
import FuzzTargets
import Testing

@Suite("Cutting a stream into frames")
struct FrameAssemblerTests {
  private static let payloads: [[UInt8]] = [[7], [0, 0, 0, 1, 9], Array(0...99), [0xff, 0xff, 0xff, 0xff]]
  private static let stream = payloads.flatMap(Frame.encode)

  /// All frames that are whole by now.
  private func drain(_ assembler: inout FrameAssembler) throws -> [[UInt8]] {
    var frames: [[UInt8]] = []
    while let frame = try assembler.next() { frames.append(frame) }
    return frames
  }

  @Test("A frame is its length, big-endian, and its payload")
  func encoding() {
    #expect(Frame.encode([1, 2, 3]) == [0, 0, 0, 3, 1, 2, 3])
    #expect(Frame.encode([UInt8](repeating: 0, count: 0x10203)).prefix(4) == [0, 1, 2, 3])
    #expect(Frame.length(of: [0xff, 0xff, 0xff, 0xff]) == 0xffff_ffff)
    #expect(Frame.length(of: [1, 2, 3, 4]) == 0x0102_0304)
  }

  @Test("Several frames in one append come out in order")
  func together() throws {
    var assembler = FrameAssembler(maximumLength: 100)
    assembler.append(Self.stream)
    #expect(try drain(&assembler) == Self.payloads)
    #expect(try assembler.next() == nil)
  }

  @Test("Split at any byte, the frames are the same", arguments: 0...stream.count)
  func split(at boundary: Int) throws {
    var assembler = FrameAssembler(maximumLength: 100)
    assembler.append(Self.stream[..<boundary])
    let first = try drain(&assembler)
    assembler.append(Self.stream[boundary...])
    #expect(try first + drain(&assembler) == Self.payloads)
  }

  @Test("Byte by byte, a frame appears with its last byte and not before")
  func byteByByte() throws {
    var assembler = FrameAssembler(maximumLength: 100)
    for payload in Self.payloads {
      let frame = Frame.encode(payload)
      for byte in frame.dropLast() {
        assembler.append([byte])
        #expect(try assembler.next() == nil)
      }
      assembler.append(frame.suffix(1))
      #expect(try assembler.next() == payload)
    }
  }

  @Test("Appending before the earlier frames are taken loses nothing")
  func appendWhileFull() throws {
    var assembler = FrameAssembler(maximumLength: 100)
    assembler.append(Frame.encode([1]) + Frame.encode([2]) + [0, 0])
    #expect(try assembler.next() == [1])
    assembler.append([0, 1, 3])
    #expect(try drain(&assembler) == [[2], [3]])
  }

  @Test("A frame of exactly the longest length is taken, with one byte more it is refused")
  func boundary() throws {
    var assembler = FrameAssembler(maximumLength: 8)
    assembler.append(Frame.encode([UInt8](repeating: 1, count: 8)))
    #expect(try assembler.next()?.count == 8)
    assembler.append(Frame.encode([UInt8](repeating: 1, count: 9)))
    #expect(throws: WireError.frameTooLong(claimed: 9, maximum: 8)) { try assembler.next() }
  }

  @Test("A claimed length beyond the longest is refused before a byte of the payload arrives")
  func claim() throws {
    for header in [[0, 0, 0, 101], [0, 0x10, 0, 0], [0x7f, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0xff]] as [[UInt8]] {
      var assembler = FrameAssembler(maximumLength: 100)
      assembler.append(header.dropLast())
      #expect(try assembler.next() == nil)
      assembler.append(header.suffix(1))
      let expected = WireError.frameTooLong(claimed: Frame.length(of: header[...]), maximum: 100)
      #expect(throws: expected) { try assembler.next() }
    }
  }

  @Test("An empty frame is refused")
  func empty() {
    var assembler = FrameAssembler(maximumLength: 100)
    assembler.append([0, 0, 0, 0])
    #expect(throws: WireError.emptyFrame) { try assembler.next() }
  }

  @Test("After a refusal nothing more comes out, whatever follows")
  func refusalLasts() {
    for header in [[0, 0, 0, 0], [0xff, 0, 0, 0]] as [[UInt8]] {
      var assembler = FrameAssembler(maximumLength: 100)
      assembler.append(header)
      #expect(throws: WireError.self) { try assembler.next() }
      assembler.append(Frame.encode([1, 2, 3]))
      #expect(throws: WireError.self) { try assembler.next() }
    }
  }

  @Test("Frames before a bad one are still handed out")
  func goodBeforeBad() throws {
    var assembler = FrameAssembler(maximumLength: 100)
    assembler.append(Frame.encode([5]) + [0xff, 0xff, 0xff, 0xff])
    #expect(try assembler.next() == [5])
    #expect(throws: WireError.self) { try assembler.next() }
  }

  @Test(
    "Text garbage is refused as a frame too long", arguments: ["Traceback (most recent call last):", "GET / HTTP/1"])
  func garbage(text: String) {
    var assembler = FrameAssembler(maximumLength: WireProtocol.maximumReport)
    assembler.append(Array(text.utf8))
    #expect(throws: WireError.self) { try assembler.next() }
  }

  @Test("Random splits of random frames never change the frames")
  func randomSplits() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<200 {
      let payloads = (0..<20).map { _ in random.bytes(count: random.index(below: 60) + 1) }
      var rest = payloads.flatMap(Frame.encode)[...]
      var assembler = FrameAssembler(maximumLength: 60)
      var found: [[UInt8]] = []
      while !rest.isEmpty {
        let count = min(rest.count, random.index(below: 150) + 1)
        assembler.append(rest.prefix(count))
        rest = rest.dropFirst(count)
        if random.index(below: 3) > 0 { found += try drain(&assembler) }
      }
      found += try drain(&assembler)
      #expect(found == payloads)
    }
  }

  @Test("Large frames come whole between small ones, however they are cut", arguments: [1 << 12, 70_001, 1 << 20])
  func largeFrames(pieceLength: Int) throws {
    let payloads = [65_536, 65_537, 1, 200_000, 300_000].enumerated().map { index, count in
      (0..<count).map { UInt8(truncatingIfNeeded: $0 &+ index) }
    }
    var rest = payloads.flatMap(Frame.encode)[...]
    var assembler = FrameAssembler(maximumLength: 300_000)
    var found: [[UInt8]] = []
    while !rest.isEmpty {
      assembler.append(rest.prefix(pieceLength))
      rest = rest.dropFirst(pieceLength)
      found += try drain(&assembler)
    }
    #expect(found == payloads)
    #expect(!assembler.isFilling)
  }

  @Test("A large frame is filled in place, and what is claimed beyond it is not taken")
  func filling() throws {
    var assembler = FrameAssembler(maximumLength: 100_000)
    let payload = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    assembler.append(Frame.encode(payload)[..<70_000])
    #expect(try assembler.next() == nil)
    var found: [UInt8]?
    while found == nil {
      #expect(assembler.isFilling)
      assembler.fill { room, position in
        let end = min(position + 20_000, room.count)
        room.replaceSubrange(position..<end, with: payload[position..<end])
        // More than there is: no further than the end is believed.
        return 20_001 - (end < room.count ? 1 : 0)
      }
      found = try assembler.next()
    }
    #expect(found == payload)
    #expect(!assembler.isFilling)
  }
}
