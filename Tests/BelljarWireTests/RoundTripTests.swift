import BelljarWire
import FuzzTargets
import Testing

@Suite("Messages come back as they were")
struct RoundTripTests {
  @Test("An order to the fork server", arguments: Samples.serverOrders)
  func serverOrder(message: ServerOrder) throws { try expectRoundTrip(message) }

  @Test("A report of the fork server", arguments: Samples.serverReports)
  func serverReport(message: ServerReport) throws { try expectRoundTrip(message) }

  @Test("An order to a child", arguments: Samples.childOrders)
  func childOrder(message: ChildOrder) throws { try expectRoundTrip(message) }

  @Test("A report of a child", arguments: Samples.childReports)
  func childReport(message: ChildReport) throws { try expectRoundTrip(message) }

  private func expectRoundTrip<Sent: Message & Equatable>(_ message: Sent) throws {
    var assembler = FrameAssembler(maximumLength: 1 << 16)
    assembler.append(message.frame())
    let payload = try #require(try assembler.next())
    let received = try Sent(payload: payload)
    #expect(received == message)
    #expect(received.frame() == message.frame())
    #expect(try assembler.next() == nil)
  }

  @Test("A message's bytes are an array of its name and its fields")
  func bytesOnTheWire() {
    #expect(
      ServerOrder.fork(child: 7, .run).frame()
        == [0, 0, 0, 11, 0x83, 0x64] + Array("fork".utf8) + [0x07, 0x63] + Array("run".utf8))
  }

  @Test("The samples hold every kind of every message")
  func kinds() {
    #expect(Set(Samples.serverOrders.map(\.kind)) == Kinds.serverOrders)
    #expect(Set(Samples.serverReports.map(\.kind)) == Kinds.serverReports)
    #expect(Set(Samples.childOrders.map(\.kind)) == Kinds.childOrders)
    #expect(Set(Samples.childReports.map(\.kind)) == Kinds.childReports)
  }
}
