internal import CLinuxShim
internal import Glibc

/// Starts the worker's executable.
package enum WorkerSpawn {
  /// - Returns: The process, not yet reaped by anybody.
  package static func start(
    path: String, control: borrowing Descriptor, errorOutput: borrowing Descriptor
  ) throws(SystemCallFailure) -> ProcessHandle {
    var identifier: Int32 = 0
    let error = unsafe clinux_spawn_worker(&identifier, path, control.number, errorOutput.number)
    guard error == 0 else { throw SystemCallFailure("posix_spawn", code: error) }
    do throws(SystemCallFailure) {
      return try ProcessHandle(processIdentifier: identifier)
    } catch {
      // One that nobody can watch is not to be.
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
      throw error
    }
  }

  /// A variable of the environment, as secure_getenv reads it: nothing in a set-uid program.
  package static func secureEnvironment(_ name: String) -> String? {
    guard let value = unsafe clinux_secure_environment(name) else { return nil }
    return unsafe String(cString: value)
  }
}

/// A message's bytes together with the descriptors that came with them.
package struct DescriptorMessage {
  package var transfer: Transfer
  package var descriptors: [CInt]

  /// Receives what is there. The caller owns the descriptors.
  package static func receive(from socket: borrowing Descriptor, into buffer: inout [UInt8]) -> DescriptorMessage {
    var descriptors = [CInt](repeating: -1, count: 8)
    var count: CInt = 0
    while true {
      let received = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe descriptors.withUnsafeMutableBufferPointer {
          unsafe clinux_receive_descriptors(
            socket.number, bytes.baseAddress, bytes.count, $0.baseAddress, CInt($0.count), &count)
        }
      }
      let transfer: Transfer
      if received > 0 {
        transfer = .bytes(received)
      } else if received < 0, ErrorNumber.current == ErrorNumber.interrupted {
        continue
      } else if received < 0, ErrorNumber.current == ErrorNumber.again {
        transfer = .wouldBlock
      } else if received < 0, ErrorNumber.isWantOfMemory(ErrorNumber.current) {
        Memory.pause()
        transfer = .wouldBlock
      } else {
        transfer = .ended
      }
      return DescriptorMessage(transfer: transfer, descriptors: Array(descriptors.prefix(Int(count))))
    }
  }
}
