# expect: refused
# errors: EPERM
# denials: splice vmsplice
#
# Moves pages into pipes without a copy ("Dirty Pipe", 2022).
attempt("splice", lambda: call("splice", 0, 0, 1, 0, 0, 0))
attempt("vmsplice", lambda: call("vmsplice", 1, 0, 0, 0))

allow("writing to standard output", lambda: os.write(1, b""))
