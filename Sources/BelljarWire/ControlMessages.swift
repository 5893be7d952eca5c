/// From the host to the fork server.
package enum ServerOrder: Message, Equatable {
  /// Builds the image. Sent once.
  case prepare(ImageDescription)
  /// Forks one child, which will be known by this number.
  case fork(child: UInt64, ForkPurpose)
  /// Takes on a copy that a session has made of itself, by the host's leave.
  case adopt(child: UInt64, pid: Int)
  /// Kills a session with all its copies, also those that nobody knows of.
  case endFamily(child: UInt64)
  /// Forks this many processes that end at once, one after the other, to know what a fork alone costs here.
  case measureForks(count: Int)

  package enum Kind: String, Sendable { case prepare, fork, adopt, endFamily, measureForks }

  package var kind: Kind {
    switch self {
    case .prepare: .prepare
    case .fork: .fork
    case .adopt: .adopt
    case .endFamily: .endFamily
    case .measureForks: .measureForks
    }
  }

  package var fields: [CBOR] {
    switch self {
    case .prepare(let image): image.fields
    case .fork(let child, let purpose): [.unsigned(child), .text(purpose.rawValue)]
    case .adopt(let child, let pid): [.unsigned(child), CBOR(pid)]
    case .endFamily(let child): [.unsigned(child)]
    case .measureForks(let count): [CBOR(count)]
    }
  }

  package init(kind: Kind, fields: inout FieldReader) throws(WireError) {
    switch kind {
    case .prepare: self = .prepare(try ImageDescription(fields: &fields))
    case .fork:
      let child = try fields.identifier()
      guard let purpose = ForkPurpose(rawValue: try fields.text()) else { throw .malformedMessage(kind.rawValue) }
      self = .fork(child: child, purpose)
    case .adopt: self = .adopt(child: try fields.identifier(), pid: try fields.integer())
    case .endFamily: self = .endFamily(child: try fields.identifier())
    case .measureForks: self = .measureForks(count: try fields.integer())
    }
  }
}

/// What a child is for.
package enum ForkPurpose: String, Sendable {
  /// One program.
  case run
  /// A session, which may be copied.
  case session
  /// Nothing but to run the image's prelude, and to be copied for every program.
  case template
}

/// From the fork server to the host. The host trusts it: it never parses a byte that a child wrote.
package enum ServerReport: Message, Equatable {
  /// The first message of all, so that a mismatch is found before anything else is said.
  case greeting(Greeting)
  /// The image stands; children can be forked.
  case ready(Readiness)
  /// The image cannot be built; the worker ends.
  case refused(StepFailure)
  /// A child was forked. Comes with descriptors: channel, stdin (a socket too, because writing to one need not raise
  /// SIGPIPE in the app), stdout, stderr, pidfd.
  case forked(child: UInt64, pid: Int)
  case forkFailed(child: UInt64, StepFailure)
  /// A child ended, as the kernel told its parent.
  case ended(child: UInt64, Ending)
  /// How long each of the forks took, its exit and the wait for it included; and the CPU time of them all, the server's
  /// and theirs.
  case forksMeasured(nanoseconds: [Int], cpuMicroseconds: Int)

  package static let descriptorsPerChild = 5

  package enum Kind: String, Sendable { case greeting, ready, refused, forked, forkFailed, ended, forksMeasured }

  package var kind: Kind {
    switch self {
    case .greeting: .greeting
    case .ready: .ready
    case .refused: .refused
    case .forked: .forked
    case .forkFailed: .forkFailed
    case .ended: .ended
    case .forksMeasured: .forksMeasured
    }
  }

  package var fields: [CBOR] {
    switch self {
    case .greeting(let greeting): greeting.fields
    case .ready(let readiness): readiness.fields
    case .refused(let failure): failure.fields
    case .forked(let child, let pid): [.unsigned(child), CBOR(pid)]
    case .forkFailed(let child, let failure): [.unsigned(child)] + failure.fields
    case .ended(let child, let ending): [.unsigned(child)] + ending.fields
    case .forksMeasured(let nanoseconds, let cpuMicroseconds):
      [.array(nanoseconds.map { CBOR($0) }), CBOR(cpuMicroseconds)]
    }
  }

  package init(kind: Kind, fields: inout FieldReader) throws(WireError) {
    switch kind {
    case .greeting: self = .greeting(try Greeting(fields: &fields))
    case .ready: self = .ready(try Readiness(fields: &fields))
    case .refused: self = .refused(try StepFailure(fields: &fields))
    case .forked: self = .forked(child: try fields.identifier(), pid: try fields.integer())
    case .forkFailed:
      self = .forkFailed(child: try fields.identifier(), try StepFailure(fields: &fields))
    case .ended: self = .ended(child: try fields.identifier(), try Ending(fields: &fields))
    case .forksMeasured:
      self = .forksMeasured(nanoseconds: try fields.integers(), cpuMicroseconds: try fields.integer())
    }
  }
}

