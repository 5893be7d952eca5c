# expect: refused
# layer: seccomp
# errors: EPERM
# denials: personality
#
# READ_IMPLIES_EXEC makes all readable memory executable; ADDR_NO_RANDOMIZE fixes addresses. The first only asks.
attempt("asking for the personality", lambda: call("personality", 0xFFFFFFFF))
attempt("READ_IMPLIES_EXEC", lambda: call("personality", 0x0400000))
attempt("ADDR_NO_RANDOMIZE", lambda: call("personality", 0x0040000))

allow("asking for its own pid", os.getpid)
