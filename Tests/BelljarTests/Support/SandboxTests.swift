import Testing

/// The parent of every suite here: one test after the other, so that no test measures another's load.
@Suite("Sandbox", .serialized, .timeLimit(.minutes(5)))
enum SandboxTests {}
