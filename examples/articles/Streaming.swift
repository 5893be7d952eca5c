import Belljar

@Sendable func streaming() async throws {
  let sandbox = try await Sandbox()
  let keyboard = InputWriter()
  try await keyboard.write("Ada\n")
  var text = ""
  for try await event in sandbox.events(of: "print('Hello, ' + input())", standardInput: .stream(keyboard)) {
    switch event {
    case .standardOutput(let bytes): text += String(decoding: bytes, as: UTF8.self)
    case .finished(let outcome): print(text + "finished with \(outcome.output.bytes.count) bytes of output")
    default: break
    }
  }
  await sandbox.shutdown()
}
