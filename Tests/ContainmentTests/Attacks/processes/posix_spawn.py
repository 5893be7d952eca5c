# expect: refused
# errors: EPERM
# denials: none
#
# The C library starts a program.
attempt("posix_spawn", lambda: os.posix_spawn("/bin/true", ["/bin/true"], {}))

allow("asking for its own pid", os.getpid)
