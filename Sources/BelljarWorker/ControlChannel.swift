internal import BelljarWire
internal import CLinuxShim
internal import Glibc
internal import LinuxIsolation

/// The fork server's end of the socket to the host. Blocking: the server has nothing else to do.
struct ControlChannel: ~Copyable {
  let descriptor: Descriptor
  private var assembler = FrameAssembler(maximumLength: WireProtocol.maximumControlFrame)
  private var buffer = [UInt8].room(for: 1 << 14)

  init(descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// Sends a report. If the host is gone the next read says so; there is nobody to tell.
  borrowing func send(_ report: ServerReport) {
    try? send(report, descriptors: [])
  }

  /// Sends a report with descriptors; they go with its first byte, or the report has not been sent.
  borrowing func send(_ report: ServerReport, descriptors: [CInt]) throws(SystemCallFailure) {
    var bytes = report.frame()[...]
    while true {
      let sent = unsafe bytes.withUnsafeBytes { bytes in
        unsafe descriptors.withUnsafeBufferPointer {
          unsafe clinux_send_descriptors(
            descriptor.number, bytes.baseAddress, bytes.count, $0.baseAddress, CInt($0.count))
        }
      }
      if sent > 0 {
        bytes = bytes.dropFirst(sent)
        break
      }
      // A report that is lost would be waited for: without memory there is nothing to do but to try again.
      guard errno == EINTR || ErrorNumber.isWantOfMemory(errno) else { throw SystemCallFailure("sendmsg") }
    }
    while !bytes.isEmpty {
      switch descriptor.write(bytes) {
      case .bytes(let count): bytes = bytes.dropFirst(count)
      case .wouldBlock: continue
      case .ended, .reset: return
      }
    }
  }

  /// Waits for one order. Nil when the host is gone, or says what is not legal now.
  mutating func receive(in phase: ServerControlPhase) -> ServerOrder? {
    while true {
      do throws(WireError) {
        if let payload = try assembler.next() { return try phase.decode(payload) }
      } catch {
        return nil
      }
      guard readMore() else { return nil }
    }
  }

  /// The orders that one readable moment brings. Nil when the host is gone, or says what is not legal now.
  mutating func receiveAvailable(in phase: ServerControlPhase) -> [ServerOrder]? {
    guard readMore() else { return nil }
    var orders: [ServerOrder] = []
    do throws(WireError) {
      while let payload = try assembler.next() { orders.append(try phase.decode(payload)) }
    } catch {
      return nil
    }
    return orders
  }

  private mutating func readMore() -> Bool {
    while true {
      switch descriptor.read(into: &buffer) {
      case .bytes(let count):
        assembler.append(buffer[..<count])
        return true
      case .wouldBlock: continue
      case .ended, .reset: return false
      }
    }
  }
}
