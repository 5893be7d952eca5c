# expect: refused
# errors: EPERM
# denials: setuid setresuid
#
# Becomes root, or asks to stay what it is, which the kernel itself would grant.
attempt("becoming root", lambda: os.setuid(0))
attempt("keeping its user ids", lambda: os.setresuid(-1, -1, -1))

allow("asking for its own pid", os.getpid)
