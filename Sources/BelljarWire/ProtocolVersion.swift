/// What host and worker must agree on.
package enum WireProtocol {
  /// Raised with every change to a message.
  package static let version = 5

  /// Raised with every release. Host and worker are built together; a mixture is refused.
  package static let build = "0.1.0"

  /// Bytes of one frame of the control channel.
  package static let maximumControlFrame = 1 << 20

  /// Bytes of a program's source.
  package static let maximumSource = 8 << 20

  /// The most that one value may take, by ``ValueCost``, whatever a policy says.
  package static let maximumValue = 1 << 30

  /// Bytes of one frame to a child: a program with its inputs, or an answer.
  package static let maximumOrder = maximumSource + maximumValue + (1 << 20)

  /// Bytes of a frame from a child beside the value in it. The child cuts its texts to fit; a longer frame is not the
  /// worker's.
  package static let maximumReport = 1 << 20

  /// Items of one message. A frame may be large for the sake of one value's bytes; were it full of items of one byte each,
  /// the tree of them would take forty times as much.
  package static let maximumItems = 1 << 16

  /// Bytes of a function's name.
  package static let maximumName = 256

  /// The descriptor by which a worker or a child speaks to the host.
  package static let channelDescriptor: Int32 = 3
}