/// Who speaks: compared before any other message, because a worker of another build may mean other things by the
/// same words.
package struct Greeting: Sendable, Equatable {
  package var protocolVersion: Int
  package var build: String
  package var pythonVersion: String

  package init(protocolVersion: Int, build: String, pythonVersion: String) {
    self.protocolVersion = protocolVersion
    self.build = build
    self.pythonVersion = pythonVersion
  }

  var fields: [CBOR] { [CBOR(protocolVersion), .text(build), .text(pythonVersion)] }

  init(fields reader: inout FieldReader) throws(WireError) {
    protocolVersion = try reader.integer()
    build = try reader.text()
    pythonVersion = try reader.text()
  }
}

/// Which layers every child of this worker gets, and why the others are missing.
package struct Readiness: Sendable, Equatable {
  package var enforced: [String]
  package var missing: [Missing]

  package struct Missing: Sendable, Equatable {
    package var layer: String
    package var failure: StepFailure

    package init(layer: String, failure: StepFailure) {
      self.layer = layer
      self.failure = failure
    }
  }

  package init(enforced: [String], missing: [Missing]) {
    self.enforced = enforced
    self.missing = missing
  }

  var fields: [CBOR] {
    [
      CBOR(enforced),
      .array(missing.map { .array([.text($0.layer)] + $0.failure.fields) }),
    ]
  }

  init(fields reader: inout FieldReader) throws(WireError) {
    enforced = try reader.texts()
    missing = try reader.records { record throws(WireError) in
      Missing(layer: try record.text(), failure: try StepFailure(fields: &record))
    }
  }
}

/// How a child ended and what it used: the kernel's word, read by `wait4` in the fork server.
package struct Ending: Sendable, Equatable {
  package enum Cause: Sendable, Equatable {
    case exited(Int)
    case killed(signal: Int)
  }

  package var cause: Cause
  package var userMicroseconds: Int
  package var systemMicroseconds: Int
  package var peakBytes: Int

  package init(cause: Cause, userMicroseconds: Int, systemMicroseconds: Int, peakBytes: Int) {
    self.cause = cause
    self.userMicroseconds = userMicroseconds
    self.systemMicroseconds = systemMicroseconds
    self.peakBytes = peakBytes
  }

  var fields: [CBOR] {
    let (killed, number) =
      switch cause {
      case .exited(let code): (false, code)
      case .killed(let signal): (true, signal)
      }
    return [
      .bool(killed), CBOR(number), CBOR(userMicroseconds), CBOR(systemMicroseconds), CBOR(peakBytes),
    ]
  }

  init(fields reader: inout FieldReader) throws(WireError) {
    let killed = try reader.bool()
    let number = try reader.integer()
    cause = killed ? .killed(signal: number) : .exited(number)
    userMicroseconds = try reader.integer()
    systemMicroseconds = try reader.integer()
    peakBytes = try reader.integer()
  }
}
