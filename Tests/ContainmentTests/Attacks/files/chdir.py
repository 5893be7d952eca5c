# expect: refused
# layer: seccomp
# denials: chdir fchdir getcwd
#
# Moves about, or asks where it is.
attempt("chdir", lambda: os.chdir("/"))
attempt("fchdir", lambda: os.fchdir(0))
attempt("getcwd", os.getcwd)

allow("reading standard input", lambda: os.read(0, 1))
