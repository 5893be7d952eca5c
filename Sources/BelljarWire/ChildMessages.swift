/// From the host to a child.
package enum ChildOrder: Message, Equatable {
  /// Limits that the child sets on itself. They come in a frame of their own, so that they hold before the program
  /// is so much as received.
  case limits(ChildLimits)
  /// What to run.
  case program(ProgramOrder)
  /// The answer to the call that the child waits on.
  case answer(CallAnswer)
  /// Makes a copy of the session.
  case copy

  package enum Kind: String, Sendable { case limits, program, answer, copy }

  package var kind: Kind {
    switch self {
    case .limits: .limits
    case .program: .program
    case .answer: .answer
    case .copy: .copy
    }
  }

  package var fields: [CBOR] {
    switch self {
    case .limits(let limits): limits.fields
    case .program(let program): program.fields
    case .answer(let answer): answer.fields
    case .copy: []
    }
  }

  package init(kind: Kind, fields: inout FieldReader) throws(WireError) {
    switch kind {
    case .limits: self = .limits(try ChildLimits(fields: &fields))
    case .program: self = .program(try ProgramOrder(fields: &fields))
    case .answer: self = .answer(try CallAnswer(fields: &fields))
    case .copy: self = .copy
    }
  }
}

/// From a child to the host. After `waiting` it has met untrusted code: from then on, all of it is a claim.
package enum ChildReport: Message, Equatable {
  /// Locked down and warmed up; no untrusted code has been met. Carries the peak of resident memory so far, in bytes.
  case waiting(peakBytes: Int)
  /// A step of the lockdown failed; the child ends without having met untrusted code.
  case failed(StepFailure)
  /// A session's process sends its listener, a descriptor, while it is locked down.
  case listening
  /// The process has copied itself, or could not: 0 or an error number.
  case copied(error: Int)
  /// The program calls a function of the host's, and waits for the answer.
  case called(FunctionCall)
  /// The completion record.
  case completed(CompletionRecord)

  package enum Kind: String, Sendable { case waiting, failed, listening, copied, called, completed }

  package var kind: Kind {
    switch self {
    case .waiting: .waiting
    case .failed: .failed
    case .listening: .listening
    case .copied: .copied
    case .called: .called
    case .completed: .completed
    }
  }

  package var fields: [CBOR] {
    switch self {
    case .waiting(let peakBytes): [CBOR(peakBytes)]
    case .failed(let failure): failure.fields
    case .listening: []
    case .copied(let error): [CBOR(error)]
    case .called(let call): call.fields
    case .completed(let record): record.fields
    }
  }

  package init(kind: Kind, fields: inout FieldReader) throws(WireError) {
    switch kind {
    case .waiting: self = .waiting(peakBytes: try fields.integer())
    case .failed: self = .failed(try StepFailure(fields: &fields))
    case .listening: self = .listening
    case .copied: self = .copied(error: try fields.integer())
    case .called: self = .called(try FunctionCall(fields: &fields))
    case .completed: self = .completed(try CompletionRecord(fields: &fields))
    }
  }
}

/// What the worker's own code in the child wrote after user code had returned. Native code can forge it.
package struct CompletionRecord: Sendable, Equatable {
  package enum Result: Sendable, Equatable {
    case returned(ReturnedValue)
    case raised(ExceptionRecord)
    case exited(Int)
  }

  /// The value of what was evaluated.
  package enum ReturnedValue: Sendable, Equatable {
    /// There is none: nothing was evaluated, or it was None.
    case none
    /// An encoded value.
    case value(ArraySlice<UInt8>)
    /// It cannot cross, and why.
    case uncrossable(String)
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
      case .returned(.none): .null
      case .returned(.value(let bytes)): .bytes(bytes)
      case .returned(.uncrossable(let reason)): .text(reason)
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
      result = .returned(.none)
    case .bytes(let bytes):
      reader = probe
      result = .returned(.value(bytes))
    case .text(let reason):
      reader = probe
      result = .returned(.uncrossable(reason))
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

/// Something the program was refused inside the child: a system call by the filter, anything else by the namespace layer.
package struct Refusal: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case systemCall, importing
    /// A builtin that the namespace lacks.
    case builtin
    /// An attribute that the level hides.
    case attribute
    /// What Python reports to an audit hook.
    case auditEvent
    /// A name or an attribute in the program's text.
    case syntax
    /// A path that programs may not read.
    case path
    /// A mode of opening files other than reading.
    case fileMode
  }

  package var kind: Kind
  package var name: String
  /// The line of the file, where it could be had.
  package var line: Int?
  /// The file that asked, as Python names it; nil if it was the program.
  package var file: String?

  package init(kind: Kind, name: String, line: Int?, file: String? = nil) {
    self.kind = kind
    self.name = name
    self.line = line
    self.file = file
  }

  var fields: [CBOR] { [.text(kind.rawValue), .text(name), CBOR(line), file.map { .text($0) } ?? .null] }

  init(fields reader: inout FieldReader) throws(WireError) {
    guard let kind = Kind(rawValue: try reader.text()) else { throw .malformedMessage(reader.message) }
    self.kind = kind
    name = try reader.text()
    line = try reader.optionalInteger()
    file = try reader.optionalText()
  }
}
