import Testing

/// Everything here runs one test after the other: the programs burn processors and memory, and the checks of time
/// must not meet one another.
@Suite("Containment", .serialized, .timeLimit(.minutes(5)))
enum Containment {}
