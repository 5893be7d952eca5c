import BelljarWire
import FuzzTargets
import Testing

@Suite("Messages that are not as they should be")
struct MalformedMessageTests {
  @Test("A field missing, extra or of a wrong type is refused in an order to the fork server")
  func serverOrders() throws { try expectExactlyTheLayout(Samples.serverOrders, Shape.serverOrders) }

  @Test("A field missing, extra or of a wrong type is refused in a report of the fork server")
  func serverReports() throws { try expectExactlyTheLayout(Samples.serverReports, Shape.serverReports) }

  @Test("A field missing, extra or of a wrong type is refused in an order to a child")
  func childOrders() throws { try expectExactlyTheLayout(Samples.childOrders, Shape.childOrders) }

  @Test("A field missing, extra or of a wrong type is refused in a report of a child")
  func childReports() throws { try expectExactlyTheLayout(Samples.childReports, Shape.childReports) }

  /// Every message one change away from a sample is decoded if the layout accepts it, and refused if not.
  private func expectExactlyTheLayout<Decoded: Message>(
    _ samples: [Decoded], _ layout: [String: [Shape]]
  ) throws {
    for sample in samples {
      let message = try CBOR(decoding: payload(of: sample))
      for neighbour in message.neighbours {
        let isLegal = isAccepted(neighbour, by: layout)
        do throws(WireError) {
          _ = try Decoded(payload: neighbour.encoded())
          if !isLegal { Issue.record("accepted: \(neighbour)") }
        } catch {
          if isLegal { Issue.record("refused with '\(error)': \(neighbour)") }
        }
      }
    }
  }

  private func isAccepted(_ message: CBOR, by layout: [String: [Shape]]) -> Bool {
    guard case .array(let items) = message, case .text(let name)? = items.first, let shapes = layout[name] else {
      return false
    }
    return Shape.record(shapes).accepts(.array(Array(items.dropFirst())))
  }

  @Test("The refusal of a message that lacks its last field names the message")
  func missing() throws {
    // Without its name a message has none to be refused by.
    for sample in Samples.childReports where !sample.fields.isEmpty { try expectMalformed(sample) { $0.removeLast() } }
    for sample in Samples.childOrders where !sample.fields.isEmpty { try expectMalformed(sample) { $0.removeLast() } }
    for sample in Samples.serverOrders { try expectMalformed(sample) { $0.removeLast() } }
    for sample in Samples.serverReports { try expectMalformed(sample) { $0.removeLast() } }
  }

  @Test("The refusal of a message with one field too many names the message", arguments: CBOR.palette)
  func extra(field: CBOR) throws {
    for sample in Samples.childReports { try expectMalformed(sample) { $0.append(field) } }
    for sample in Samples.childOrders { try expectMalformed(sample) { $0.append(field) } }
    for sample in Samples.serverOrders { try expectMalformed(sample) { $0.append(field) } }
    for sample in Samples.serverReports { try expectMalformed(sample) { $0.append(field) } }
  }

  private func expectMalformed<Decoded: Message>(_ sample: Decoded, _ change: (inout [CBOR]) -> Void) throws {
    var items = [CBOR.text(sample.kind.rawValue)] + sample.fields
    change(&items)
    #expect(throws: WireError.malformedMessage(sample.kind.rawValue)) {
      try Decoded(payload: CBOR.array(items).encoded())
    }
  }

  @Test(
    "What is no array that begins with a known name is an unknown message",
    arguments: CBOR.palette + [
      .array([.text("Completed")]), .array([.text("completed ")]), .array([.bytes(Array("completed".utf8)[...])]),
      .map([.init(.text("completed"), .null)]), .array([.array([.text("completed"), .null, .array([])])]),
      .tagged(24, [.array([.text("waiting"), .unsigned(0)])]),
    ])
  func unknown(item: CBOR) {
    #expect(throws: WireError.unknownMessage) { try ChildReport(payload: item.encoded()) }
    #expect(throws: WireError.unknownMessage) { try ChildOrder(payload: item.encoded()) }
    #expect(throws: WireError.unknownMessage) { try ServerReport(payload: item.encoded()) }
    #expect(throws: WireError.unknownMessage) { try ServerOrder(payload: item.encoded()) }
  }

  @Test("A message of one channel is unknown on the others")
  func otherChannels() {
    for message in Samples.childReports {
      #expect(throws: WireError.unknownMessage) { try ServerReport(payload: payload(of: message)) }
      #expect(throws: WireError.unknownMessage) { try ChildOrder(payload: payload(of: message)) }
    }
  }

  @Test("A message that bytes follow within its frame is refused")
  func trailingBytes() {
    for message in Samples.childReports {
      #expect(throws: WireError.trailingBytes(1)) { try ChildReport(payload: payload(of: message) + [0]) }
    }
  }
}
