/// From the host to a child.
package enum ChildOrder: Message, Equatable {
  /// Limits that the child sets on itself. They come in a frame of their own, so that they hold before the program
  /// is so much as received.
  ///
  /// `sourceLength` bytes will follow; the worker's own copies of them do not count against the program's memory.
  case limits(memory: Int, recursion: Int, sourceLength: Int)
  /// The program: raw bytes, because bytes that are not UTF-8 are the program's fault and not the wire's.
  case program(source: [UInt8], name: String)

  package enum Kind: String, Sendable { case limits, program }

  package var kind: Kind {
    switch self {
    case .limits: .limits
    case .program: .program
    }
  }

  package var fields: [CBOR] {
    switch self {
    case .limits(let memory, let recursion, let sourceLength):
      [CBOR(memory), CBOR(recursion), CBOR(sourceLength)]
    case .program(let source, let name): [.bytes(source[...]), .text(name)]
    }
  }

  package init(kind: Kind, fields: inout FieldReader) throws(WireError) {
    switch kind {
    case .limits:
      self = .limits(
        memory: try fields.integer(), recursion: try fields.integer(), sourceLength: try fields.integer())
    case .program: self = .program(source: Array(try fields.bytes()), name: try fields.text())
    }
  }
}

/// From a child to the host. After `waiting` it has met untrusted code: from then on, all of it is a claim.
package enum ChildReport: Message, Equatable {
  /// Locked down and warmed up; no untrusted code has been met. Carries the peak of resident memory so far, in bytes.
  case waiting(peakBytes: Int)
  /// A step of the lockdown failed; the child ends without having met untrusted code.
  case failed(StepFailure)
  /// The completion record.
  case completed(CompletionRecord)

  package enum Kind: String, Sendable { case waiting, failed, completed }

  package var kind: Kind {
    switch self {
    case .waiting: .waiting
    case .failed: .failed
    case .completed: .completed
    }
  }

  package var fields: [CBOR] {
    switch self {
    case .waiting(let peakBytes): [CBOR(peakBytes)]
    case .failed(let failure): failure.fields
    case .completed(let record): record.fields
    }
  }

  package init(kind: Kind, fields: inout FieldReader) throws(WireError) {
    switch kind {
    case .waiting: self = .waiting(peakBytes: try fields.integer())
    case .failed: self = .failed(try StepFailure(fields: &fields))
    case .completed: self = .completed(try CompletionRecord(fields: &fields))
    }
  }
}

/// What the worker's own code in the child wrote after user code had returned. Native code can forge it.
package struct CompletionRecord: Sendable, Equatable {
  package enum Result: Sendable, Equatable {
    case returned
    case raised(ExceptionRecord)
    case exited(Int)
  }

  package var result: Result
  package var refusals: [Refusal]

  package init(result: Result, refusals: [Refusal]) {
    self.result = result
    self.refusals = refusals
  }

  var fields: [CBOR] {
    let item: CBOR =
      switch result {
      case .returned: .null
      case .raised(let exception): .array(exception.fields)
      case .exited(let code): CBOR(code)
      }
    return [item, .array(refusals.map { .array($0.fields) })]
  }

  init(fields reader: inout FieldReader) throws(WireError) {
    var probe = reader
    switch try probe.item() {
    case .null:
      reader = probe
      result = .returned
    case .array:
      result = .raised(
        try reader.record { record throws(WireError) in try ExceptionRecord(fields: &record) })
    default: result = .exited(try reader.integer())
    }
    refusals = try reader.records { record throws(WireError) in try Refusal(fields: &record) }
  }
}

package struct ExceptionRecord: Sendable, Equatable {
  package var type: String
  package var message: String
  package var traceback: String

  package init(type: String, message: String, traceback: String) {
    self.type = type
    self.message = message
    self.traceback = traceback
  }

  var fields: [CBOR] { [.text(type), .text(message), .text(traceback)] }

  init(fields reader: inout FieldReader) throws(WireError) {
    type = try reader.text()
    message = try reader.text()
    traceback = try reader.text()
  }
}

/// Something the program was refused inside the child: a system call by the filter, or an import by the namespace
/// layer.
package struct Refusal: Sendable, Equatable {
  package enum Kind: String, Sendable { case systemCall, importing }

  package var kind: Kind
  package var name: String
  /// The program's line, where it could be had.
  package var line: Int?

  package init(kind: Kind, name: String, line: Int?) {
    self.kind = kind
    self.name = name
    self.line = line
  }

  var fields: [CBOR] { [.text(kind.rawValue), .text(name), CBOR(line)] }

  init(fields reader: inout FieldReader) throws(WireError) {
    guard let kind = Kind(rawValue: try reader.text()) else { throw .malformedMessage(reader.message) }
    self.kind = kind
    name = try reader.text()
    line = try reader.optionalInteger()
  }
}
