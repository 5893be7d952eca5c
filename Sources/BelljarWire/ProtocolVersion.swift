/// What host and worker must agree on.
package enum WireProtocol {
  /// Raised with every change to a message.
  package static let version = 2

  /// Raised with every release. Host and worker are built together; a mixture is refused.
  package static let build = "0.1.0"

  /// Bytes of one frame of the control channel.
  package static let maximumControlFrame = 1 << 20

  /// Bytes of a program's source.
  package static let maximumSource = 8 << 20

  /// Bytes of one frame to a child: a program and its name.
  package static let maximumOrder = maximumSource + (1 << 16)

  /// Bytes of one frame from a child. The child cuts its texts to fit; a longer frame is not the worker's.
  package static let maximumReport = 1 << 20

  /// The descriptor by which a worker or a child speaks to the host.
  package static let channelDescriptor: Int32 = 3
}
